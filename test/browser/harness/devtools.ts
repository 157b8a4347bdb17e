import type { Frame, Page } from "puppeteer-core";
import { evaluateIn } from "./evaluate.js";
import type { ExtensionBrowser } from "./extension-browser.js";
import { type FirefoxView, firefoxView } from "./firefox-view.js";
import { inFirefoxWindow } from "./firefox-window.js";
import { until } from "./until.js";

/** The browser's own DevTools over a tab, with the extension in it. */
export interface DevTools {
  /** Chooses the extension's panel. Until then it does not exist. */
  showPanel(): Promise<Panel>;
  close(): Promise<void>;
}

/** The panel; `frame` is what automation knows of it, which in Firefox is nothing. */
export type Panel = FirefoxView & { readonly frame?: Frame };

/** Opens DevTools over a page's tab and waits until the extension's part of it is there. */
export function openDevTools(extension: ExtensionBrowser, page: Page): Promise<DevTools> {
  return extension.kind === "chrome" ? openInChromium(extension, page) : openInFirefox(extension, page);
}

/** Code that runs with the `view` in which Chromium's DevTools has its panels. As text, as jest takes `import` for its own. */
const withView = (body: string) => `(async () => {
  const { InspectorView } = await import(new URL("./ui/legacy/legacy.js", location));
  const view = InspectorView.InspectorView.instance();
  ${body}
})()`;

async function openInChromium({ extensionOrigin }: ExtensionBrowser, page: Page): Promise<DevTools> {
  const devTools = await page.openDevTools();
  const { host } = new URL(extensionOrigin);
  // It takes a while to start, and what it is asked before may stay without an answer.
  const isThere = () => devTools.frames().some((frame) => frame.url() === `${extensionOrigin}/devtools.html`);
  await until(isThere, { what: "the extension's page in DevTools", timeoutMs: 30_000 });
  const panel = await until(
    () => devTools.evaluate(withView(`return view.tabbedPane.tabIds().find((id) => id.includes("${host}"))`)),
    { what: "the extension's panel in DevTools" },
  );
  return {
    async showPanel() {
      await devTools.evaluate(withView(`await view.showPanel(${JSON.stringify(panel)})`));
      const frame = await until(() => panelOf(devTools, extensionOrigin), { what: "the panel's page" });
      return chromiumPanel(devTools, frame);
    },
    close: () => devTools.close(),
  };
}

/** The frame of the panel, once it has drawn something. */
async function panelOf(devTools: Page, origin: string): Promise<Frame | null> {
  const frame = devTools.frames().find((one) => one.url() === `${origin}/popup.html?view=panel`);
  const drawn = await frame?.evaluate(() => document.querySelector(".app") !== null);
  return drawn ? (frame ?? null) : null;
}

function chromiumPanel(devTools: Page, frame: Frame): Panel {
  return {
    frame,
    evaluate: (run, ...parameters) => evaluateIn(frame, run, parameters),
    async click(selector, text = "") {
      const found = await frame.$$(selector);
      const texts = await Promise.all(found.map((one) => one.evaluate((element) => element.textContent)));
      const wanted = found[texts.findIndex((one) => one?.includes(text))];
      if (wanted === undefined) throw new Error(`Nothing to click at ${selector} ${text}`);
      await wanted.click();
    },
    async screenshot(path) {
      await devTools.screenshot({ path: path as `${string}.png` });
    },
  };
}

/** Declares `toolbox`, undefined where DevTools is not open over the foremost tab, and its panel's `id`. */
const findToolbox = `
  const { require } = ChromeUtils.importESModule("resource://devtools/shared/loader/Loader.sys.mjs");
  const { gDevTools } = require("devtools/client/framework/devtools");
  const toolbox = gDevTools.getToolboxForTab(gBrowser.selectedTab);
  const id = toolbox?.getAdditionalTools().map((tool) => tool.id).find((one) => one.startsWith("webext-"));`;

const findPanel = `${findToolbox}
  const view = toolbox?.doc.getElementById("toolbox-panel-iframe-" + id)?.contentDocument.querySelector("browser");`;

async function openInFirefox({ browser }: ExtensionBrowser, page: Page): Promise<DevTools> {
  await page.bringToFront();
  await inFirefoxWindow(
    browser,
    `${findToolbox} await gDevTools.showToolboxForTab(gBrowser.selectedTab, { toolId: "webconsole" });`,
  );
  await until(() => inFirefoxWindow(browser, `${findToolbox} return id !== undefined`), {
    what: "the extension's panel in DevTools",
  });
  return {
    async showPanel() {
      await inFirefoxWindow(browser, `${findToolbox} await toolbox.selectTool(id);`);
      const panel = firefoxView(browser, findPanel);
      // Asked before it has loaded, its first process might never answer.
      const loaded = `${findPanel} return view?.currentURI.spec.endsWith("?view=panel") && !view.webProgress.isLoadingDocument`;
      await until(() => inFirefoxWindow(browser, loaded), { what: "the panel's page" });
      await until(() => panel.evaluate(() => document.querySelector(".app") !== null), {
        what: "the panel to draw something",
      });
      return panel;
    },
    async close() {
      await inFirefoxWindow(
        browser,
        `${findToolbox} await gDevTools.closeToolboxForTab(gBrowser.selectedTab);`,
      );
    },
  };
}

/** Closes the tab of a page of the extension that a panel has opened in Firefox; false where there is none. */
export async function closeFirefoxTab(
  { browser, extensionOrigin }: ExtensionBrowser,
  path: string,
): Promise<boolean> {
  const url = JSON.stringify(`${extensionOrigin}/${path}`);
  const closed = await inFirefoxWindow(
    browser,
    `const tab = [...gBrowser.tabs].find(({ linkedBrowser }) => linkedBrowser.currentURI.spec === ${url});
     if (tab !== undefined) gBrowser.removeTab(tab);
     return tab !== undefined;`,
  );
  return closed === true;
}
