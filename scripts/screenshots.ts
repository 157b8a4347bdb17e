import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { until } from "../test/browser/harness/until.js";
import { recordedLogins } from "../test/browser/support/recorded-logins.js";
import { allowAllSites, startWorld, type World } from "../test/browser/support/world.js";
import { build } from "./build.js";
import { ensureBrowser } from "./ensure-browser.js";

/** Logins of the lab that the pictures show, by the beginning of their names. */
const logins = ["auth0-js: id_token token", "auth0-spa-js: code and PKCE", "an error response"] as const;

interface Picture {
  readonly name: string;
  /** The page's query; `flow` is added for a login. */
  readonly query: Readonly<Record<string, string>>;
  /** Which login is on show; none unless told. */
  readonly login?: (typeof logins)[number];
  /** Tab of the login that is on show. */
  readonly tab?: string;
  readonly size: { readonly width: number; readonly height: number };
  /** What to do before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const popup = { width: 720, height: 560 };
const full = { width: 1280, height: 800 };
const tabs = ["overview", "sequence", "messages", "tokens", "findings", "calls"];

const pictures: readonly Picture[] = [
  { name: "popup", query: {}, login: logins[0], tab: "overview", size: popup },
  ...tabs.map((tab): Picture => ({ name: tab, query: { view: "tab" }, login: logins[0], tab, size: full })),
  { name: "popup-sequence", query: {}, login: logins[1], tab: "sequence", size: popup },
  { name: "tokens-pkce", query: { view: "tab" }, login: logins[1], tab: "tokens", size: full },
  { name: "failed", query: { view: "tab" }, login: logins[2], tab: "overview", size: full },
  {
    name: "keys",
    query: { view: "tab" },
    login: logins[0],
    size: full,
    prepare: (page) => page.keyboard.press("?"),
  },
  {
    name: "compare",
    query: { view: "tab" },
    login: logins[0],
    size: full,
    prepare: (page) => page.keyboard.press("c"),
  },
  { name: "workbench", query: { view: "workbench" }, size: full },
  { name: "settings", query: { view: "settings" }, size: full },
];

/**
 * Takes the pictures of the docs from real logins at the lab, light and dark, into `docs/pictures`, or into the folder that
 * is named.
 */
async function main(folder = join("docs", "pictures")): Promise<void> {
  await ensureBrowser("chrome");
  await build();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const world = await startWorld("chrome");
  try {
    await takeOf(world, { name: "welcome", query: {}, size: popup }, folder, "welcome.html");
    await takeOf(world, { name: "empty", query: {}, size: popup }, folder);
    await allowAllSites(world.browser);
    const ids = await logInEverywhere(world);
    for (const picture of pictures) {
      const flow = picture.login === undefined ? undefined : ids.get(picture.login);
      await takeOf(world, flow ? { ...picture, query: { ...picture.query, flow } } : picture, folder);
    }
  } finally {
    await world.close();
  }
}

/** Logs in as often as the pictures need; gives the logins' ids. */
async function logInEverywhere({ browser, lab }: World): Promise<ReadonlyMap<string, string>> {
  const reader = await browser.openPopup("popup.html?view=tab");
  const known = new Map<string, string>();
  for (const name of logins) {
    const login = recordedLogins.find((one) => one.name.startsWith(name));
    if (!login) throw new Error(`The lab has no login named ${name}`);
    const page = await browser.openPage("about:blank");
    await login.perform(page, lab.origins);
    const isNew = () =>
      reader.evaluate(
        (old) =>
          [...document.querySelectorAll<HTMLElement>("[data-login]")]
            .map(({ dataset }) => dataset.login)
            .find((id) => id !== undefined && !old.includes(id)),
        [...known.values()],
      );
    known.set(name, (await until(isNew, { what: `${name} in the list` })) ?? "");
  }
  await reader.close();
  return known;
}

async function takeOf(world: World, picture: Picture, folder: string, path = "popup.html"): Promise<void> {
  const { name, query, tab, size, prepare } = picture;
  for (const theme of ["light", "dark"] as const) {
    const page = await world.browser.openPopup(`${path}?${new URLSearchParams(query)}`);
    await page.setViewport({ ...size, deviceScaleFactor: 1.5 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
    if (query.flow !== undefined) await page.waitForSelector(`article[data-login="${query.flow}"]`);
    if (tab !== undefined) await page.click(`[data-tab="${tab}"]`);
    await prepare?.(page);
    await page.waitForNetworkIdle();
    await page.screenshot({ path: join(folder, `${name}-${theme}.webp`) as `${string}.webp`, quality: 70 });
    await page.close();
  }
}

await main(process.argv[2]);
