import type { Page } from "puppeteer-core";
import { evaluateIn } from "../browser/harness/evaluate.js";
import type { ExtensionBrowser } from "../browser/harness/extension-browser.js";
import { until } from "../browser/harness/until.js";
import { type LabProcess, startLabProcess } from "../browser/support/lab-process.js";
import { clickOn } from "../browser/support/person.js";
import { lastInLog, logInAgainWithAuth0Js, logInWithAuth0Js } from "../browser/support/world.js";
import { startWithExtension } from "./browsers.js";
import type { Entry, Figure, Setting } from "./entry.js";
import { inRounds, type Subject } from "./rounds.js";

const goalMs = 100;
const button = "#login-token-id_token";

/**
 * From the arrival of an authorization response to its parameters being in the inspector that stands open beside the
 * client. The response has arrived when the browser begins to fetch the page that it was redirected to.
 */
export const responseReadable: Entry = {
  name: "response-readable",
  where: "browser",
  async measure({ kind, pairs }: Setting): Promise<readonly Figure[]> {
    const lab = await startLabProcess();
    try {
      const browser = await startWithExtension(kind);
      try {
        const { values } = await inRounds({ values: await readingOf(browser, lab) }, pairs);
        return [{ what: "response's arrival to readable", kind: "median", goal: goalMs, values }];
      } finally {
        await browser.close();
      }
    } finally {
      await lab.stop();
    }
  },
};

async function readingOf(browser: ExtensionBrowser, lab: LabProcess): Promise<Subject> {
  const place = { lab, browser };
  await (await logInWithAuth0Js(place, button)).close();
  const inspector = await browser.openPopup("popup.html?view=tab");
  await until(() => inspector.evaluate(() => document.querySelector("[data-step]") !== null), {
    what: "the login in the inspector",
  });
  await clickOn(inspector, "Messages");
  await noteStates(inspector);
  return {
    async measure() {
      const page = await logInAgainWithAuth0Js(place, button);
      const arrived = await page.evaluate(() => {
        const { fetchStart } = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming;
        return performance.timeOrigin + fetchStart;
      });
      const { parameters } = await lastInLog(lab, "authorization-response");
      const state = new Map(parameters).get("state") ?? "";
      const readable = await until(() => shownAt(inspector, state), {
        what: "the response in the inspector",
      });
      await page.close();
      return readable - arrived;
    },
  };
}

/** Notes in the inspector when each `state` of a response was first to be read there. */
function noteStates(inspector: Page): Promise<void> {
  return evaluateIn(inspector, () => {
    const shown = new Map<string, number>();
    Object.assign(globalThis, { shownStates: shown });
    new MutationObserver(() => {
      const cell = document.querySelector('section[aria-label="Response"] [data-parameter="state"] td');
      const text = cell?.textContent ?? "";
      if (text !== "" && !shown.has(text)) shown.set(text, performance.timeOrigin + performance.now());
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  }, []);
}

function shownAt(inspector: Page, state: string): Promise<number | undefined> {
  return evaluateIn(
    inspector,
    (wanted: string) => {
      const { shownStates } = globalThis as unknown as { shownStates: ReadonlyMap<string, number> };
      return [...shownStates].find(([text]) => text.includes(wanted))?.[1];
    },
    [state],
  );
}
