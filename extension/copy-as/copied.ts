import type { ApiCall, ScriptedRequest, TokenCall } from "../flow/login.js";
import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { Parameter } from "../oauth/parameter.js";
import type { DecodedToken } from "../token/decode.js";
import { curlOf } from "./curl.js";
import { fetchOf } from "./fetch.js";
import { httpieOf } from "./httpie.js";
import type { RequestTemplate, WrittenRequest } from "./request.js";

/** The tools for which requests are written, with how. */
export const writers: Readonly<Record<"curl" | "fetch" | "httpie", (request: RequestTemplate) => string>> = {
  curl: curlOf,
  fetch: fetchOf,
  httpie: httpieOf,
};

export type Tool = keyof typeof writers;

const formType = "application/x-www-form-urlencoded";

/** An authorization request as the browser sent it: its query by GET, its form by POST (OpenID Connect Core, section 3.1.2.1). */
export function authorizationRequest({ method, endpoint, parameters }: AuthorizationRequest): WrittenRequest {
  const text = parameters.map(({ raw }) => raw).join("&");
  return method === "POST"
    ? { method, url: endpoint, headers: [{ name: "Content-Type", value: formType }], body: text }
    : { method, url: text === "" ? endpoint : `${endpoint}?${text}`, headers: [], body: null };
}

/**
 * A token request (RFC 6749, section 3.2), with the headers that were visible. Parameters of its query stand in the body, where
 * they belong; what a person typed was not kept and is empty.
 */
export function tokenRequest({ endpoint, request, requestHeaders }: TokenCall): WrittenRequest {
  return posted(endpoint, request.parameters, requestHeaders ?? []);
}

/** A request to the authorization server that a script sent, such as a pushed one (RFC 9126, section 2.1). */
export const scriptedRequest = ({ endpoint, parameters, requestHeaders }: ScriptedRequest): WrittenRequest =>
  posted(endpoint, parameters, requestHeaders ?? []);

function posted(
  url: string,
  parameters: readonly Parameter[],
  sent: WrittenRequest["headers"],
): WrittenRequest {
  const pairs = parameters.map(({ name, value }): [string, string] => [name, value.toWellFormed()]);
  const type = sent.find(({ name }) => /^content-type$/i.test(name));
  const headers = type ? sent : [{ name: "Content-Type", value: formType }, ...sent];
  const isJson = type !== undefined && /json/i.test(type.value);
  const body = isJson ? JSON.stringify(Object.fromEntries(pairs)) : new URLSearchParams(pairs).toString();
  return { method: "POST", url, headers, body };
}

/** A recorded call to an API. Its body was not recorded and is left out. */
export const apiCall = ({ method, url, requestHeaders }: ApiCall): WrittenRequest => ({
  method,
  url,
  headers: requestHeaders,
  body: null,
});

/** Header and claims of a token as JSON; null for one that holds no JSON, and of an encrypted one the header alone. */
export function decodedJson(decoded: DecodedToken): string | null {
  if (decoded.format === "opaque") return null;
  const header = decoded.header.value ?? decoded.header.text;
  const payload = decoded.format === "jws" ? { payload: decoded.payload.value ?? decoded.payload.text } : {};
  return JSON.stringify({ header, ...payload }, null, 2);
}
