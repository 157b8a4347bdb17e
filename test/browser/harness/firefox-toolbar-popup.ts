import type { Browser } from "puppeteer-core";
import type { ToolbarPopup } from "./extension-browser.js";
import { firefoxView } from "./firefox-view.js";
import { inFirefoxWindow } from "./firefox-window.js";
import { until } from "./until.js";

/**
 * Opens the popup of the extension's toolbar button over Firefox's foremost tab.
 */
export async function openFirefoxToolbarPopup(browser: Browser, addOnId: string): Promise<ToolbarPopup> {
  await inFirefoxWindow(
    browser,
    `const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
     const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(addOnId)});
     const foremost = Services.wm.getMostRecentBrowserWindow();
     await ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(foremost);`,
  );
  const popup: ToolbarPopup = {
    ...firefoxView(browser, findPopup),
    async close() {
      await inFirefoxWindow(browser, `${findPopup} view?.closest("panel").hidePopup();`);
      await until(async () => !(await isShown(browser)), { what: "the toolbar popup to close" });
    },
  };
  await until(() => isShown(browser), { what: "the toolbar popup" });
  await until(
    () => popup.evaluate(() => location.href !== "about:blank" && document.readyState === "complete"),
    {
      what: "the toolbar popup's page",
    },
  );
  return popup;
}

const findPopup = `
  const view = [...Services.wm.getEnumerator("navigator:browser")]
    .map((window) => window.document.querySelector("browser.webextension-popup-browser"))
    .find((found) => found !== null);`;

async function isShown(browser: Browser): Promise<boolean> {
  return (
    (await inFirefoxWindow(browser, `${findPopup} return view?.closest("panel").state === "open"`)) === true
  );
}
