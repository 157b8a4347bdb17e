/** What was found in a page: names and places, never the tokens themselves. */
export interface Found {
  readonly url: string;
  readonly found: readonly {
    readonly tokenId: string;
    readonly where: "url" | "localStorage" | "sessionStorage" | "cookie";
    readonly key: string;
  }[];
  readonly foreignScripts: readonly string[];
}

/**
 * Looks for tokens in a document's URL, web storage and cookies, and for scripts of other sites.
 *
 * Runs in pages, to which it is sent as its own source: it must not refer to anything outside itself. Reads at most
 * 1,000 storage items and 4 MB of their text, and gives at most 100 places and 100 origins.
 *
 * @param tokens those shorter than 16 characters are passed over, as they would be found by chance
 */
export function findTokens(tokens: readonly { readonly id: string; readonly raw: string }[]): Found {
  const most = 100;
  const wanted = tokens
    .filter(({ raw }) => raw.length >= 16)
    .slice(0, 50)
    .map(({ id, raw }) => ({ tokenId: id, forms: [...new Set([raw, encodeURIComponent(raw)])] }));
  const found: Found["found"][number][] = [];
  let items = 1_000;
  let characters = 4_194_304;

  function search(text: string, where: Found["found"][number]["where"], key: string) {
    for (const { tokenId, forms } of wanted) {
      if (found.length < most && forms.some((form) => text.includes(form))) {
        found.push({ tokenId, where, key: key.slice(0, 200) });
      }
    }
  }

  function searchStorage(where: "localStorage" | "sessionStorage") {
    try {
      const storage = window[where];
      for (let index = 0; index < storage.length && items > 0 && characters > 0; index++, items--) {
        const key = storage.key(index) ?? "";
        const value = (storage.getItem(key) ?? "").slice(0, characters);
        characters -= key.length + value.length;
        search(value, where, key);
      }
    } catch {
      // A sandboxed document, or one whose person has forbidden storage, has none.
    }
  }

  function searchCookies() {
    try {
      for (const cookie of document.cookie.split("; ")) {
        const [name = ""] = cookie.split("=", 1);
        search(cookie.slice(name.length + 1), "cookie", name);
      }
    } catch {
      // As above.
    }
  }

  /** The registrable domain as far as it can be told without the Public Suffix List: `example.com`, `example.co.uk`. */
  function siteOf(host: string): string {
    const labels = host.split(".");
    if (/^[\d.]+$|:/.test(host)) return host;
    const [second = "", top = ""] = labels.slice(-2);
    return labels.slice(top.length === 2 && second.length <= 3 ? -3 : -2).join(".");
  }

  function foreignScripts(): readonly string[] {
    const own = siteOf(location.hostname);
    const elements = [...document.scripts].slice(0, 1_000).map(({ src }) => src);
    const loaded = performance
      .getEntriesByType("resource")
      .slice(0, 1_000)
      .filter((entry) => (entry as PerformanceResourceTiming).initiatorType === "script")
      .map(({ name }) => name);
    const origins = new Set<string>();
    for (const url of [...elements, ...loaded]) {
      if (!/^https?:/.test(url) || !URL.canParse(url)) continue;
      const { origin, hostname } = new URL(url);
      if (siteOf(hostname) !== own && origins.size < most) origins.add(origin);
    }
    return [...origins];
  }

  search(location.href.slice(0, characters), "url", "");
  searchStorage("localStorage");
  searchStorage("sessionStorage");
  searchCookies();
  return { url: location.href.slice(0, 65_536), found, foreignScripts: foreignScripts() };
}
