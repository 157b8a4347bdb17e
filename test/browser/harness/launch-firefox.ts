import type { Browser } from "puppeteer-core";
import { evaluateIn } from "./evaluate.js";
import { type ExtensionBrowser, type LaunchOptions, popupSize, welcomePath } from "./extension-browser.js";
import { openFirefoxToolbarPopup } from "./firefox-toolbar-popup.js";
import { inFirefoxWindow } from "./firefox-window.js";
import { addOnId, startFirefox, uuid } from "./start-firefox.js";
import { until } from "./until.js";

/**
 * Starts Firefox with the extension in the given folder.
 *
 * @param dist  folder of the built extension, such as `dist/firefox`
 */
export async function launchFirefox(dist: string, options: LaunchOptions = {}): Promise<ExtensionBrowser> {
  const { browser, close } = await startFirefox(options);
  try {
    await browser.installExtension(dist);
    await until(() => isBackgroundRunning(browser), { what: "the extension's event page" });
    await until(() => hasWelcomeTab(browser), { what: "the extension's welcome page" });
    if (options.keepWelcome !== true) {
      await inFirefoxWindow(browser, `${findWelcomeTab} gBrowser.removeTab(tab);`);
    }
    return extensionBrowser(browser, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function extensionBrowser(browser: Browser, close: () => Promise<void>): ExtensionBrowser {
  const extensionOrigin = `moz-extension://${uuid}`;

  const openPage = async (url: string) => {
    const page = await browser.newPage();
    await page.goto(url);
    return page;
  };

  const openPopup = async (path = "popup.html") => {
    const url = `${extensionOrigin}/${path}`;
    const page = await browser.newPage();
    await page.setViewport(popupSize);
    // The navigation happens, but its promise never settles while the page is there.
    page.goto(url).catch(() => undefined);
    await until(
      () => page.evaluate((wanted) => location.href === wanted && document.readyState === "complete", url),
      { what: url },
    );
    return page;
  };

  return {
    kind: "firefox",
    browser,
    extensionOrigin,
    openPage,
    openPopup,
    async openToolbarPopup(page) {
      await page.bringToFront();
      return openFirefoxToolbarPopup(browser, addOnId);
    },
    async evaluateInPopup(run, ...parameters) {
      const page = await openPopup();
      try {
        return await evaluateIn(page, run, parameters);
      } finally {
        await page.close();
      }
    },
    async grantAccessPrompts() {
      await inFirefoxWindow(
        browser,
        'Services.prefs.setBoolPref("extensions.webextOptionalPermissionPrompts", false)',
      );
    },
    async blockThirdPartyCookies(blocked) {
      const { reject, accept } = { reject: 1, accept: 0 };
      await inFirefoxWindow(
        browser,
        `Services.prefs.setIntPref("network.cookie.cookieBehavior", ${blocked ? reject : accept})`,
      );
    },
    async allowPrivateWindows() {
      await inFirefoxWindow(
        browser,
        `const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
         const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(addOnId)});
         await ExtensionPermissions.add(extension.id, { permissions: ["internal:privateBrowsingAllowed"], origins: [] }, extension);
         const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
         const addOn = await AddonManager.getAddonByID(extension.id);
         await addOn.reload();`,
      );
      await until(() => isBackgroundRunning(browser), { what: "the extension to start anew" });
    },
    isBackgroundRunning: () => isBackgroundRunning(browser),
    async stopBackground() {
      await inFirefoxWindow(
        browser,
        `await WebExtensionPolicy.getByID(${JSON.stringify(addOnId)})
           .extension.terminateBackground({ disableResetIdleForTest: true })`,
      );
      await until(async () => !(await isBackgroundRunning(browser)), { what: "the event page to stop" });
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

const findWelcomeTab = `
  const tab = [...gBrowser.tabs].find(({ linkedBrowser }) =>
    linkedBrowser.currentURI.spec === "moz-extension://${uuid}/${welcomePath}" && !linkedBrowser.webProgress.isLoadingDocument);`;

async function hasWelcomeTab(browser: Browser): Promise<boolean> {
  return (await inFirefoxWindow(browser, `${findWelcomeTab} return tab !== undefined`)) === true;
}

/** The browser's own word, so a stopped event page is stopped indeed. */
async function isBackgroundRunning(browser: Browser): Promise<boolean> {
  const state = await inFirefoxWindow(
    browser,
    `return String(WebExtensionPolicy.getByID(${JSON.stringify(addOnId)})?.extension?.backgroundState)`,
  );
  return state === "running";
}
