import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { firstValue, type Parameter, parametersOf, splitUrl } from "../oauth/parameter.js";
import { answersIn } from "./calls.js";
import { headerOf } from "./documents.js";
import type { ScriptedRequest } from "./login.js";
import type { Observation } from "./observation.js";
import { formOf } from "./sighting.js";
import { requestHeadersIn } from "./token-calls.js";

/** How long before the authorization request it may have been pushed, ms. */
const pushedMs = 60_000;

/**
 * The authorization request that a script sends in an observation: one that it pushes, by POST, or one that it sends to the
 * authorization endpoint in CORS mode.
 *
 * @see RFC 9126, section 2.1
 */
function scriptedRequestIn(fact: Observation): Pick<ScriptedRequest, "kind" | "parameters"> | null {
  const isPage = fact.kind === "request" && fact.resource === "page";
  if (fact.kind === "request" && !isPage && fact.method === "POST") {
    const parameters = formOf(fact.body) ?? [];
    const isPushed = has(parameters, "client_id") && has(parameters, "response_type", "request");
    return isPushed && !has(parameters, "grant_type") ? { kind: "pushed", parameters } : null;
  }
  if (fact.kind !== "request-headers" || headerOf(fact.headers, "sec-fetch-mode") !== "cors") return null;
  const parameters = parametersOf(splitUrl(fact.url).query);
  const isRequest = has(parameters, "client_id") && has(parameters, "response_type");
  return isRequest ? { kind: "authorization", parameters } : null;
}

/** Whether a script's request belongs to a login: pushed just before it, or sent to its endpoint for the same client. */
export function isScriptedFor(
  request: AuthorizationRequest & { readonly at: number },
  fact: Observation,
): boolean {
  const seen = scriptedRequestIn(fact);
  if (seen === null || !("url" in fact) || firstValue(seen.parameters, "client_id") !== request.clientId)
    return false;
  return seen.kind === "pushed"
    ? Boolean(request.requestUri) && fact.at <= request.at && request.at - fact.at <= pushedMs
    : splitUrl(fact.url).base === request.endpoint && fact.at >= request.at;
}

/** The authorization requests that scripts sent, with their answers, in order. */
export function scriptedRequestsIn(observations: readonly Observation[]): readonly ScriptedRequest[] {
  const answers = answersIn(observations);
  const headers = requestHeadersIn(observations);
  return observations.flatMap((fact) => {
    const seen = scriptedRequestIn(fact);
    if (seen === null || (fact.kind !== "request" && fact.kind !== "request-headers")) return [];
    return [
      {
        ...seen,
        at: fact.at,
        endpoint: splitUrl(fact.url).base,
        initiator: fact.initiator,
        requestHeaders: headers.get(fact.requestId) ?? null,
        answer: answers.get(fact.requestId) ?? null,
      },
    ];
  });
}

const has = (parameters: readonly Parameter[], ...names: readonly string[]): boolean =>
  names.some((name) => Boolean(firstValue(parameters, name)));
