import { headerOf } from "../flow/documents.js";
import type { Login } from "../flow/login.js";
import type { Header } from "../flow/observation.js";
import { originOf, splitUrl } from "../oauth/parameter.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { isGranted, isSuccess, noTokenCalls } from "./traffic.js";
import { excerpt, notApplicable, silent, undetermined } from "./verdict.js";

/** An answer that holds credentials; `headers` is empty where they were not visible. */
interface Credentials {
  readonly what: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly severity: Fault["severity"];
}

/**
 * @severity medium for token answers; low for form post pages and the answers to pushed requests
 * @fires A token endpoint's answer with a token, the server's page that posts the response, or the answer to a pushed request
 *   lacks `Cache-Control: no-store`.
 * @silent Error answers without tokens; status 204; headers that were not visible (undetermined).
 */
export const credentialResponseCacheable: Check = {
  id: "credential-response-cacheable",
  title: "A response holding credentials may be cached.",
  citations: cited("RFC 6749 §5.1; OIDC Core §3.1.3.3; Form Post §2; RFC 9126 §2.2"),
  remedy: "Add Cache-Control: no-store to every credential response.",
  evaluate: ({ login }) => {
    const answers = answersOf(login);
    if (answers.length === 0) {
      const isOther = login.tokens.length > 0 || login.tokenCalls.some(({ answer }) => answer !== null);
      return isOther ? notApplicable : noTokenCalls(login);
    }
    const seen = answers.filter(({ headers }) => headers.length > 0);
    const faults = seen.flatMap(({ what, url, headers, severity }): Fault[] => {
      const control = headerOf(headers, "cache-control");
      if (/(?:^|[\s,])no-store(?:$|[\s,;])/i.test(control ?? "")) return [];
      return [
        {
          severity,
          seen: [
            [what, splitUrl(url).base],
            ["Cache-Control", control === null ? "absent" : excerpt(control)],
          ],
        },
      ];
    });
    return firedBy(
      faults,
      seen.length < answers.length ? undetermined("The headers of an answer were not visible.") : silent,
    );
  },
};

function answersOf(login: Login): readonly Credentials[] {
  const { tokenCalls, scriptedRequests, documents, response, server } = login;
  const page = response?.channel.startsWith("form_post")
    ? documents.findLast(
        ({ url, committedAt }) =>
          committedAt !== null && committedAt <= response.at && originOf(url) === server.origin,
      )
    : undefined;
  const exchange = page?.exchanges.at(-1);
  return [
    ...tokenCalls
      .filter((call) => isGranted(call) || (isSuccess(call.answer?.status) && !call.answer?.response))
      .map(
        ({ endpoint, answer }): Credentials => ({
          what: "token endpoint",
          url: endpoint,
          headers: answer?.headers ?? [],
          severity: "medium",
        }),
      ),
    ...scriptedRequests
      .filter(({ kind, answer }) => kind === "pushed" && isSuccess(answer?.status) && answer?.status !== 204)
      .map(
        ({ endpoint, answer }): Credentials => ({
          what: "pushed request",
          url: endpoint,
          headers: answer?.headers ?? [],
          severity: "low",
        }),
      ),
    ...(response?.channel.startsWith("form_post")
      ? [
          {
            what: "form post page",
            url: exchange?.url ?? server.origin ?? "",
            headers: exchange?.headers ?? [],
            severity: "low",
          } as const,
        ]
      : []),
  ];
}
