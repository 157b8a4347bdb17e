import { type AuthorizationRequest, parseAuthorizationRequest } from "../oauth/authorization-request.js";
import {
  type AuthorizationResponse,
  isTokenResponse,
  parseAuthorizationResponse,
} from "../oauth/authorization-response.js";
import { type Parameter, splitUrl } from "../oauth/parameter.js";
import type { FormField, Observation } from "./observation.js";

/** The authorization request that an observation shows, if it shows one. */
export function requestIn(observation: Observation): AuthorizationRequest | null {
  switch (observation.kind) {
    case "navigation-started":
    case "committed":
      return parseAuthorizationRequest(observation.url, "GET", null);
    case "request":
      return parseAuthorizationRequest(observation.url, observation.method, formOf(observation.form));
    case "redirect":
      return parseAuthorizationRequest(observation.redirectUrl, "GET", null);
    default:
      return null;
  }
}

/**
 * The authorization response that an observation shows, if it shows something of that shape.
 *
 * A common parameter such as `code` suffices for that: see {@link answers} for whether it is one.
 */
export function responseIn(observation: Observation): AuthorizationResponse | null {
  switch (observation.kind) {
    case "navigation-started":
    case "committed":
    case "url-changed":
      return parseAuthorizationResponse(observation.url, null);
    case "request":
      return parseAuthorizationResponse(observation.url, formOf(observation.form));
    case "redirect":
      return parseAuthorizationResponse(observation.redirectUrl, null);
    default:
      return null;
  }
}

/**
 * Whether a response belongs to a request: by equal `state`, else by arriving at the redirect URI.
 *
 * A response at the redirect URI with another `state` still belongs to it, so that the fault can be shown. Without a
 * request, only what is a response beyond doubt counts.
 */
export function answers(response: AuthorizationResponse, request: AuthorizationRequest | null): boolean {
  if (request === null) return isTokenResponse(response);
  if (request.state && response.state === request.state) return true;
  return request.redirectUri === null
    ? isTokenResponse(response)
    : locationOf(request.redirectUri) === locationOf(response.receivedAt);
}

/** Whether two sightings show the same message, as when a redirect target is requested and then committed. */
export function sameResponse(a: AuthorizationResponse, b: AuthorizationResponse): boolean {
  return a.channel === b.channel && rawOf(a.parameters) === rawOf(b.parameters);
}

/** Whether two sightings are of one authorization request: a further hop, or the server entering its own endpoint again. */
export function sameRequest(a: AuthorizationRequest, b: AuthorizationRequest): boolean {
  return (
    a.clientId === b.clientId &&
    a.redirectUri === b.redirectUri &&
    a.state === b.state &&
    a.nonce === b.nonce &&
    a.responseTypes.join() === b.responseTypes.join()
  );
}

/** A URL without query and fragment, normalised as the browser does when it goes there. */
function locationOf(url: string): string {
  const { base } = splitUrl(url);
  return URL.canParse(base) ? new URL(base).href : base;
}

const rawOf = (parameters: readonly Parameter[]) => parameters.map(({ raw }) => raw).join("&");

function formOf(form: readonly FormField[] | null): readonly Parameter[] | null {
  return (
    form?.map(({ name, value }) => ({
      name,
      value: value ?? "",
      raw: new URLSearchParams([[name, value ?? ""]]).toString(),
      problem: null,
    })) ?? null
  );
}
