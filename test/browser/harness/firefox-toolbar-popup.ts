import { writeFile } from "node:fs/promises";
import type { Browser } from "puppeteer-core";
import { callOf } from "./evaluate.js";
import type { ToolbarPopup } from "./extension-browser.js";
import { inFirefoxWindow } from "./firefox-window.js";
import { until } from "./until.js";

/**
 * Opens the popup of the extension's toolbar button over Firefox's foremost tab.
 *
 * No remote protocol lists this popup among its pages, so it is reached from Firefox's window: the page in
 * it is read and clicked by a frame script, and drawn by the window that shows it.
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
    async evaluate(run, ...parameters) {
      return JSON.parse(await inPopup(browser, runInPage(callOf(run, parameters))));
    },
    async click(selector, text = "") {
      await inPopup(browser, clickInPage(selector, text));
    },
    async screenshot(path) {
      await writeFile(path, await draw(browser));
    },
    async close() {
      await inFirefoxWindow(browser, `${findPopup} popup?.closest("panel").hidePopup();`);
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
  const popup = [...Services.wm.getEnumerator("navigator:browser")]
    .map((window) => window.document.querySelector("browser.webextension-popup-browser"))
    .find((found) => found !== null);`;

async function isShown(browser: Browser): Promise<boolean> {
  return (
    (await inFirefoxWindow(browser, `${findPopup} return popup?.closest("panel").state === "open"`)) === true
  );
}

/** Runs a frame script next to the popup's page; it answers by calling `answer` or `refuse` with a string. */
async function inPopup(browser: Browser, frameScript: string): Promise<string> {
  const script = `
    const answer = (text) => sendAsyncMessage("token-inspector:answer", { text });
    const refuse = (error) => sendAsyncMessage("token-inspector:answer", { error: String(error) });
    try { ${frameScript} } catch (error) { refuse(error); }`;
  return (await inFirefoxWindow(
    browser,
    `${findPopup}
     if (popup === undefined) throw new Error("the toolbar popup is closed");
     return await new Promise((resolve, reject) => {
       const { messageManager } = popup;
       const hear = ({ data }) => {
         messageManager.removeMessageListener("token-inspector:answer", hear);
         data.error === undefined ? resolve(data.text) : reject(new Error(data.error));
       };
       messageManager.addMessageListener("token-inspector:answer", hear);
       messageManager.loadFrameScript(
         "data:,{" + encodeURIComponent(${JSON.stringify(script)}) + "}", false);
     });`,
  )) as string;
}

/** The page's policy forbids eval, so the code runs in a sandbox that has the page's globals and rights. */
function runInPage(call: string): string {
  const source = `(async () => JSON.stringify(await ${call}) ?? "null")()`;
  return `
    const sandbox = new Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
    Cu.evalInSandbox(${JSON.stringify(source)}, sandbox).then(answer, refuse);`;
}

function clickInPage(selector: string, text: string): string {
  return `
    const element = [...content.document.querySelectorAll(${JSON.stringify(selector)})]
      .find(({ textContent }) => textContent.includes(${JSON.stringify(text)}));
    if (element === undefined) throw new Error(${JSON.stringify(`nothing to click at ${selector} ${text}`)});
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const x = left + width / 2;
    const y = top + height / 2;
    for (const type of ["mousemove", "mousedown", "mouseup"]) {
      // Firefox renamed it; older releases know the other name only.
      if ("synthesizeMouseEvent" in content) {
        content.synthesizeMouseEvent(type, x, y, { button: 0, clickCount: 1 }, { isDOMEventSynthesized: false });
      } else {
        content.windowUtils.sendMouseEvent(type, x, y, 0, 1, 0);
      }
    }
    answer("clicked");`;
}

async function draw(browser: Browser): Promise<Buffer> {
  const dataUrl = (await inFirefoxWindow(
    browser,
    `${findPopup}
     const bitmap = await popup.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, "white");
     const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
     canvas.width = bitmap.width;
     canvas.height = bitmap.height;
     canvas.getContext("2d").drawImage(bitmap, 0, 0);
     return canvas.toDataURL("image/png");`,
  )) as string;
  return Buffer.from(dataUrl.slice(dataUrl.indexOf(",") + 1), "base64");
}
