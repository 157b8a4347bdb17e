import { headerOf } from "../flow/kept-headers.js";
import type { Header, Resource } from "../flow/observation.js";
import { originOf } from "../oauth/parameter.js";
import { numberOf, objectOf, pairsOf, type RawEntry, textOf } from "./entry.js";
import type { Found } from "./sift.js";

/** A request with its answer, as an entry shows them. */
export interface Exchange extends Found {
  /** ms since the epoch. */
  readonly at: number;
  /** When the answer was complete, ms since the epoch; the same as `at` where the writer does not tell. */
  readonly end: number;
  readonly url: string;
  readonly method: string;
  readonly isPage: boolean;
  /** Whether it is for a frame rather than for a whole tab, where the file tells. */
  readonly isFrame: boolean;
  readonly resource: Resource;
  readonly tabId: number;
  readonly headers: readonly Header[];
  readonly initiator: string | null;
  /** null where no answer is in the file. */
  readonly status: number | null;
  /** Why there was no answer; null where there was one, or where the file does not tell. */
  readonly error: string | null;
  /** Whether no server was asked, where the file tells. */
  readonly fromCache: boolean;
  readonly responseHeaders: readonly Header[];
  /** Where a redirect leads, absolute; null for no redirect. */
  readonly location: string | null;
}

/**
 * Reads an entry that {@link sift} has picked.
 *
 * @param at when it was sent, ms since the epoch
 */
export function exchangeOf({ entry, raw }: Found, isPage: boolean, tabId: number, at: number): Exchange {
  const { url, method } = raw.request;
  const headers = pairsOf(raw.request.headers);
  const response = objectOf(raw.response);
  const responseHeaders = pairsOf(response.headers);
  const status = numberOf(response.status);
  const answered = status !== null && status > 0;
  const destination = headerOf(headers, "sec-fetch-dest");
  return {
    entry,
    raw,
    at,
    end: at + durationOf(raw.time),
    url,
    method: textOf(method)?.toUpperCase() ?? "GET",
    isPage,
    isFrame: isPage && destination !== null && destination !== "document",
    resource: isPage ? "page" : resourceOf(raw, destination),
    tabId,
    headers,
    initiator: initiatorOf(raw, headers),
    status: answered ? status : null,
    // Chrome, Safari and mitmproxy; Playwright.
    error: answered ? null : (textOf(response._error) ?? textOf(response._failureText)),
    // Chrome names the kind of cache.
    fromCache: textOf(raw._fromCache) !== null,
    responseHeaders,
    location: isRedirect(status)
      ? absolute(headerOf(responseHeaders, "location") ?? textOf(response.redirectURL), url)
      : null,
  };
}

/** When a request was sent, ms since the epoch; null where the file does not tell. */
export function timeOf({ startedDateTime }: RawEntry): number | null {
  return numberOf(Date.parse(textOf(startedDateTime) ?? ""));
}

const isRedirect = (status: number | null): boolean =>
  status !== null && [301, 302, 303, 307, 308].includes(status);

/** The `Location` header is read before `redirectURL`, which Playwright writes without the fragment. */
const absolute = (location: string | null, base: string): string | null =>
  location !== null && URL.canParse(location, base) ? new URL(location, base).href : location;

const resources: ReadonlyMap<string, Resource> = new Map([
  ["xhr", "script"],
  ["fetch", "script"],
  ["websocket", "websocket"],
  ["ping", "beacon"],
  ["beacon", "beacon"],
]);

/** The longest that an exchange is believed to have taken, ms. */
const longestMs = 86_400_000;

/** How long something took, ms; 0 where the file does not tell, and for what cannot be. */
export function durationOf(value: unknown): number {
  const ms = numberOf(value) ?? 0;
  return ms >= 0 && ms <= longestMs ? ms : 0;
}

function resourceOf({ _resourceType: type, request }: RawEntry, destination: string | null): Resource {
  if (/^wss?:/i.test(request.url)) return "websocket";
  if (typeof type === "string") return resources.get(type.toLowerCase()) ?? "other";
  return destination === null || destination === "empty" ? "script" : "other";
}

/** Origin of the page that sent a request: what the browser says of it, else the script's own URL. */
function initiatorOf({ _initiator: initiator }: RawEntry, headers: readonly Header[]): string | null {
  const script = typeof initiator === "string" ? initiator : textOf(objectOf(initiator).url);
  return originOf(headerOf(headers, "origin")) ?? originOf(headerOf(headers, "referer")) ?? originOf(script);
}
