import type { Page } from "puppeteer-core";

export const themes = ["light", "dark"] as const;

/** Logins of the lab that the pictures show, by the beginning of their names. */
export const logins = [
  "an error response",
  "auth0-js: id_token token",
  "auth0-spa-js: code and PKCE",
] as const;

export interface Picture {
  readonly name: string;
  /** Page of the extension; `popup.html` unless told. */
  readonly path?: string;
  /** The page's query; `flow` is added for a login. */
  readonly query: Readonly<Record<string, string>>;
  /** Which login is on show; none unless told. */
  readonly login?: (typeof logins)[number];
  /** Tab of the login that is on show. */
  readonly tab?: string;
  readonly size: { readonly width: number; readonly height: number };
  /** `first`: before any login and any site access. */
  readonly when?: "first";
  /** What to do before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const popup = { width: 720, height: 560 };
const full = { width: 1280, height: 800 };
const tabs = ["overview", "sequence", "messages", "tokens", "findings", "calls"];

/** The pictures of the docs: `docs/pictures/NAME-light.webp` and `NAME-dark.webp`. */
export const pictures: readonly Picture[] = [
  { name: "welcome", path: "welcome.html", query: {}, size: popup, when: "first" },
  { name: "empty", query: {}, size: popup, when: "first" },
  { name: "popup", query: {}, login: logins[1], tab: "overview", size: popup },
  ...tabs.map((tab): Picture => ({ name: tab, query: { view: "tab" }, login: logins[1], tab, size: full })),
  { name: "popup-sequence", query: {}, login: logins[2], tab: "sequence", size: popup },
  { name: "tokens-pkce", query: { view: "tab" }, login: logins[2], tab: "tokens", size: full },
  { name: "failed", query: { view: "tab" }, login: logins[0], tab: "overview", size: full },
  {
    name: "keys",
    query: { view: "tab" },
    login: logins[1],
    size: full,
    prepare: (page) => page.keyboard.press("?"),
  },
  {
    name: "compare",
    query: { view: "tab" },
    login: logins[1],
    size: full,
    prepare: (page) => page.keyboard.press("c"),
  },
  { name: "workbench", query: { view: "workbench" }, size: full },
  { name: "settings", query: { view: "settings" }, size: full },
];
