import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import type { FlowName } from "./login.js";

/**
 * Names a login by what it is, from its request, or from what came back where the request was not visible.
 *
 * @param grantType of a token request that belongs to no login
 *
 * @see OAuth 2.0 Multiple Response Type Encoding Practices, sections 3 to 5
 */
export function nameOf(
  request: AuthorizationRequest | null,
  response: AuthorizationResponse | null,
  grantType: string | null = null,
): FlowName {
  if (request === null && response === null && grantType !== null) {
    return { flow: `Token request · ${grantType}`, responseType: null, channel: null };
  }
  const types = request?.responseTypes ?? typesFrom(response);
  return {
    flow: flowOf(types, Boolean(request?.codeChallenge)),
    responseType: request?.responseTypes.join(" ") || null,
    channel: response?.channel ?? request?.responseMode.value ?? null,
  };
}

function flowOf(types: readonly string[], pkce: boolean): string {
  const code = types.includes("code");
  const token = types.includes("token") || types.includes("id_token");
  if (code && token) return "Hybrid Flow";
  if (code) return pkce ? "Authorization Code Flow with PKCE" : "Authorization Code Flow";
  return token ? "Implicit Flow" : "Authorization request";
}

function typesFrom(response: AuthorizationResponse | null): readonly string[] {
  const typeOf: Readonly<Record<string, string>> = {
    access_token: "token",
    id_token: "id_token",
    code: "code",
  };
  return (
    response?.parameters.flatMap(({ name }) => (Object.hasOwn(typeOf, name) ? (typeOf[name] ?? []) : [])) ??
    []
  );
}
