import type { Seen } from "../checks/verdict.js";
import { headerOf } from "../flow/documents.js";
import type { Header } from "../flow/observation.js";
import { type Reading, reading } from "./diagnosis.js";
import { type CorsOutcome, isUnexplained } from "./facts.js";

interface Answered {
  readonly status: number | null;
  readonly error: string | null;
  readonly headers: readonly Header[];
}

/**
 * What CORS did to the request of a page: by the header that its answer lacks, or by a failure that browsers do not explain.
 *
 * @param register what to do where the page's origin has to be made known
 * @returns null where CORS let it pass, was not needed, or cannot be told
 */
export function corsReading(
  seen: readonly Seen[],
  outcome: CorsOutcome,
  { status, error, headers }: Answered,
  { register }: { readonly register: string },
): Reading | null {
  const allowed = headerOf(headers, "access-control-allow-origin");
  if (outcome === "refused" && status !== null) {
    return reading(
      [...seen, ["Access-Control-Allow-Origin", allowed ?? "absent"]],
      [
        {
          what:
            allowed === null
              ? "The answer does not say that pages of other origins may read it."
              : "The answer names another origin.",
          because: ["The headers of the answer were seen."],
          proven: true,
          tryThis: register,
        },
      ],
    );
  }
  if (error === null || !isUnexplained(error) || outcome === "not-needed" || outcome === "allowed")
    return null;
  return reading(
    seen,
    [
      {
        what: "The server did not allow the request by CORS, in its answer or already when the browser asked ahead.",
        because: ["The request goes to another origin.", "The browser names no failure of the network."],
        tryThis: register,
      },
      {
        what: "An extension or a policy of the browser stopped it.",
        tryThis: "Try again in a window without extensions.",
      },
    ],
    { certainty: "likely", against: ["No answer was visible whose headers would show it."] },
  );
}
