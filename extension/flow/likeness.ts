import { originOf } from "../oauth/parameter.js";
import { credentialOf } from "./calls.js";
import { headerOf } from "./kept-headers.js";
import type { Header } from "./observation.js";

const names = "(?:access_token|id_token|refresh_token|token|id_token_hint|code)";

/** The beginning of a JWT, base64url of `{"`, and that of one which is base64url-encoded once more. */
const jwt = "(?:eyJ|ZXlK)[\\w-]{8}";

const parameter = new RegExp(`(?:[?&#]|%3f|%26|%23)${names}(?:=|%3d)`, "i");
const token = new RegExp(`${jwt}|\\b(?:access|id|refresh)_token(?:_hint)?\\b`);
const start = new RegExp(jwt);

/**
 * Whether a URL looks as if it held a token or a code, also within a parameter that holds a whole URL.
 *
 * Cheap, and no proof: ordinary URLs have a `code` too.
 */
export const urlMayHoldToken = (url: string): boolean => parameter.test(url) || start.test(url);

/** Whether the URL in a `Referer` looks as if it told of a login: a token, a code, or what ties a response to its request. */
export const refererMayTell = (url: string): boolean =>
  urlMayHoldToken(url) || /[?&](?:state|code_challenge)=/.test(url);

/** Whether a body looks as if it held a token. Cheap, and no proof. */
export const mayHoldToken = (text: string): boolean => token.test(text);

/** A request as far as it tells whether it carries a token. */
export interface SentRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly Header[];
  readonly kind: "page" | "script" | "socket" | "element";
}

/** Whether headers or URL look as if they held a token or a code; of documents, whose URLs are known, the headers. */
export function mayCarryToken({ url, headers, kind }: SentRequest): boolean {
  const scheme = credentialOf(headers)?.scheme;
  if (scheme !== undefined && /^(?:bearer|dpop)$/i.test(scheme)) return true;
  if (headers.some(({ name, value }) => value.startsWith("eyJ") && !/^cookie$/i.test(name))) return true;
  if (kind !== "page" && urlMayHoldToken(url)) return true;
  if (kind === "script" && /[?&]response_type=/.test(url) && url.includes("client_id=")) return true;
  return kind === "socket" && headerOf(headers, "sec-websocket-protocol") !== null;
}

/** Whether a request tells another site in its `Referer` of a URL that looks like one of a login. */
export function leaksByReferer({ url, method, headers }: Omit<SentRequest, "kind">): boolean {
  // Preflights of CORS, which not every source shows.
  if (method === "OPTIONS" && headerOf(headers, "access-control-request-method") !== null) return false;
  const referer = headerOf(headers, "referer");
  return referer !== null && refererMayTell(referer) && originOf(referer) !== originOf(url);
}
