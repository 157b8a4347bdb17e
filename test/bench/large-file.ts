import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ElementHandle, Page } from "puppeteer-core";
import type { BrowserKind } from "../../scripts/browsers.js";
import { evaluateIn } from "../browser/harness/evaluate.js";
import { until } from "../browser/harness/until.js";
import { makeHar } from "../fixtures/har-large.js";
import { startWithExtension } from "./browsers.js";
import type { Entry, Figure, Setting } from "./entry.js";
import { arrivalIn, longestTaskSince, openWatched, paintedIn } from "./watched-page.js";

const logins = 10_000;
const entriesALogin = 7;
/** Reading takes a minute or two; it is not what is measured here. */
const readingMs = 240_000;
const longestTaskMs = 50;
const keyMs = 50;

/**
 * The inspector with a HAR file of 10,000 logins: from the arrival of the last of them in the page to the list and the newest
 * login being drawn, how long any task of the page took from the first of them on, and from a click on a login to that login.
 */
export const largeFile: Entry = {
  name: "large-file",
  where: "browser",
  measure: ({ kind, pairs }: Setting) =>
    withLargeFile(kind, async (page) => {
      const { first, last } = await arrivalIn(page);
      const { readable } = await paintedIn(page, readingMs);
      await allRead(page);
      const longest = await longestTaskSince(page, first);
      const clicks: number[] = [];
      for (let click = 0; click < pairs; click++) clicks.push(await select(page, click));
      const what = `file of ${logins.toLocaleString("en")} logins`;
      const median = { kind: "median", goal: null } as const;
      return [
        { ...median, what: `${what}: last arrival to drawn`, values: [readable - last] },
        {
          ...median,
          what: `${what}: longest task since the first arrival`,
          goal: longestTaskMs,
          values: [longest],
        },
        { ...median, what: `${what}: click on a login to drawn`, values: clicks },
      ];
    }),
};

/** The same page: from a key that is pressed in the search to the next frame. Nothing where there is no search. */
export const searchKey: Entry = {
  name: "search-key",
  where: "browser",
  measure: ({ kind, pairs }: Setting) =>
    withLargeFile(kind, async (page) => {
      await paintedIn(page, readingMs);
      await allRead(page);
      const field = await page.$("[data-search]");
      if (field === null) return [];
      await evaluateIn(page, noteKeys, []);
      await field.focus();
      const text = "app.example spa login ";
      for (let key = 0; key < pairs; key++) {
        await page.keyboard.press(key % 7 === 6 ? "Backspace" : (text[key % text.length] as "a"));
        await sleep(120);
      }
      const values = await evaluateIn(
        page,
        () => (globalThis as unknown as { keyTimes: number[] }).keyTimes,
        [],
      );
      const what = `search in ${logins.toLocaleString("en")} logins: key to frame`;
      return [
        { what, kind: "median", goal: keyMs, values },
        { what: `${what}, 99th percentile`, kind: "p99", goal: keyMs, values },
      ];
    }),
};

async function withLargeFile(
  kind: BrowserKind,
  measure: (page: Page) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "token-inspector-bench-"));
  const path = join(folder, "log.har");
  writeFileSync(path, makeHar(logins * entriesALogin, logins));
  const browser = await startWithExtension(kind);
  try {
    const page = await openWatched(browser, "popup.html?view=files", ["[data-step]", "[data-login]"]);
    const input = (await page.waitForSelector("input[type=file]")) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(path);
    await until(() => arrivalIn(page), {
      what: "the logins of the file",
      timeoutMs: readingMs,
      everyMs: 250,
    });
    return await measure(page);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

/** Waits until the page says that it has read all of them. */
const allRead = (page: Page) =>
  until(
    () =>
      page.evaluate((count) => {
        const line = document.querySelector("[data-stage=read]")?.textContent ?? "";
        return line.replace(/(?<=\d)[,.\s](?=\d)/g, "").includes(`${count} login`);
      }, logins),
    { what: "all logins of the file to be read", timeoutMs: readingMs, everyMs: 250 },
  );

/** Clicks on one of the first logins of the list, and gives how long it took until the next frame showed it, ms. */
const select = (page: Page, place: number): Promise<number> =>
  evaluateIn(
    page,
    async (index: number) => {
      const rows = [
        ...document.querySelectorAll<HTMLElement>("button[data-login], [data-login] button, [role=option]"),
      ];
      const shown = document.querySelector<HTMLElement>("article[data-login]")?.dataset.login;
      const others = rows.slice(0, 8).filter(({ dataset }) => dataset.login !== shown);
      const start = performance.now();
      others[index % others.length]?.click();
      const isShown = () =>
        document.querySelector<HTMLElement>("article[data-login]")?.dataset.login !== shown;
      for (let frames = 0; !isShown() && frames < 120; frames++) await new Promise(requestAnimationFrame);
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      return performance.now() - start;
    },
    [place],
  );

function noteKeys(): void {
  const keyTimes: number[] = [];
  Object.assign(globalThis, { keyTimes });
  addEventListener(
    "keydown",
    ({ timeStamp }) =>
      requestAnimationFrame(() => setTimeout(() => keyTimes.push(performance.now() - timeStamp))),
    { capture: true },
  );
}
