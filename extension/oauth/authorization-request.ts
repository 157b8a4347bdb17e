import { readJwt } from "./jwt.js";
import {
  firstValue,
  type Parameter,
  parametersOf,
  parametersOfObject,
  pathOf,
  splitUrl,
  valuesOf,
} from "./parameter.js";
import { matchesPattern } from "./url-pattern.js";

/**
 * An authorization request as the browser carried it.
 *
 * What is read out of its parameters (`clientId` and all that follows) comes from the {@link effective} ones.
 *
 * @see RFC 6749, sections 4.1.1 and 4.2.1; OpenID Connect Core 1.0, section 3.2.2.1
 */
export interface AuthorizationRequest {
  /** Authorization endpoint: the URL without query and fragment. */
  readonly endpoint: string;
  readonly method: string;
  /** As sent: the query's, then the form's. */
  readonly parameters: readonly Parameter[];
  /** As sent, overlaid with those of a readable Request Object; the same as `parameters` where there is none. */
  readonly effective: readonly Parameter[];
  /** What the `request` parameter holds. */
  readonly requestObject: RequestObject;
  /** Reference to a Request Object or a pushed request (RFC 9101, section 5.2; RFC 9126, section 4). */
  readonly requestUri: string | null;
  /** Whether more was asked than can be read here: behind `request_uri`, or in an encrypted Request Object. */
  readonly hidden: boolean;
  readonly clientId: string | null;
  readonly redirectUri: string | null;
  readonly state: string | null;
  readonly nonce: string | null;
  /**
   * Members of `response_type` in the order of OAuth 2.0 Multiple Response Types: `code`, `id_token`, `token`.
   * Empty where none was sent.
   */
  readonly responseTypes: readonly string[];
  readonly scope: readonly string[];
  readonly prompt: readonly string[];
  readonly responseMode: ResponseMode;
  readonly codeChallenge: string | null;
  /** As sent; without it `plain` applies (RFC 7636, section 4.3). */
  readonly codeChallengeMethod: string | null;
}

/** `unsigned`: a JWT with `alg` `none` or without signature. `unreadable`: no JWT, or a broken one. */
export type RequestObject = "none" | "signed" | "unsigned" | "encrypted" | "unreadable";

export interface ResponseMode {
  /** As sent, else the default of the `response_type`. */
  readonly value: string;
  /**
   * `default`: not sent, so the default of the `response_type` applies (Multiple Response Types, section 5).
   * `hidden`: none is visible, but the hidden part of the request may ask for one; `value` is the default.
   */
  readonly source: "sent" | "default" | "hidden";
  /** What `value` amounts to: `jwt` stands for `query.jwt` or `fragment.jwt` (JARM, section 2.3.4). */
  readonly resolved: string;
}

const typeOrder = ["none", "code", "id_token", "token"];

/**
 * Reads an authorization request out of a request URL (and its form, for one sent by POST).
 *
 * Recognises it by `client_id` with `response_type`, with `request_uri`, or with a JWT as `request`. A request without
 * any of these, which some providers allow, must also name where to answer and go to a path such as `/authorize`.
 * Does not judge it, and verifies no signature; a request with faulty values is returned as it is.
 *
 * @param form     urlencoded parameters of the body, null if there is none
 * @param patterns URLs at which every message with a `client_id` is a request; see {@link matchesPattern}
 * @returns null if the message is no authorization request
 * @see RFC 6749, section 3.1; RFC 9101, section 5; RFC 9126, section 4
 */
export function parseAuthorizationRequest(
  url: string,
  method: string,
  form: readonly Parameter[] | null,
  patterns: readonly string[] = [],
): AuthorizationRequest | null {
  const { base, query } = splitUrl(url);
  const parameters = [...parametersOf(query), ...(form ?? [])];
  if (firstValue(parameters, "client_id") === null) return null;
  const { requestObject, effective } = readRequestObject(parameters);
  if (!isRequest(url, parameters, requestObject, patterns)) return null;
  const requestUri = firstValue(parameters, "request_uri");
  const hidden = Boolean(requestUri) || requestObject === "encrypted";
  const responseTypes = normaliseResponseType(firstValue(effective, "response_type") ?? "");
  return {
    endpoint: base,
    method,
    parameters,
    effective,
    requestObject,
    requestUri,
    hidden,
    clientId: firstValue(effective, "client_id"),
    redirectUri: firstValue(effective, "redirect_uri"),
    state: firstValue(effective, "state"),
    nonce: firstValue(effective, "nonce"),
    responseTypes,
    scope: valuesOf(firstValue(effective, "scope")),
    prompt: valuesOf(firstValue(effective, "prompt")),
    responseMode: responseModeOf(firstValue(effective, "response_mode"), responseTypes, hidden),
    codeChallenge: firstValue(effective, "code_challenge"),
    codeChallengeMethod: firstValue(effective, "code_challenge_method"),
  };
}

