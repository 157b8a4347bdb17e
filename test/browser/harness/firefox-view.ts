import { writeFile } from "node:fs/promises";
import type { Browser } from "puppeteer-core";
import { callOf } from "./evaluate.js";
import type { ToolbarPopup } from "./extension-browser.js";
import { inFirefoxWindow } from "./firefox-window.js";

/** A page of the extension that Firefox shows elsewhere than in a tab. */
export type FirefoxView = Omit<ToolbarPopup, "close">;

/**
 * Reads and clicks a page that no remote protocol lists. So it is reached from Firefox's window: by a frame script in
 * the page, and drawn by the window that shows it.
 *
 * @param findView  code that declares `view`, the `<browser>` of the page, or undefined where there is none
 */
export function firefoxView(browser: Browser, findView: string): FirefoxView {
  return {
    async evaluate(run, ...parameters) {
      return JSON.parse(await inView(browser, findView, runInPage(callOf(run, parameters))));
    },
    async click(selector, text = "") {
      await inView(browser, findView, clickInPage(selector, text));
    },
    async screenshot(path) {
      await writeFile(path, await draw(browser, findView));
    },
  };
}

/** Runs a frame script next to the page; it answers by calling `answer` or `refuse` with a string. */
async function inView(browser: Browser, findView: string, frameScript: string): Promise<string> {
  const script = `
    const answer = (text) => sendAsyncMessage("token-inspector:answer", { text });
    const refuse = (error) => sendAsyncMessage("token-inspector:answer", { error: String(error) });
    try { ${frameScript} } catch (error) { refuse(error); }`;
  return (await inFirefoxWindow(
    browser,
    `${findView}
     if (view === undefined) throw new Error("the page is not shown any more");
     return await new Promise((resolve, reject) => {
       const { messageManager } = view;
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

async function draw(browser: Browser, findView: string): Promise<Buffer> {
  const dataUrl = (await inFirefoxWindow(
    browser,
    `${findView}
     const bitmap = await view.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, "white");
     const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
     canvas.width = bitmap.width;
     canvas.height = bitmap.height;
     canvas.getContext("2d").drawImage(bitmap, 0, 0);
     return canvas.toDataURL("image/png");`,
  )) as string;
  return Buffer.from(dataUrl.slice(dataUrl.indexOf(",") + 1), "base64");
}
