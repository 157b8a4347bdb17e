import { pairsOf } from "./entry.js";

/** What the headers of a request say of it, as far as it matters for which entries belong to logins. */
export interface Look {
  authorization: string | null;
  referer: string | null;
  hasCookie: boolean;
  hasSubprotocol: boolean;
  /** Whether the value of a header other than `Cookie` begins as a JWT does. */
  hasJwt: boolean;
  isPreflight: boolean;
  /** `Sec-Fetch-Dest`. */
  destination: string | null;
  /** Whether it asks for HTML as browsers do for documents. */
  asksForPage: boolean;
  isOfScript: boolean;
  hasHeaders: boolean;
}

/** Lengths of the names that {@link lookAt} knows: comparing them spares most of the work. */
const lengths = new Set([6, 7, 13, 14, 16, 22, 25, 29]);

/** Goes over the headers of a request once. Copies none of them. */
export function lookAt(headers: unknown): Look {
  const look: Look = {
    authorization: null,
    referer: null,
    hasCookie: false,
    hasSubprotocol: false,
    hasJwt: false,
    isPreflight: false,
    destination: null,
    asksForPage: false,
    isOfScript: false,
    hasHeaders: false,
  };
  const list: readonly unknown[] = Array.isArray(headers) ? headers : pairsOf(headers);
  for (const header of list) {
    const { name, value } = (header ?? {}) as { readonly name?: unknown; readonly value?: unknown };
    if (typeof name !== "string" || typeof value !== "string") continue;
    look.hasHeaders = true;
    if (value.startsWith("eyJ") && name.toLowerCase() !== "cookie") look.hasJwt = true;
    if (lengths.has(name.length)) note(look, name.toLowerCase(), value);
  }
  return look;
}

function note(look: Look, name: string, value: string): void {
  switch (name) {
    case "authorization":
      look.authorization ??= value;
      break;
    case "referer":
      look.referer ??= value;
      break;
    case "cookie":
      look.hasCookie = true;
      break;
    case "accept":
      look.asksForPage ||= value.startsWith("text/html");
      break;
    case "upgrade-insecure-requests":
      look.asksForPage = true;
      break;
    case "sec-fetch-dest":
      look.destination ??= value;
      break;
    case "x-requested-with":
      look.isOfScript = true;
      break;
    case "sec-websocket-protocol":
      look.hasSubprotocol = true;
      break;
    case "access-control-request-method":
      look.isPreflight = true;
      break;
  }
}
