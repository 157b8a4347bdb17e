import { type AuthorizationRequest, parseAuthorizationRequest } from "../oauth/authorization-request.js";
import {
  type AuthorizationResponse,
  isTokenResponse,
  parseAuthorizationResponse,
  parseNoneResponse,
  parseWebMessage,
} from "../oauth/authorization-response.js";
import { originOf, type Parameter, splitUrl } from "../oauth/parameter.js";
import { parseTokenRequest, type TokenRequest } from "../oauth/token-request.js";
import type { FormField, Observation, RequestBody } from "./observation.js";
import { remember } from "./remember.js";

/**
 * The authorization request that an observation shows, if it shows one.
 *
 * @param patterns URLs that the person named as authorization endpoints
 */
export const requestIn = (fact: Observation, patterns: readonly string[]): AuthorizationRequest | null =>
  requestReader(patterns)(fact);

const requestReader = remember((patterns: readonly string[]) =>
  remember((fact: Observation) => readRequest(fact, patterns)),
);

function readRequest(fact: Observation, patterns: readonly string[]): AuthorizationRequest | null {
  switch (fact.kind) {
    case "navigation-started":
    case "committed":
      return parseAuthorizationRequest(fact.url, "GET", null, patterns);
    case "request":
      return fact.resource === "page"
        ? parseAuthorizationRequest(fact.url, fact.method, formOf(fact.body), patterns)
        : null;
    case "redirect":
      return parseAuthorizationRequest(fact.redirectUrl, "GET", null, patterns);
    default:
      return null;
  }
}

/**
 * The authorization response that an observation shows, if it shows something of that shape.
 *
 * A common parameter such as `code` suffices for that: see {@link answers} for whether it is one.
 */
export const responseIn = remember(readResponse);

function readResponse(fact: Observation): AuthorizationResponse | null {
  switch (fact.kind) {
    case "navigation-started":
    case "committed":
    case "url-changed":
      return parseAuthorizationResponse(fact.url, null);
    case "request":
      return fact.resource === "page" ? parseAuthorizationResponse(fact.url, formOf(fact.body)) : null;
    case "redirect":
      return parseAuthorizationResponse(fact.redirectUrl, null);
    case "message":
      return parseWebMessage(fact.origin, fact.data);
    default:
      return null;
  }
}

/**
 * The response to a request that an observation shows: of the usual shape, or, for `response_type=none`, the `state` alone.
 *
 * Whether it answers the request is not decided here; see {@link answers}.
 */
export function responseTo(
  request: AuthorizationRequest | null,
  fact: Observation,
): AuthorizationResponse | null {
  const seen = responseIn(fact);
  if (seen || request?.responseTypes.join() !== "none" || !request.state) return seen;
  const url = fact.kind === "redirect" ? fact.redirectUrl : "url" in fact ? fact.url : "";
  const none = parseNoneResponse(url, fact.kind === "request" ? formOf(fact.body) : null);
  const atServer = originOf(url) === originOf(request.endpoint);
  return none && !atServer && bearsState(none, request) ? none : null;
}

/** The request to a token endpoint that an observation shows, if it shows one. */
export const tokenRequestIn = remember((fact: Observation): TokenRequest | null => {
  if (fact.kind !== "request" || fact.body === null) return null;
  const text = fact.body.type === "text" ? fact.body.text : null;
  return parseTokenRequest(fact.url, fact.method, formOf(fact.body), text);
});

/**
 * Whether a response belongs to a request: by equal `state`, else by arriving at the redirect URI (for a message: at its
 * origin).
 *
 * A response at the redirect URI with another `state` still belongs to it, so that the fault can be shown. Without a
 * request, or with one whose content is hidden, only what is a response beyond doubt counts.
 */
export function answers(response: AuthorizationResponse, request: AuthorizationRequest | null): boolean {
  if (request === null) return isTokenResponse(response);
  if (bearsState(response, request)) return true;
  if (response.channel.startsWith("web_message")) return request.state === null || request.hidden;
  const leftServer = originOf(response.receivedAt) !== originOf(request.endpoint);
  return request.redirectUri === null
    ? isTokenResponse(response) || (request.hidden && leftServer)
    : locationOf(request.redirectUri) === locationOf(response.receivedAt);
}

/** Whether a response bears the `state` of a request, which ties them together wherever they were seen. */
export const bearsState = (response: AuthorizationResponse, request: AuthorizationRequest): boolean =>
  Boolean(request.state) && response.state === request.state;

/** Whether two sightings show the same message, as when a redirect target is requested and then committed. */
export function sameResponse(a: AuthorizationResponse, b: AuthorizationResponse): boolean {
  return (
    a.channel === b.channel &&
    a.parameters.length === b.parameters.length &&
    a.parameters.every(({ raw }, index) => raw === b.parameters[index]?.raw)
  );
}

/** Whether two sightings are of one authorization request: a further hop, or the server entering its own endpoint again. */
export function sameRequest(a: AuthorizationRequest, b: AuthorizationRequest): boolean {
  return (
    a.clientId === b.clientId &&
    a.redirectUri === b.redirectUri &&
    a.state === b.state &&
    a.nonce === b.nonce &&
    a.requestUri === b.requestUri &&
    a.responseTypes.join() === b.responseTypes.join()
  );
}

/** Form parameters of a body; null if it is no form. */
export function formOf(body: RequestBody | null): readonly Parameter[] | null {
  return body?.type === "form" ? body.fields.map(parameterOf) : null;
}

const parameterOf = ({ name, value }: FormField): Parameter => ({
  name,
  value: value ?? "",
  raw: new URLSearchParams([[name, value ?? ""]]).toString(),
  problem: null,
});

/** A URL without query and fragment, normalised as the browser does when it goes there. */
function locationOf(url: string): string {
  const { base } = splitUrl(url);
  return URL.canParse(base) ? new URL(base).href : base;
}
