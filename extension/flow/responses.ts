import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import { originOf } from "../oauth/parameter.js";
import type { PostedResponse, ResponseRepeat, Sighted } from "./login.js";
import type { Observation } from "./observation.js";
import { remember } from "./remember.js";
import { answers, responseIn, responseTo } from "./sighting.js";

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
  const keys = new Set<string>();
  const known = (seen: AuthorizationResponse) => keysOf(seen).some((key) => keys.has(key));
  for (const fact of observations) {
    const seen = responseTo(request, fact);
    // Without a request it was a response that began the flow, and nothing says what else would be one.
    if (!seen || (request ? !answers(seen, request) : distinct.length > 0 && !known(seen))) continue;
    if (!known(seen)) {
      distinct.push(sighted(fact, seen));
      for (const key of keysOf(seen)) keys.add(key);
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

const sightings = new WeakMap<Observation, Sighted<AuthorizationResponse>>();

/** The same object for the same sighting, so that what is derived from it need not be derived again. */
function sighted(fact: Observation, seen: AuthorizationResponse): Sighted<AuthorizationResponse> {
  const known = sightings.get(fact);
  if (known?.parameters === seen.parameters) return known;
  const fresh = { ...seen, at: fact.at, provenance: fact.provenance };
  sightings.set(fact, fresh);
  return fresh;
}

function repeatOf(transition: string, qualifiers: readonly string[]): ResponseRepeat["how"] | null {
  // Chromium keeps the transition by which the page was reached before: it may call a step back a reload.
  if (qualifiers.includes("forward_back")) return "back";
  return transition === "reload" ? "reload" : null;
}

/**
 * What two sightings of one response have in common: the same parameters by the same channel, or the same credentials in
 * other clothes, as when a hash router moves them or a page posts on what it received.
 */
const keysOf = remember(({ channel, parameters, state }: AuthorizationResponse): readonly string[] => {
  const credentials = ["code", "access_token", "id_token", "error"].map(
    (name) => parameters.find((parameter) => parameter.name === name)?.value ?? "",
  );
  return [
    JSON.stringify([channel, parameters.map(({ raw }) => raw)]),
    JSON.stringify([state, credentials.join(" ")]),
  ];
});
