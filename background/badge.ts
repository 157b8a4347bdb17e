import browser from "webextension-polyfill";
import { atLeastMedium, evaluate } from "../extension/checks/catalogue.js";
import type { Flow } from "../extension/flow/flow.js";
import { readLogin } from "../extension/flow/read-login.js";

const colour = "#b3261e";

/** Shows on the toolbar button of each tab how many findings of medium or above its latest login has. */
export async function showBadges(flows: readonly Flow[], tabIds: readonly number[]): Promise<void> {
  await Promise.allSettled(
    tabIds.map(async (tabId) => {
      const latest = flows.find((flow) => flow.tabId === tabId);
      const count = latest ? atLeastMedium(evaluate(readLogin(latest))) : 0;
      await browser.action.setBadgeText({ tabId, text: count > 0 ? String(count) : "" });
      await browser.action.setBadgeBackgroundColor({ tabId, color: colour });
    }),
  );
}
