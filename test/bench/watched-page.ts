import type { Page } from "puppeteer-core";
import { callOf, evaluateIn } from "../browser/harness/evaluate.js";
import { type ExtensionBrowser, popupSize } from "../browser/harness/extension-browser.js";
import { until } from "../browser/harness/until.js";

/** When a page of the extension had drawn what. All in ms since its navigation began. */
export interface Painted {
  readonly first: number;
  /** When everything that was waited for was in the page, and the frame after that had been drawn. */
  readonly readable: number;
}

/**
 * Opens a page of the extension that notes by itself when all of these selectors find something, and when its tasks took
 * longer than 50 ms.
 */
export async function openWatched(
  browser: ExtensionBrowser,
  path: string,
  selectors: readonly string[],
): Promise<Page> {
  const page = await browser.browser.newPage();
  await page.setViewport(popupSize);
  await page.evaluateOnNewDocument(callOf(watch, [selectors]));
  const url = `${browser.extensionOrigin}/${path}`;
  // In Firefox the navigation happens, but its promise never settles.
  page.goto(url).catch(() => undefined);
  await until(() => page.evaluate((wanted) => location.href === wanted && document.body !== null, url), {
    what: url,
    everyMs: 20,
  });
  return page;
}

/** Waits until all is readable, and gives the times. */
export async function paintedIn(page: Page, timeoutMs = 30_000): Promise<Painted> {
  return until(
    () =>
      evaluateIn(page, () => {
        const { readableAt } = globalThis as unknown as { readableAt?: number };
        const [first] = performance.getEntriesByName("first-contentful-paint");
        return first && readableAt ? { first: first.startTime, readable: readableAt } : null;
      }, []),
    { what: "what is to be read", timeoutMs },
  );
}

/** The longest task that began since a moment of the page, ms; 0 for none over 50 ms, and where the browser tells of none. */
export const longestTaskSince = (page: Page, since: number): Promise<number> =>
  evaluateIn(
    page,
    (from: number) => {
      const { longTasks } = globalThis as unknown as { longTasks: readonly PerformanceEntry[] };
      return Math.max(
        0,
        ...longTasks.filter(({ startTime }) => startTime >= from).map((task) => task.duration),
      );
    },
    [since],
  );

/** When the first and the last of a file's flows came from the worker, ms; null until all are there. */
export const arrivalIn = (page: Page): Promise<{ readonly first: number; readonly last: number }> =>
  evaluateIn(page, () => {
    const { arrived } = globalThis as unknown as { arrived: { first: number; last: number } };
    return arrived.last === 0 ? null : arrived;
  }, []) as Promise<{ readonly first: number; readonly last: number }>;

function watch(selectors: readonly string[]): void {
  const noted: { readableAt?: number; longTasks: PerformanceEntry[] } = { longTasks: [] };
  Object.assign(globalThis, { longTasks: noted.longTasks });
  if (PerformanceObserver.supportedEntryTypes.includes("longtask")) {
    new PerformanceObserver((list) => noted.longTasks.push(...list.getEntries())).observe({
      type: "longtask",
      buffered: true,
    });
  }
  const arrived = { first: 0, last: 0 };
  const NativeWorker = Worker;
  Object.assign(globalThis, {
    arrived,
    Worker: class extends NativeWorker {
      constructor(url: string) {
        super(url);
        this.addEventListener("message", ({ data: { kind } }) => {
          if (kind !== "progress") arrived.first ||= performance.now();
          if (kind === "read") arrived.last = performance.now();
        });
      }
    },
  });
  const observer = new MutationObserver(() => {
    if (!selectors.every((selector) => document.querySelector(selector) !== null)) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => Object.assign(globalThis, { readableAt: performance.now() })),
    );
  });
  observer.observe(document, { subtree: true, childList: true });
}
