import browser from "webextension-polyfill";
import type { Flow } from "../extension/flow/flow.js";
import type { Judge } from "../extension/judge-script.js";
import { loadJudge } from "./load-judge.js";

const alarm = "#b3261e";
const neutral = "#5f6368";

/** States of the toolbar button, by the names of their icons. */
type State = "icon" | "paused" | "findings";

/**
 * Shows on the toolbar button of each tab how many findings of medium or above its latest login has, with the icon for
 * findings; while nothing is observed `II` and the icon for that on all of them.
 */
export async function showBadges(
  flows: readonly Flow[],
  tabIds: readonly number[],
  paused = false,
): Promise<void> {
  const judge = !paused && flows.some(({ tabId }) => tabIds.includes(tabId)) ? await loadJudge() : null;
  const usual: State = paused ? "paused" : "icon";
  await Promise.allSettled([
    show({}, paused ? "II" : "", usual),
    ...tabIds.map((tabId) => {
      // A text of its own would hide that of all tabs.
      if (paused) return show({ tabId }, null, usual);
      const latest = flows.find((flow) => flow.tabId === tabId);
      const count = latest && judge ? countIn(latest, judge) : 0;
      return show({ tabId }, count > 0 ? String(count) : "", count > 0 ? "findings" : usual);
    }),
  ]);
}

const countIn = (flow: Flow, { readLogin, caseOf, evaluate, atLeastMedium }: Judge): number =>
  atLeastMedium(evaluate(caseOf(readLogin(flow))));

async function show(where: { readonly tabId?: number }, text: string | null, state: State): Promise<void> {
  await browser.action.setBadgeText({ ...where, text });
  await browser.action.setBadgeBackgroundColor({ ...where, color: state === "findings" ? alarm : neutral });
  const path = { 16: `/icons/${state}-16.png`, 32: `/icons/${state}-32.png` };
  await browser.action.setIcon({ ...where, path });
}
