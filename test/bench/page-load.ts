import type { Page } from "puppeteer-core";
import type { StartedBrowser } from "../browser/harness/extension-browser.js";
import { type LabProcess, startLabProcess } from "../browser/support/lab-process.js";
import { logInWithAuth0Js } from "../browser/support/world.js";
import { startBare, startWithExtension, startWithPeer } from "./browsers.js";
import type { Entry, Figure, Setting } from "./entry.js";
import { inRounds, type Subject } from "./rounds.js";

const idleGoal = 1.03;
const recordedGoal = 1.15;

/**
 * A busy page, from its navigation to its last answer: without any extension, with this one, in a tab whose login is
 * being recorded, and with each peer. A second browser without any extension shows how much of a ratio is noise.
 */
export const pageLoad: Entry = {
  name: "page-load",
  where: "browser",
  async measure({ kind, pairs, peers }: Setting): Promise<readonly Figure[]> {
    const lab = await startLabProcess();
    const started: StartedBrowser[] = [];
    const keep = async <Kept extends StartedBrowser>(starting: Promise<Kept>): Promise<Kept> => {
      const browser = await starting;
      started.push(browser);
      return browser;
    };
    const inNewTab = async ({ browser }: StartedBrowser) => loadOf(await browser.newPage(), lab);
    try {
      // First of all, so that the login has settled when measuring begins.
      const recorded = await keep(startWithExtension(kind));
      const loggedIn = await logInWithAuth0Js({ lab, browser: recorded }, "#login-token-id_token");
      const subjects: Record<string, Subject> = {
        without: await inNewTab(await keep(startBare(kind))),
        "without, again": await inNewTab(await keep(startBare(kind))),
        "no login": await inNewTab(await keep(startWithExtension(kind))),
        "login recorded": loadOf(loggedIn, lab),
      };
      for (const peer of peers) {
        subjects[`peer ${peer.name}`] = await inNewTab(await keep(startWithPeer(kind, peer)));
      }
      const { without: base = [], ...others } = await inRounds(subjects, pairs);
      const goals: Readonly<Record<string, number>> = {
        "no login": idleGoal,
        "login recorded": recordedGoal,
      };
      return Object.entries(others).map(([name, values]) => ({
        what: `page load, ${name} / without`,
        kind: "ratio",
        goal: goals[name] ?? null,
        values,
        base,
      }));
    } finally {
      for (const browser of started) await browser.close();
      await lab.stop();
    }
  },
};

function loadOf(page: Page, lab: LabProcess): Subject {
  return {
    async measure() {
      await page.bringToFront();
      await page.goto(`${lab.origins.busy}/`, { waitUntil: "domcontentloaded" });
      return (await page.evaluate("globalThis.busy")) as number;
    },
  };
}
