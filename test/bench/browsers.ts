import { resolve } from "node:path";
import type { Browser } from "puppeteer-core";
import type { BrowserKind } from "../../scripts/browsers.js";
import type { ExtensionBrowser, StartedBrowser } from "../browser/harness/extension-browser.js";
import { inFirefoxWindow } from "../browser/harness/firefox-window.js";
import { launchBuilt } from "../browser/harness/launch.js";
import { startChromium } from "../browser/harness/start-chromium.js";
import { startFirefox } from "../browser/harness/start-firefox.js";
import { allowAllSites } from "../browser/support/world.js";
import type { Peer } from "./entry.js";

/** A browser to measure in. */
export type MeasuredBrowser = StartedBrowser & Pick<ExtensionBrowser, "openPage">;

/** Starts a browser without any extension, and without puppeteer's ear at each request. */
export async function startBare(kind: BrowserKind): Promise<MeasuredBrowser> {
  const options = { watchNetwork: false };
  const started = await (kind === "chrome" ? startChromium(options) : startFirefox(options));
  return {
    ...started,
    async openPage(url) {
      const page = await started.browser.newPage();
      await page.goto(url);
      return page;
    },
  };
}

/** The same with the built extension, which may see all sites. */
export async function startWithExtension(kind: BrowserKind) {
  const browser = await launchBuilt(kind, { watchNetwork: false });
  await allowAllSites(browser);
  return browser;
}

/** The same with another extension, whose page, if it needs one, is open in a tab. */
export async function startWithPeer(kind: BrowserKind, { folder, page }: Peer): Promise<MeasuredBrowser> {
  const started = await startBare(kind);
  const { browser } = started;
  const id = await browser.installExtension(resolve(folder));
  if (page !== null) {
    const tab = await browser.newPage();
    // In Firefox the navigation happens, but its promise never settles.
    const opened = tab.goto(`${await originOf(kind, browser, id)}/${page}`);
    if (kind === "chrome") await opened;
    else opened.catch(() => undefined);
  }
  return started;
}

async function originOf(kind: BrowserKind, browser: Browser, id: string): Promise<string> {
  if (kind === "chrome") return `chrome-extension://${id}`;
  const host = await inFirefoxWindow(
    browser,
    `return WebExtensionPolicy.getByID(${JSON.stringify(id)}).mozExtensionHostname`,
  );
  return `moz-extension://${host}`;
}
