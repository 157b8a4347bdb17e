import type { ForeignContent, FoundKey, FoundToken } from "../../extension/flow/observation.js";

/** What was found in a page: names and places, never the tokens themselves, and of keys the public part alone. */
export interface Found {
  readonly url: string;
  readonly found: readonly FoundToken[];
  readonly foreignContent: readonly ForeignContent[];
  readonly keys: readonly FoundKey[];
  readonly referrerPolicy?: string;
}

/**
 * Looks for tokens in a document's URL, the tab's history, web storage and cookies, for private keys in web storage, and for
 * what other sites brought into the page.
 *
 * Runs in pages, to which it is sent as its own source: it must not refer to anything outside itself. Reads at most
 * 1,000 storage items and 4 MB of their text, and gives at most 100 places and 100 pieces of content.
 *
 * @param tokens those shorter than 16 characters are passed over, as they would be found by chance
 */
export function findTokens(tokens: readonly { readonly tokenId: string; readonly raw: string }[]): Found {
  const most = 100;
  const wanted = tokens
    .filter(({ raw }) => raw.length >= 16)
    .slice(0, 50)
    .map(({ tokenId, raw }) => ({ tokenId, forms: [...new Set([raw, encodeURIComponent(raw)])] }));
  const found: FoundToken[] = [];
  const keys: FoundKey[] = [];
  let items = 1_000;
  let characters = 4_194_304;

  function search(text: string, where: FoundToken["where"], key: string) {
    for (const { tokenId, forms } of wanted) {
      if (found.length < most && forms.some((form) => text.includes(form))) {
        found.push({ tokenId, where, key: key.slice(0, 200) });
      }
    }
  }

  /** Private keys as JWKs, as deep as three levels inside a text that is JSON. */
  function searchKeys(text: string, where: FoundKey["where"], key: string) {
    if (text.length > 65_536 || !text.includes('"kty"') || !text.includes('"d"')) return;
    const walk = (value: unknown, depth: number): void => {
      if (typeof value !== "object" || value === null || depth > 3 || keys.length >= 20) return;
      const jwk = value as Readonly<Record<string, unknown>>;
      if (typeof jwk.kty === "string" && typeof jwk.d === "string") {
        const parts = ["kty", "crv", "x", "y", "n", "e"].flatMap((name) =>
          typeof jwk[name] === "string" ? [[name, jwk[name].slice(0, 2_048)]] : [],
        );
        keys.push({ where, key: key.slice(0, 200), extractable: true, publicKey: Object.fromEntries(parts) });
      } else {
        for (const member of Object.values(jwk).slice(0, 100)) walk(member, depth + 1);
      }
    };
    try {
      walk(JSON.parse(text), 0);
    } catch {
      // No JSON.
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
        searchKeys(value, where, key);
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

  /** Entries of the same site beside this one, which steps back and forward lead to. */
  function searchHistory() {
    const { navigation } = window;
    if (!navigation) return;
    for (const { url, index } of navigation.entries().slice(-50)) {
      if (url !== null && index !== navigation.currentEntry?.index) {
        search(url.slice(0, 65_536), "history", "");
      }
    }
  }

  /** The registrable domain as far as it can be told without the Public Suffix List: `example.com`, `example.co.uk`. */
  function siteOf(host: string): string {
    const labels = host.split(".");
    if (/^[\d.]+$|:/.test(host)) return host;
    const [second = "", top = ""] = labels.slice(-2);
    return labels.slice(top.length === 2 && second.length <= 3 ? -3 : -2).join(".");
  }

  function foreignContent(): readonly ForeignContent[] {
    const own = siteOf(location.hostname);
    const loaded = performance
      .getEntriesByType("resource")
      .slice(0, 1_000)
      .map((entry) => ({
        url: entry.name,
        type: (entry as PerformanceResourceTiming).initiatorType.slice(0, 40),
        at: Math.round(performance.timeOrigin + entry.startTime),
      }));
    const elements = [...document.scripts]
      .slice(0, 1_000)
      .map(({ src }) => ({ url: src, type: "script", at: null }));
    const content = new Map<string, ForeignContent>();
    for (const { url, type, at } of [...loaded, ...elements]) {
      if (!/^https?:/.test(url) || !URL.canParse(url)) continue;
      const { origin, hostname } = new URL(url);
      const key = `${type} ${origin}`;
      if (siteOf(hostname) !== own && !content.has(key) && content.size < most) {
        content.set(key, { origin, type, at });
      }
    }
    return [...content.values()];
  }

  search(location.href.slice(0, characters), "url", "");
  searchHistory();
  searchStorage("localStorage");
  searchStorage("sessionStorage");
  searchCookies();
  const policy = [...document.querySelectorAll<HTMLMetaElement>("meta[name=referrer i]")].at(-1)?.content;
  return {
    url: location.href.slice(0, 65_536),
    found,
    foreignContent: foreignContent(),
    keys,
    ...(policy ? { referrerPolicy: policy.slice(0, 100) } : {}),
  };
}
