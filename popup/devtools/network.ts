import type { Entry } from "../../extension/devtools-entry.js";

/** An entry together with the way to its body. */
export interface OpenEntry extends Entry {
  /** Firefox names the media type where Chromium names the encoding, which is empty or `base64`. */
  getContent(callback: (content?: string | null, encoding?: string | null) => void): void;
}

/** What is used of `devtools.network`, as both browsers have it with callbacks. */
export interface Network {
  readonly onRequestFinished: { addListener(listener: (entry: OpenEntry) => void): void };
  readonly onNavigated: { addListener(listener: (url: string) => void): void };
  getHAR(callback: (log: { readonly entries: readonly OpenEntry[] }) => void): void;
}

const [everyMs, patienceMs] = [25, 5000];

/** The body as text, once it is complete; null where the browser has let go of it. */
export function contentOf(entry: OpenEntry): Promise<string | null> {
  return new Promise((resolve) => {
    entry.getContent((content, encoding) =>
      resolve(content && encoding === "base64" ? textOf(content) : (content ?? null)),
    );
  });
}

/**
 * Looks for requests that are under way while the page is a callback, until one is taken.
 *
 * Chromium only: there DevTools forgets the way to every body when the page changes its URL, which clients do as soon as
 * they have their tokens. A body that is asked for before the answer has come is given all the same.
 *
 * @param take whether a request was the one that is looked for
 */
export function watchUnderWay(network: Network, take: (entry: OpenEntry) => boolean): void {
  let end = 0;
  const look = () =>
    network.getHAR(({ entries }) => {
      const underWay = entries.filter(({ response }) => response.status === 0 && !response._error);
      if (underWay.some(take)) end = 0;
      if (performance.now() < end) setTimeout(look, everyMs);
    });
  network.onNavigated.addListener((url) => {
    if (!/[?&#]code=/.test(url)) return;
    const looking = performance.now() < end;
    end = performance.now() + patienceMs;
    if (!looking) look();
  });
}

function textOf(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}
