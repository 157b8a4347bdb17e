import { firstValue, type Parameter, parametersOf, pathOf, splitUrl } from "./parameter.js";

/**
 * A request by which a client ends the session at the provider, or the provider that at the client.
 *
 * @see OpenID Connect RP-Initiated Logout 1.0, section 2; OpenID Connect Front-Channel Logout 1.0, section 2
 */
export interface LogoutRequest {
  readonly kind: "rp-initiated" | "front-channel";
  /** URL without query and fragment. */
  readonly endpoint: string;
  readonly method: string;
  readonly parameters: readonly Parameter[];
  readonly clientId: string | null;
  /** Where the person goes after logout, also by the vendors' names `returnTo` (Auth0) and `logout_uri` (Cognito). */
  readonly postLogoutRedirectUri: string | null;
  readonly state: string | null;
}

const logoutPath = /(?:log|sign)[_-]?(?:out|off)|end[_-]?session/i;

/**
 * Reads a logout request of a client out of a request.
 *
 * Recognises it by `post_logout_redirect_uri`; by `id_token_hint` or by `client_id` with `returnTo` or `logout_uri` only at
 * a path that speaks of a logout, as these names mean other things elsewhere. A logout request without parameters, which
 * is valid too, is not recognised.
 *
 * @param form urlencoded parameters of the body, null if there is none
 * @returns null if the message is no logout request
 */
export function parseLogoutRequest(
  url: string,
  method: string,
  form: readonly Parameter[] | null,
): LogoutRequest | null {
  const parameters = [...parametersOf(splitUrl(url).query), ...(form ?? [])];
  const has = (name: string) => Boolean(firstValue(parameters, name));
  if (has("response_type") || has("grant_type")) return null;
  const isVendors = has("client_id") && (has("returnTo") || has("logout_uri"));
  const isLogout =
    has("post_logout_redirect_uri") || ((has("id_token_hint") || isVendors) && logoutPath.test(pathOf(url)));
  return isLogout ? logout("rp-initiated", url, method, parameters) : null;
}

/**
 * Reads the request of a frame by which the provider tells a client of a logout: `iss` with `sid`, or, where one of them is
 * wrongly left out, at a path that speaks of a logout.
 *
 * To be asked only for frames, as the two names prove little by themselves. A client that registered without
 * `frontchannel_logout_session_required` gets neither, and its frame is not recognised.
 */
export function parseFrontChannelLogout(url: string): LogoutRequest | null {
  const parameters = parametersOf(splitUrl(url).query);
  const has = (name: string) => Boolean(firstValue(parameters, name));
  const isOther = has("code") || has("error") || has("response") || has("client_id");
  const isOne = (has("iss") || has("sid")) && logoutPath.test(pathOf(url));
  return ((has("iss") && has("sid")) || isOne) && !isOther
    ? logout("front-channel", url, "GET", parameters)
    : null;
}

function logout(
  kind: LogoutRequest["kind"],
  url: string,
  method: string,
  parameters: readonly Parameter[],
): LogoutRequest {
  const first = (name: string) => firstValue(parameters, name);
  return {
    kind,
    endpoint: splitUrl(url).base,
    method,
    parameters,
    clientId: first("client_id"),
    postLogoutRedirectUri: first("post_logout_redirect_uri") ?? first("returnTo") ?? first("logout_uri"),
    state: first("state"),
  };
}
