import type { AuthorizationRequest } from "./oauth/authorization-request.js";
import type { Parameter } from "./oauth/parameter.js";

/** What stands in a request that is written out for what has to be made anew, or is nobody else's business. */
export const placeholders: Readonly<Record<string, string>> = {
  state: "random, kept for this login and compared with what comes back",
  nonce: "random, kept for this login and compared with the ID Token's",
  code_verifier: "43 to 128 random characters of A-Z a-z 0-9 - . _ ~, kept for this login",
  code_challenge: "base64url, without padding, of the SHA-256 of code_verifier",
  code: "as it came to the redirect URI",
  login_hint: "as before",
  id_token_hint: "an ID Token of the person's earlier login",
};

/** Parameters that do not go over into a new request: replaced, secret, or claims of a Request Object about itself. */
const dropped =
  "response_mode code_challenge code_challenge_method request request_uri client_secret client_assertion " +
  "client_assertion_type iss aud exp iat nbf jti sub";
const isDropped = new Set(dropped.split(" "));

/**
 * Writes out an authorization request like one that was seen, for another `response_type`. Holds no value of the old one that is
 * used once or names a person: there stand placeholders such as `{state}`.
 *
 * @param changed parameters to add or to replace; a value in braces stays as it is
 */
export function newRequest(request: AuthorizationRequest, changed: Readonly<Record<string, string>>): string {
  const values = new Map<string, string>();
  for (const { name, value } of request.effective) {
    if (!isDropped.has(name) && !values.has(name))
      values.set(name, Object.hasOwn(placeholders, name) ? `{${name}}` : value);
  }
  for (const [name, value] of Object.entries({ ...changed, state: "{state}" })) values.set(name, value);
  return `${request.endpoint}?${encoded([...values])}`;
}

/** Writes out the token request that redeems the code (RFC 6749, section 4.1.3; RFC 7636, section 4.5). */
export const newTokenRequest = ({ clientId, redirectUri }: AuthorizationRequest, endpoint: string): string =>
  `POST ${endpoint}\nContent-Type: application/x-www-form-urlencoded\n\n${encoded([
    ["grant_type", "authorization_code"],
    ["code", "{code}"],
    ...(redirectUri ? [["redirect_uri", redirectUri] as const] : []),
    ["client_id", clientId ?? ""],
    ["code_verifier", "{code_verifier}"],
  ])}`;

const encoded = (parameters: readonly (readonly [name: Parameter["name"], value: string])[]): string =>
  parameters
    .map(([name, value]) => `${encode(name)}=${/^\{\w+\}$/.test(value) ? value : encode(value)}`)
    .join("&");

/** Like encodeURIComponent, and safe for text with half a surrogate pair. */
const encode = (text: string): string => encodeURIComponent(text.toWellFormed());
