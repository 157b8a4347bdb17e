/**
 * Request headers that a script cannot set: the browser sets them itself, or sends none.
 *
 * @see Fetch, "forbidden request-header"
 */
const forbidden = new Set([
  "accept-charset",
  "accept-encoding",
  "access-control-request-headers",
  "access-control-request-method",
  "access-control-request-private-network",
  "connection",
  "content-length",
  "cookie",
  "cookie2",
  "date",
  "dnt",
  "expect",
  "host",
  "keep-alive",
  "origin",
  "referer",
  "set-cookie",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
  "via",
]);

export const isForbidden = (name: string): boolean =>
  forbidden.has(name.toLowerCase()) || /^(?:proxy|sec)-/i.test(name);
