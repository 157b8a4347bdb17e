import type { Exchange } from "./exchange.js";

/** An exchange in its place: which redirects led to it, and with its fragment where that can be known. */
export interface Hop extends Exchange {
  /** The same for all hops of a chain of redirects: `har-` and the number of the first entry. */
  readonly requestId: string;
  /** 0 for the page of a tab; a chain in a frame has a number of its own, as a HAR does not tell frames apart. */
  readonly frameId: number;
  /** When the next hop was sent; null where this is the last. */
  readonly nextAt: number | null;
}

/** How long after a redirect its target may be requested, ms. */
const redirectMs = 60_000;

/**
 * Joins redirects with the requests that they led to.
 *
 * Some writers leave out the fragment of a URL and keep it in the `Location` header that led there; it is put back. A URL
 * without one takes over that of the hop before it, as in the browser.
 *
 * @param exchanges in the order of their times
 * @param titles    titles of the file's pages by their ids: Chrome and Firefox give the URL, with its fragment
 * @see Fetch Standard, HTTP-redirect fetch, on fragments
 */
export function followRedirects(
  exchanges: readonly Exchange[],
  titles: ReadonlyMap<string, string>,
): readonly Hop[] {
  const awaited = new Map<string, { readonly from: number; readonly to: string }>();
  const hops: Hop[] = [];
  for (const exchange of exchanges) {
    const key = keyOf(exchange.tabId, exchange.url);
    const led = awaited.get(key);
    const before = led === undefined ? undefined : hops[led.from];
    awaited.delete(key);
    const follows = before !== undefined && exchange.at - before.end <= redirectMs;
    const to = follows ? (led?.to ?? null) : titleOf(exchange, titles);
    const url = to !== null && !exchange.url.includes("#") ? to : exchange.url;
    if (follows && led) hops[led.from] = { ...before, nextAt: exchange.at };
    const location = withFragmentOf(exchange.location, url);
    hops.push({
      ...exchange,
      url,
      location,
      initiator: follows ? before.initiator : exchange.initiator,
      requestId: follows ? before.requestId : `har-${exchange.entry}`,
      frameId: follows ? before.frameId : exchange.isFrame ? exchange.entry : 0,
      nextAt: null,
    });
    if (location !== null) {
      awaited.set(keyOf(exchange.tabId, location), { from: hops.length - 1, to: location });
    }
  }
  return hops;
}

const keyOf = (tabId: number, url: string): string => `${tabId} ${withoutFragment(url)}`;

function withoutFragment(url: string): string {
  const hash = url.indexOf("#");
  return hash < 0 ? url : url.slice(0, hash);
}

function withFragmentOf(location: string | null, url: string): string | null {
  const hash = url.indexOf("#");
  return location === null || hash < 0 || location.includes("#") ? location : location + url.slice(hash);
}

/** The title of a document's page where it is the document's very URL with a fragment. */
function titleOf(
  { isPage, isFrame, url, raw }: Exchange,
  titles: ReadonlyMap<string, string>,
): string | null {
  const title = isPage && !isFrame && typeof raw.pageref === "string" ? titles.get(raw.pageref) : undefined;
  return title?.startsWith(`${url}#`) ? title : null;
}
