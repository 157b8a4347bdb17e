import type { Flow } from "../../extension/flow/flow.js";
import type { BrowserKind } from "../../scripts/browsers.js";
import type { ExtensionBrowser } from "../browser/harness/extension-browser.js";
import { Captured } from "../browser/support/captured.js";
import { recordedLogins } from "../browser/support/recorded-logins.js";
import { startWorld } from "../browser/support/world.js";
import type { Entry, Figure, Setting } from "./entry.js";
import { emptyPage, startWithEmptyPage } from "./extension-with-empty-page.js";
import { filledTo, fullSession, holdFlows, manyOf } from "./many-flows.js";
import { inRounds, type Subject } from "./rounds.js";
import { openWatched, type Painted, paintedIn } from "./watched-page.js";

const goal = 2;
const flowsCap = 200;
const login = "[data-step]";
const list = "[data-login]";

/**
 * How soon the popup and the inspector can be read, beside a page of the extension with a few words, in one run: with no
 * login, and with 200 that fill the session.
 */
export const firstPaint: Entry = {
  name: "first-paint",
  where: "browser",
  async measure({ kind, pairs }: Setting): Promise<readonly Figure[]> {
    const few = await fewLogins(kind);
    const browsers: ExtensionBrowser[] = [];
    const holding = async (flows: readonly Flow[]) => {
      const browser = await startWithEmptyPage(kind);
      browsers.push(browser);
      await holdFlows(browser, flows);
      return browser;
    };
    try {
      const many = filledTo(fullSession, manyOf(few, flowsCap));
      const none = await holding([]);
      const full = await holding(many);
      const newest = `popup.html?flow=${encodeURIComponent(many[0]?.id ?? "")}`;
      const tab = "popup.html?view=tab";
      const notes = new Map<string, Painted[]>();
      const opening = (
        what: string,
        browser: ExtensionBrowser,
        path: string,
        selectors: readonly string[],
      ) => {
        const noted: Painted[] = [];
        notes.set(what, noted);
        return { measure: () => noteOpening(noted, browser, path, selectors) } satisfies Subject;
      };
      const subjects = {
        empty: opening("", none, emptyPage, ["p"]),
        none: opening("popup, no login", none, "popup.html", ["h1"]),
        full: opening("popup, 200 logins that fill the session", full, newest, [login]),
        fullTab: opening("inspector, 200 logins that fill the session", full, tab, [login, list]),
      };
      await inRounds(subjects, pairs);
      const last = (what: string) => notes.get(what)?.slice(-pairs) ?? [];
      const base = last("").map(({ first }) => first);
      return [...notes.keys()].filter(Boolean).flatMap((what): Figure[] => [
        {
          what: `${what}: first paint / empty page`,
          kind: "ratio",
          goal,
          base,
          values: last(what).map(({ first }) => first),
        },
        {
          what: `${what}: readable / empty page`,
          kind: "ratio",
          goal,
          base,
          values: last(what).map(({ readable }) => readable),
        },
      ]);
    } finally {
      for (const browser of browsers) await browser.close();
    }
  },
};

async function noteOpening(
  noted: Painted[],
  browser: ExtensionBrowser,
  path: string,
  selectors: readonly string[],
): Promise<number> {
  const page = await openWatched(browser, path, selectors);
  const painted = await paintedIn(page);
  noted.push(painted);
  await page.close();
  return painted.readable;
}

/** Logins of several kinds at the lab, as they were captured, newest first. */
async function fewLogins(kind: BrowserKind): Promise<readonly Flow[]> {
  const world = await startWorld(kind);
  try {
    const captured = await Captured.everywhere(world.browser);
    for (const { perform } of recordedLogins) {
      const page = await world.browser.browser.newPage();
      await perform(page, world.lab.origins);
      await captured.settled();
      await page.close();
    }
    return await captured.flows();
  } finally {
    await world.close();
  }
}
