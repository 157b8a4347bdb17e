import type { Page } from "puppeteer-core";

/** Texts on the toolbar button of all tabs, without the empty ones, as a page of the extension is told. */
export const badgesFrom = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const { tabs, action } = (globalThis as unknown as { chrome: typeof import("webextension-polyfill") })
      .chrome;
    const texts = await Promise.all(
      (await tabs.query({})).map(({ id: tabId }) => action.getBadgeText({ tabId: tabId ?? -1 })),
    );
    return texts.filter((text) => text !== "");
  });
