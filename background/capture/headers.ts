import type { WebRequest } from "webextension-polyfill";
import { credentialOf } from "../../extension/flow/calls.js";
import type { Header } from "../../extension/flow/observation.js";
import { originOf } from "../../extension/oauth/parameter.js";
import { refererMayTell, urlMayHoldToken } from "./likeness.js";

/** Whether headers or URL look as if they held a token or a code; of documents, whose URLs are known, the headers. */
export function mayCarryToken({
  url,
  type,
  method,
  requestHeaders,
}: WebRequest.OnSendHeadersDetailsType): boolean {
  const header = (name: string) => headerValue(requestHeaders, name);
  // Seen in Chromium only, where extraHeaders makes it show the preflights of CORS.
  if (method === "OPTIONS" && header("access-control-request-method") !== null) return false;
  const scheme = credentialOf(headersOf(requestHeaders))?.scheme;
  if (scheme !== undefined && /^(?:bearer|dpop)$/i.test(scheme)) return true;
  if (requestHeaders?.some(({ name, value }) => !/^cookie$/i.test(name) && value?.startsWith("eyJ")))
    return true;
  if (type !== "main_frame" && type !== "sub_frame" && urlMayHoldToken(url)) return true;
  if (type === "xmlhttprequest" && /[?&]response_type=/.test(url) && url.includes("client_id=")) return true;
  if (type === "websocket" && header("sec-websocket-protocol") !== null) return true;
  const referer = header("referer");
  return referer !== null && refererMayTell(referer) && originOf(referer) !== originOf(url);
}

/** Value of the first header of that name, given in lower case; null if there is none. */
export function headerValue(headers: WebRequest.HttpHeaders | undefined, wanted: string): string | null {
  return headers?.find(({ name }) => name.toLowerCase() === wanted)?.value ?? null;
}

/** Headers as they are, but for cookies, of which only the names are kept: their values are none of a login's business. */
export const headersOf = (headers: WebRequest.HttpHeaders | undefined): readonly Header[] =>
  headers?.map(({ name, value = "" }) => {
    if (/^set-cookie$/i.test(name)) return { name, value: cookieNames(value, "\n") };
    return { name, value: /^cookie$/i.test(name) ? cookieNames(value, ";") : value };
  }) ?? [];

const cookieNames = (cookies: string, separator: string): string =>
  cookies
    .split(separator)
    .map((cookie) => cookie.split("=", 1)[0]?.trim() ?? "")
    .join("; ");
