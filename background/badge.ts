import browser from "webextension-polyfill";
import { caseOf } from "../extension/checks/case.js";
import { atLeastMedium, evaluate } from "../extension/checks/catalogue.js";
import type { Flow } from "../extension/flow/flow.js";
import { readLogin } from "../extension/flow/read-login.js";

const alarm = "#b3261e";
const neutral = "#5f6368";

/**
 * Shows on the toolbar button of each tab how many findings of medium or above its latest login has; `II` on all of them
 * while nothing is observed.
 */
export async function showBadges(
  flows: readonly Flow[],
  tabIds: readonly number[],
  paused = false,
): Promise<void> {
  await Promise.allSettled([
    show({}, paused ? "II" : "", neutral),
    ...tabIds.map((tabId) => {
      // A text of its own would hide that of all tabs.
      if (paused) return show({ tabId }, null, neutral);
      const latest = flows.find((flow) => flow.tabId === tabId);
      const count = latest ? atLeastMedium(evaluate(caseOf(readLogin(latest)))) : 0;
      return show({ tabId }, count > 0 ? String(count) : "", alarm);
    }),
  ]);
}

async function show(where: { readonly tabId?: number }, text: string | null, color: string): Promise<void> {
  await browser.action.setBadgeText({ ...where, text });
  await browser.action.setBadgeBackgroundColor({ ...where, color });
}
