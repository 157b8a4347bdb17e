import { originOf } from "../oauth/parameter.js";
import { credentialOf } from "./calls.js";
import { headerOf } from "./kept-headers.js";
import type { Header } from "./observation.js";

const names = "(?:access_token|id_token|refresh_token|token|id_token_hint|code)";

/** The beginning of a JWT: base64url of `{"`. */
const jwt = "eyJ[\\w-]{8}";

const parameter = new RegExp(`(?:[?&#]|%3f|%26|%23)${names}(?:=|%3d)`, "i");
const token = new RegExp(`${jwt}|\\b(?:access|id|refresh)_token(?:_hint)?\\b`);
const start = new RegExp(jwt);

/**
 * Whether a URL looks as if it held a token or a code, also within a parameter that holds a whole URL.
 *
 * Cheap, and no proof: ordinary URLs have a `code` too.
 */
export const urlMayHoldToken = (url: string): boolean => parameter.test(url) || start.test(url);

/** Whether a body looks as if it held a token. Cheap, and no proof. */
export const mayHoldToken = (text: string): boolean => token.test(text);

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly Header[];
  readonly isPage: boolean;
  readonly isSocket: boolean;
}

/** Whether headers or URL look as if they held a token or a code; of documents, whose URLs are known, the headers. */
export function mayCarryToken({ url, method, headers, isPage, isSocket }: Sent): boolean {
  // Preflights of CORS, which not every source shows.
  if (method === "OPTIONS" && headerOf(headers, "access-control-request-method") !== null) return false;
  const scheme = credentialOf(headers)?.scheme;
  if (scheme !== undefined && /^(?:bearer|dpop)$/i.test(scheme)) return true;
  if (!isPage && urlMayHoldToken(url)) return true;
  if (isSocket && headerOf(headers, "sec-websocket-protocol") !== null) return true;
  const referer = headerOf(headers, "referer");
  return referer !== null && urlMayHoldToken(referer) && originOf(referer) !== originOf(url);
}
