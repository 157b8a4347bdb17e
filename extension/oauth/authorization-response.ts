import { firstValue, type Parameter, parametersOf, splitUrl } from "./parameter.js";

/** How a response travelled to the client. */
export type Channel = "query" | "fragment" | "form_post";

/**
 * An authorization response as the browser carried it.
 *
 * @see RFC 6749, sections 4.1.2 and 4.2.2; OAuth 2.0 Form Post Response Mode, section 2
 */
export interface AuthorizationResponse {
  readonly channel: Channel;
  /** URL that received it, without the part that holds the response. */
  readonly receivedAt: string;
  readonly parameters: readonly Parameter[];
  readonly state: string | null;
  /** Error code of an error response; null for a success. */
  readonly error: string | null;
}

/** Members of which an authorization response holds at least one. */
const credentials = ["access_token", "id_token", "refresh_token", "code"] as const;

/**
 * Reads an authorization response out of a URL, or out of the form posted to it.
 *
 * Recognises it by its parameters, never by its path. Whether it answers a request is not decided here: `code` and
 * `error` are common names, so see {@link isTokenResponse} for what is a response without any doubt.
 *
 * @param form parameters of the form body posted to `url`, null if there is none
 * @returns null if the message holds none of `code`, `access_token`, `id_token`, `refresh_token`, `error`
 */
export function parseAuthorizationResponse(
  url: string,
  form: readonly Parameter[] | null,
): AuthorizationResponse | null {
  const { base, query, fragment } = splitUrl(url);
  if (form !== null && isResponse(form)) {
    return response("form_post", query ? `${base}?${query}` : base, form);
  }
  const inFragment = parametersOf(fragment);
  if (isResponse(inFragment)) return response("fragment", query ? `${base}?${query}` : base, inFragment);
  const inQuery = parametersOf(query);
  return isResponse(inQuery) ? response("query", base, inQuery) : null;
}

/** Whether a response is one even if no request for it was seen: an access token with its companions, or a JWT as ID Token. */
export function isTokenResponse({ parameters }: AuthorizationResponse): boolean {
  const has = (name: string) => parameters.some((parameter) => parameter.name === name);
  return (
    (has("access_token") && (has("token_type") || has("state") || has("expires_in"))) ||
    /^eyJ[\w-]*\./.test(firstValue(parameters, "id_token") ?? "")
  );
}

function isResponse(parameters: readonly Parameter[]): boolean {
  return (
    parameters.some(({ name }) => name === "error") ||
    credentials.some((credential) => parameters.some(({ name }) => name === credential))
  );
}

function response(
  channel: Channel,
  receivedAt: string,
  parameters: readonly Parameter[],
): AuthorizationResponse {
  return {
    channel,
    receivedAt,
    parameters,
    state: firstValue(parameters, "state"),
    error: firstValue(parameters, "error") || null,
  };
}
