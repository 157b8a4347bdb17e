import { firstValue, type Parameter, parametersOf, splitUrl, valuesOf } from "./parameter.js";

/**
 * An authorization request as the browser carried it.
 *
 * @see RFC 6749, sections 4.1.1 and 4.2.1; OpenID Connect Core 1.0, section 3.2.2.1
 */
export interface AuthorizationRequest {
  /** Authorization endpoint: the URL without query and fragment. */
  readonly endpoint: string;
  readonly method: string;
  readonly parameters: readonly Parameter[];
  readonly clientId: string | null;
  readonly redirectUri: string | null;
  readonly state: string | null;
  readonly nonce: string | null;
  /** Members of `response_type` in the order of OAuth 2.0 Multiple Response Types: `code`, `id_token`, `token`. */
  readonly responseTypes: readonly string[];
  readonly scope: readonly string[];
  readonly responseMode: ResponseMode;
}

export interface ResponseMode {
  readonly value: string;
  /** `default`: not sent, so the default of the `response_type` applies (Multiple Response Types, section 5). */
  readonly source: "sent" | "default";
}

const typeOrder = ["none", "code", "id_token", "token"];

/**
 * Reads an authorization request out of a request URL (and its form, for one sent by POST).
 *
 * Recognises it by its parameters, never by its path: `response_type` together with `client_id`.
 * Does not judge it; a request with faulty values is returned as it is.
 *
 * @param form urlencoded parameters of the body, null if there is none
 * @returns null if the message is no authorization request
 */
export function parseAuthorizationRequest(
  url: string,
  method: string,
  form: readonly Parameter[] | null,
): AuthorizationRequest | null {
  const { base, query } = splitUrl(url);
  const parameters = [...parametersOf(query), ...(form ?? [])];
  const responseType = firstValue(parameters, "response_type");
  const clientId = firstValue(parameters, "client_id");
  if (responseType === null || clientId === null) return null;
  const responseTypes = normaliseResponseType(responseType);
  const responseMode = firstValue(parameters, "response_mode");
  return {
    endpoint: base,
    method,
    parameters,
    clientId,
    redirectUri: firstValue(parameters, "redirect_uri"),
    state: firstValue(parameters, "state"),
    nonce: firstValue(parameters, "nonce"),
    responseTypes,
    scope: valuesOf(firstValue(parameters, "scope")),
    responseMode: responseMode
      ? { value: responseMode, source: "sent" }
      : { value: defaultResponseMode(responseTypes), source: "default" },
  };
}

/** Members of a `response_type` value, without repetitions, in one fixed order; unknown ones last. */
export function normaliseResponseType(value: string): readonly string[] {
  const rank = (type: string) => (typeOrder.indexOf(type) + typeOrder.length + 1) % (typeOrder.length + 1);
  const members = [...new Set(valuesOf(value))];
  return members.sort((a, b) => rank(a) - rank(b));
}

/** `query` for `code` and `none`, `fragment` for every type that returns a token. */
function defaultResponseMode(responseTypes: readonly string[]): string {
  return responseTypes.includes("token") || responseTypes.includes("id_token") ? "fragment" : "query";
}
