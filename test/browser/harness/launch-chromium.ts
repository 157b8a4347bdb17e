import type { Browser, Page, Target } from "puppeteer-core";
import { evaluateIn } from "./evaluate.js";
import {
  type ExtensionBrowser,
  type LaunchOptions,
  popupSize,
  type ToolbarPopup,
  welcomePath,
} from "./extension-browser.js";
import { startChromium } from "./start-chromium.js";
import { until } from "./until.js";

/**
 * Starts Chrome, Chromium or Edge with the extension in the given folder.
 *
 * @param dist  folder of the built extension, such as `dist/chrome`
 */
export async function launchChromium(dist: string, options: LaunchOptions = {}): Promise<ExtensionBrowser> {
  const { browser, close } = await startChromium(options);
  try {
    const id = await browser.installExtension(dist);
    await until(() => backgroundOf(browser, id), { what: "the extension's service worker" });
    const welcome = await until(() => welcomePage(browser, id), { what: "the extension's welcome page" });
    if (options.keepWelcome !== true) {
      await welcome.close();
    }
    return extensionBrowser(browser, id, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function extensionBrowser(browser: Browser, id: string, close: () => Promise<void>): ExtensionBrowser {
  const extensionOrigin = `chrome-extension://${id}`;

  const openPage = async (url: string) => {
    const page = await browser.newPage();
    await page.goto(url);
    return page;
  };

  const openPopup = async (path = "popup.html") => {
    const page = await browser.newPage();
    await page.setViewport(popupSize);
    await page.goto(`${extensionOrigin}/${path}`);
    return page;
  };

  return {
    kind: "chrome",
    browser,
    extensionOrigin,
    openPage,
    openPopup,
    openToolbarPopup: (page) => openToolbarPopup(browser, id, page),
    async evaluateInPopup(run, ...parameters) {
      const page = await openPopup();
      try {
        return await evaluateIn(page, run, parameters);
      } finally {
        await page.close();
      }
    },
    grantAccessPrompts: () => grantAccessPrompts(browser, id),
    async blockThirdPartyCookies(blocked) {
      const page = await browser.newPage();
      await page.goto("chrome://settings/");
      await page.evaluate(
        `chrome.settingsPrivate.setPref("profile.cookie_controls_mode", ${blocked ? 1 : 0}, "")`,
      );
      await page.close();
    },
    async allowPrivateWindows() {
      const page = await browser.newPage();
      await page.goto("chrome://extensions/");
      const change = JSON.stringify({ extensionId: id, incognitoAccess: true });
      await page.evaluate(`chrome.developerPrivate.updateExtensionConfiguration(${change})`);
      await page.close();
      await until(() => backgroundOf(browser, id), { what: "the extension to start anew" });
    },
    isBackgroundRunning: async () => backgroundOf(browser, id) !== undefined,
    async stopBackground() {
      const worker = await backgroundOf(browser, id)?.worker();
      await worker?.close();
      await until(() => backgroundOf(browser, id) === undefined, { what: "the service worker to stop" });
    },
    async screenshot(path, page) {
      const shown = page ?? (await openPopup());
      await shown.screenshot({ path: path as `${string}.png` });
      if (page === undefined) {
        await shown.close();
      }
    },
    close,
  };
}

function backgroundOf(browser: Browser, id: string): Target | undefined {
  return browser
    .targets()
    .find(
      (target) => target.type() === "service_worker" && target.url().startsWith(`chrome-extension://${id}/`),
    );
}

async function welcomePage(browser: Browser, id: string): Promise<Page | undefined> {
  const url = `chrome-extension://${id}/${welcomePath}`;
  return (await browser.pages()).find((page) => page.url() === url);
}

/**
 * Lets the extension have any site that it asks for: the prompt cannot be answered without a window, but it
 * does not appear for hosts that the person allowed on the extension's own page of `chrome://extensions`.
 * Developer mode, under which alone an unpacked extension comes back after a reload, is switched on there too.
 */
async function grantAccessPrompts(browser: Browser, id: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto("chrome://extensions/");
  await page.evaluate("chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })");
  await page.evaluate(`chrome.developerPrivate.addHostPermission(${JSON.stringify(id)}, "<all_urls>")`);
  await page.close();
}

async function openToolbarPopup(browser: Browser, id: string, page: Page): Promise<ToolbarPopup> {
  const extension = (await browser.extensions()).get(id);
  if (extension === undefined) {
    throw new Error("The extension is not installed any more.");
  }
  const before = new Set(browser.targets());
  await extension.triggerAction(page);
  const target = await until(
    () =>
      browser
        .targets()
        .find((one) => !before.has(one) && one.type() === "page" && new URL(one.url()).host === id),
    { what: "the toolbar popup" },
  );
  const popup = await target.asPage();
  await until(() => popup.evaluate(() => document.readyState === "complete"), {
    what: "the toolbar popup's page",
  });
  return {
    evaluate: (run, ...parameters) => evaluateIn(popup, run, parameters),
    async click(selector, text = "") {
      const found = await popup.$$(selector);
      const texts = await Promise.all(found.map((one) => one.evaluate((element) => element.textContent)));
      const wanted = found[texts.findIndex((one) => one?.includes(text))];
      if (wanted === undefined) {
        throw new Error(`Nothing to click at ${selector} ${text}`);
      }
      await wanted.click();
    },
    async screenshot(path) {
      await popup.screenshot({ path: path as `${string}.png` });
    },
    async close() {
      // It may have closed by itself in between.
      await popup.close().catch(() => undefined);
      await until(() => !browser.targets().includes(target), { what: "the toolbar popup to close" });
    },
  };
}