/** Members of a `response_type` value, without repetitions, in one fixed order; unknown ones last. */
export function normaliseResponseType(value: string): readonly string[] {
  const rank = (type: string) => (typeOrder.indexOf(type) + typeOrder.length + 1) % (typeOrder.length + 1);
  const members = [...new Set(valuesOf(value))];
  return members.sort((a, b) => rank(a) - rank(b));
}

function isRequest(
  url: string,
  parameters: readonly Parameter[],
  requestObject: RequestObject,
  patterns: readonly string[],
): boolean {
  if (firstValue(parameters, "response_type") !== null) return true;
  if (!firstValue(parameters, "client_id")) return false;
  return (
    Boolean(firstValue(parameters, "request_uri")) ||
    isMeantAsJwt(requestObject, parameters) ||
    asksWithoutType(url, parameters) ||
    patterns.some((pattern) => matchesPattern(url, pattern))
  );
}

/** `request` is a common name, so a broken value counts only if it begins as a JOSE header does. */
const isMeantAsJwt = (requestObject: RequestObject, parameters: readonly Parameter[]): boolean =>
  requestObject === "unreadable"
    ? /^eyJ[\w-]*\./.test(firstValue(parameters, "request") ?? "")
    : requestObject !== "none";

/** Last segment of a path: `authorize`, `auth`, `oauth`, `oauth2`, `oauth_authorize`, `authorize.php`. */
const authorizationPath =
  /\/(?:[\w-]*[_-])?(?:authori[sz]e|authorization|auth|oauth2?)(?:\.[a-z]{2,5})?\/?$/i;

/** Parameters of messages that go to such paths too: responses, token requests, a password that is sent in. */
const otherMessages = new Set([
  "access_token",
  "client_secret",
  "code",
  "error",
  "grant_type",
  "id_token",
  "password",
]);

/** Whether this is a request to a provider that wants no `response_type`, as GitHub, Slack, Facebook and Shopify do. */
function asksWithoutType(url: string, parameters: readonly Parameter[]): boolean {
  const has = (name: string) => Boolean(firstValue(parameters, name));
  const namesRedirect = /^[a-z][a-z0-9+.-]*:/i.test(firstValue(parameters, "redirect_uri") ?? "");
  return (
    (namesRedirect || (has("scope") && has("state"))) &&
    authorizationPath.test(pathOf(url)) &&
    !parameters.some(({ name }) => otherMessages.has(name))
  );
}

interface RequestObjectReading {
  readonly requestObject: RequestObject;
  readonly effective: readonly Parameter[];
}

/** A member of the object takes the place of a parameter outside (OpenID Connect Core 1.0, section 6.1). */
function readRequestObject(parameters: readonly Parameter[]): RequestObjectReading {
  const raw = firstValue(parameters, "request");
  if (!raw) return { requestObject: "none", effective: parameters };
  const { format, claims } = readJwt(raw);
  // Neither may stand inside the object (RFC 9101, section 4).
  const inner = parametersOfObject(claims ?? {}).filter(
    ({ name }) => name !== "request" && name !== "request_uri",
  );
  const names = new Set(inner.map(({ name }) => name));
  return {
    requestObject: format,
    effective:
      claims === null ? parameters : [...parameters.filter(({ name }) => !names.has(name)), ...inner],
  };
}

function responseModeOf(
  sent: string | null,
  responseTypes: readonly string[],
  hidden: boolean,
): ResponseMode {
  const standard = defaultResponseMode(responseTypes);
  if (sent) return { value: sent, source: "sent", resolved: sent === "jwt" ? `${standard}.jwt` : sent };
  return { value: standard, source: hidden ? "hidden" : "default", resolved: standard };
}

/** `query` for `code` and `none`, `fragment` for every type that returns a token. */
function defaultResponseMode(responseTypes: readonly string[]): string {
  return responseTypes.includes("token") || responseTypes.includes("id_token") ? "fragment" : "query";
}
