import type { Login, Trace } from "../flow/login.js";
import { grouped } from "./grouped.js";
import { said } from "./label.js";
import type { Lanes } from "./lanes.js";
import type { Draft, MessageKind, Said } from "./sequence.js";

type Way = readonly [kind: MessageKind, words: Said, route: "keeps" | "sends" | "referer" | "posts"];

const ways: Readonly<Record<Trace["where"], Way>> = {
  "url-after-settling": ["leak-url", "left_in_url", "keeps"],
  history: ["leak-url", "leak_history", "keeps"],
  localStorage: ["leak-storage", "leak_storage", "keeps"],
  sessionStorage: ["leak-storage", "leak_storage", "keeps"],
  indexedDB: ["leak-storage", "leak_storage", "keeps"],
  cookie: ["leak-cookie", "leak_cookie", "keeps"],
  referer: ["leak-referer", "leak_referer", "referer"],
  "other-site-url": ["leak-site", "leak_url", "sends"],
  "other-site-header": ["leak-site", "leak_header", "sends"],
  "other-site-body": ["leak-site", "leak_body", "sends"],
  "any-origin": ["leak-anyone", "leak_any_origin", "posts"],
};

/** Where credentials went or stayed besides their way; what was found in one place at once is one arrow. */
export function leakMessages({ traces }: Login, lanes: Lanes): readonly Draft[] {
  const together = grouped(traces, idOf);
  return together.flatMap((found) => {
    const [first] = found;
    if (!first) return [];
    const { at, where, place, provenance } = first;
    const [kind, words, route] = ways[where];
    const names = [...new Set(found.map(({ tokenId }) => tokenId))].join(",");
    const site = () => lanes.of(place, "site");
    return [
      {
        id: idOf(first),
        kind,
        from: route === "referer" ? "browser" : route === "posts" ? site() : "client",
        to: route === "keeps" || route === "posts" ? "browser" : site(),
        label: said(words, names, where),
        at,
        provenance,
        rows: [{ name: names, value: place }],
        view: "tokens",
        place,
      } as const,
    ];
  });
}

const idOf = ({ where, place, from }: Trace): string => `${where} ${place} ${from ?? ""}`;
