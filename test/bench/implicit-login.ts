import type { Page } from "puppeteer-core";
import { evaluateIn } from "../browser/harness/evaluate.js";
import { type LabProcess, startLabProcess } from "../browser/support/lab-process.js";
import { waitForText } from "../browser/support/person.js";
import { logInWithAuth0Js } from "../browser/support/world.js";
import { type MeasuredBrowser, startBare, startWithExtension } from "./browsers.js";
import type { Entry, Figure, Setting } from "./entry.js";
import { inRounds, type Subject } from "./rounds.js";

const goal = 1.05;
const button = "#login-token-id_token";

/** An implicit login where the server knows the person already: from the click to the app having its tokens. */
export const implicitLogin: Entry = {
  name: "implicit-login",
  where: "browser",
  async measure({ kind, pairs }: Setting): Promise<readonly Figure[]> {
    const lab = await startLabProcess();
    const started: MeasuredBrowser[] = [];
    const loginIn = async (browser: MeasuredBrowser): Promise<Subject> => {
      started.push(browser);
      return loginOf(await logInWithAuth0Js({ lab, browser }, button), lab);
    };
    try {
      const { values, base } = await inRounds(
        { values: await loginIn(await startWithExtension(kind)), base: await loginIn(await startBare(kind)) },
        pairs,
      );
      return [{ what: "implicit login, with / without", kind: "ratio", goal, values, base }];
    } finally {
      for (const browser of started) await browser.close();
      await lab.stop();
    }
  },
};

function loginOf(page: Page, lab: LabProcess): Subject {
  return {
    async measure() {
      await page.bringToFront();
      await page.goto(`${lab.origins.app}/`);
      await waitForText(page, "#status", "logged out");
      // What the page remembers of the click has to outlive the page.
      await evaluateIn(
        page,
        (selector: string) =>
          document
            .querySelector(selector)
            ?.addEventListener("click", () =>
              sessionStorage.setItem("clicked", String(performance.timeOrigin + performance.now())),
            ),
        [button],
      );
      await page.click(button);
      await waitForText(page, "#status", "logged in");
      return evaluateIn(page, () => {
        const ready = performance.getEntriesByName("app-ready")[0]?.startTime ?? Number.NaN;
        return performance.timeOrigin + ready - Number(sessionStorage.getItem("clicked"));
      }, []);
    },
  };
}
