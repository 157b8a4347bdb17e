import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import { originOf } from "../oauth/parameter.js";
import type { PostedResponse, ResponseRepeat, Sighted } from "./login.js";
import type { Observation } from "./observation.js";
import { answers, responseIn, responseTo, sameResponse } from "./sighting.js";

interface Responses {
  readonly response: Sighted<AuthorizationResponse> | null;
  readonly repeats: readonly ResponseRepeat[];
  readonly furtherResponses: readonly Sighted<AuthorizationResponse>[];
}

/**
 * The authorization response among the observations, what repeats it, and responses that came after it.
 *
 * A redirect target that is then requested and committed is one response seen several times; a reload or a step back is a
 * repeat; other parameters make another response.
 */
export function responsesIn(
  observations: readonly Observation[],
  request: AuthorizationRequest | null,
): Responses {
  const repeats: ResponseRepeat[] = [];
  const distinct: Sighted<AuthorizationResponse>[] = [];
  const known = (seen: AuthorizationResponse) =>
    distinct.some((other) => sameResponse(other, seen) || sameCredentials(other, seen));
  for (const fact of observations) {
    const seen = responseTo(request, fact);
    // Without a request it was a response that began the flow, and nothing says what else would be one.
    if (!seen || (request ? !answers(seen, request) : distinct.length > 0 && !known(seen))) continue;
    if (!known(seen)) {
      distinct.push({ ...seen, at: fact.at, provenance: fact.provenance });
    } else if (fact.kind === "committed") {
      const how = repeatOf(fact.transition, fact.qualifiers);
      if (how) repeats.push({ at: fact.at, how });
    }
  }
  const [response = null, ...furtherResponses] = distinct;
  return { response, repeats, furtherResponses };
}

/** The messages between windows that held a response, in order. */
export function postedResponsesIn(observations: readonly Observation[]): readonly PostedResponse[] {
  return observations.flatMap((fact) => {
    const response = fact.kind === "message" ? responseIn(fact) : null;
    if (fact.kind !== "message" || response === null) return [];
    const names = response.parameters.map(({ name }) => name);
    return [{ at: fact.at, from: fact.origin, to: originOf(fact.url), names }];
  });
}

function repeatOf(transition: string, qualifiers: readonly string[]): ResponseRepeat["how"] | null {
  // Chromium keeps the transition by which the page was reached before: it may call a step back a reload.
  if (qualifiers.includes("forward_back")) return "back";
  return transition === "reload" ? "reload" : null;
}

/** The same credentials in other clothes: a hash router that moves them, a page that posts on what it received. */
function sameCredentials(a: AuthorizationResponse, b: AuthorizationResponse): boolean {
  const names = ["code", "access_token", "id_token", "error"];
  const of = ({ parameters }: AuthorizationResponse) =>
    names.map((name) => parameters.find((parameter) => parameter.name === name)?.value ?? "").join(" ");
  return of(a) === of(b) && a.state === b.state;
}
