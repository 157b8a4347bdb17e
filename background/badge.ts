import browser from "webextension-polyfill";
import type { Flow } from "../extension/flow/flow.js";
import type { Judge } from "../extension/judge-script.js";
import { loadJudge } from "./load-judge.js";

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
  const judge = !paused && flows.some(({ tabId }) => tabIds.includes(tabId)) ? await loadJudge() : null;
  await Promise.allSettled([
    show({}, paused ? "II" : "", neutral),
    ...tabIds.map((tabId) => {
      // A text of its own would hide that of all tabs.
      if (paused) return show({ tabId }, null, neutral);
      const latest = flows.find((flow) => flow.tabId === tabId);
      const count = latest && judge ? countIn(latest, judge) : 0;
      return show({ tabId }, count > 0 ? String(count) : "", alarm);
    }),
  ]);
}

const countIn = (flow: Flow, { readLogin, caseOf, evaluate, atLeastMedium }: Judge): number =>
  atLeastMedium(evaluate(caseOf(readLogin(flow))));

async function show(where: { readonly tabId?: number }, text: string | null, color: string): Promise<void> {
  await browser.action.setBadgeText({ ...where, text });
  await browser.action.setBadgeBackgroundColor({ ...where, color });
}
