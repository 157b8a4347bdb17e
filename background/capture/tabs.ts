import browser from "webextension-polyfill";
import type { Observation, TabNoted } from "../../extension/flow/observation.js";

/** Observes which tab was opened by which page, and which are gone. Needs no site access. */
export function watchTabs(observe: (observation: Observation) => void): void {
  browser.webNavigation.onCreatedNavigationTarget.addListener((details) => {
    const { timeStamp, tabId, url, sourceTabId, sourceFrameId } = details;
    observe({
      kind: "tab-opened",
      at: timeStamp,
      tabId,
      frameId: 0,
      provenance: "browser",
      openerTabId: sourceTabId,
      openerFrameId: sourceFrameId,
      url,
    });
  });
  browser.tabs.onRemoved.addListener((tabId) => {
    observe({ kind: "tab-closed", at: Date.now(), tabId, frameId: 0, provenance: "browser" });
  });
}

/** Calls back whenever a window has closed and no private one is left. */
export function watchPrivateWindows(noneLeft: () => void): void {
  browser.windows.onRemoved.addListener(async () => {
    const windows = await browser.windows.getAll();
    if (!windows.some(({ incognito }) => incognito)) noneLeft();
  });
}

/**
 * In what surroundings a tab lives.
 *
 * Firefox tells a container's name only to extensions with a permission that switches containers on for everybody; so
 * what is given is the id of the cookie store.
 *
 * @returns null where the tab is gone
 */
export async function noteTab(tabId: number): Promise<TabNoted | null> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  if (!tab) return null;
  const { cookieStoreId: store = "" } = tab;
  const container = store.startsWith("firefox-container-") ? store : null;
  return {
    kind: "tab",
    at: Date.now(),
    tabId,
    frameId: 0,
    provenance: "browser",
    incognito: tab.incognito,
    container,
  };
}
