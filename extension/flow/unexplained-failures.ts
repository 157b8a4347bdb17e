import { originOf } from "../oauth/parameter.js";
import type { UnexplainedFailure } from "./login.js";
import type { Observation, RequestFailed } from "./observation.js";

/** Whether a browser hides why a request of a script failed, as it does with CORS: such a failure names no cause. */
export const isUnexplained = (error: string): boolean => /ERR_FAILED|DOM_BAD_URI/i.test(error);

/** How many are kept with a login: a page that tries again and again adds nothing. */
export const mostUnexplained = 3;

/** A failure of which only the end was seen: what a script asks of another origin may be stopped before it is sent. */
export const isLoneFailure = (fact: Observation): fact is RequestFailed & { readonly initiator: string } =>
  fact.kind === "request-failed" && fact.initiator !== undefined && fact.initiator !== originOf(fact.url);

/** The requests to other origins that failed before anything else of them was seen, in order. */
export function unexplainedIn(observations: readonly Observation[]): readonly UnexplainedFailure[] {
  const known = new Set(
    observations.flatMap((fact) =>
      "requestId" in fact && fact.kind !== "request-failed" ? [fact.requestId] : [],
    ),
  );
  return observations
    .filter(isLoneFailure)
    .filter(({ requestId }) => !known.has(requestId))
    .map(({ at, url, error, initiator }) => ({ at, url, error, initiator }));
}
