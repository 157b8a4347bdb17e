import { isJsonObject, readJson } from "./json.js";
import { firstValue, type Parameter, parametersOf, parametersOfObject, splitUrl } from "./parameter.js";

/**
 * A request to the token endpoint.
 *
 * @see RFC 6749, sections 4.1.3 and 6
 */
export interface TokenRequest {
  readonly parameters: readonly Parameter[];
  readonly grantType: string;
  readonly clientId: string | null;
  readonly code: string | null;
  readonly codeVerifier: string | null;
  readonly refreshToken: string | null;
  readonly redirectUri: string | null;
}

/**
 * Reads a token request, of whatever grant, out of a request.
 *
 * Recognises it as a POST with a `grant_type`, never by its path. Parameters in the query, where they do not belong, and a
 * JSON body, which some clients send, are read too. Client authentication in a header is not part of it.
 *
 * @param form fields of the body where the browser gave it as a form, null if it did not
 * @param text the body as text, where it was given so: urlencoded or JSON
 * @returns null if the message is no token request
 * @see RFC 6749, section 3.2
 */
export function parseTokenRequest(
  url: string,
  method: string,
  form: readonly Parameter[] | null,
  text: string | null,
): TokenRequest | null {
  if (method.toUpperCase() !== "POST") return null;
  const parameters = [...parametersOf(splitUrl(url).query), ...(form ?? parametersOfText(text ?? ""))];
  const grantType = firstValue(parameters, "grant_type");
  if (!grantType) return null;
  return {
    parameters,
    grantType,
    clientId: firstValue(parameters, "client_id"),
    code: firstValue(parameters, "code"),
    codeVerifier: firstValue(parameters, "code_verifier"),
    refreshToken: firstValue(parameters, "refresh_token"),
    redirectUri: firstValue(parameters, "redirect_uri"),
  };
}

function parametersOfText(text: string): readonly Parameter[] {
  // Most bodies are none: those that cannot hold a grant are not taken apart.
  if (!text.includes("grant_type")) return [];
  if (!/^\s*\{/.test(text)) return parametersOf(text);
  const { value } = readJson(text);
  return isJsonObject(value) ? parametersOfObject(value) : [];
}
