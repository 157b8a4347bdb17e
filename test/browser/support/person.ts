import type { Browser, Page } from "puppeteer-core";
import { until } from "../harness/until.js";

/** Clicks what a person reads: the button, link or tab whose label or text begins with these words. */
export function clickOn(page: Page, words: string): Promise<void> {
  return clickVisible(page, "button, a, [role=tab], summary", words);
}

/** Clicks, with the mouse, the first visible element that a selector finds, if its label or text begins with the words. */
export async function clickVisible(page: Page, selector: string, words = ""): Promise<void> {
  await until(
    () =>
      page.evaluate(
        (where, wanted) => {
          const found = [...document.querySelectorAll<HTMLElement>(where)].find((one) => {
            const text = (one.getAttribute("aria-label") ?? one.textContent).replace(/\s+/g, " ").trim();
            return text.startsWith(wanted) && one.getClientRects().length > 0 && !one.matches(":disabled");
          });
          document.querySelector("[data-to-click]")?.removeAttribute("data-to-click");
          found?.setAttribute("data-to-click", "");
          return found !== undefined;
        },
        selector,
        words,
      ),
    { what: `${selector} to click that reads “${words}”` },
  );
  await page.click("[data-to-click]");
}

/** Waits until a page's text holds these words. */
export function waitForText(
  page: Page,
  selector: string,
  words: string,
  timeoutMs = 10_000,
): Promise<unknown> {
  return until(
    () =>
      page.evaluate(
        (where, wanted) => document.querySelector(where)?.textContent?.includes(wanted) ?? false,
        selector,
        words,
      ),
    { what: `“${words}” in ${selector}`, timeoutMs },
  );
}

/** Text of each element that a selector finds, as it is read, white space folded. */
export function textsOf(page: Page, selector: string): Promise<readonly string[]> {
  return page.evaluate(
    (where) =>
      [...document.querySelectorAll<HTMLElement>(where)].map((one) =>
        one.textContent.replace(/\s+/g, " ").trim(),
      ),
    selector,
  );
}

/** Fills in the server's login prompt. */
export async function authenticate(page: Page): Promise<void> {
  await page.waitForSelector("#username");
  await fillLogin(page);
}

/** Answers the login prompt that is on show; throws at once if it has gone. */
export async function fillLogin(page: Page): Promise<void> {
  await page.type("#username", "ada@example.org");
  await page.type("#password", "made-up password");
  await page.click("#log-in");
}

/** Answers the server's consent prompt with Allow. */
export async function consent(page: Page): Promise<void> {
  await page.waitForSelector("#allow");
  await page.click("#allow");
}

/** Closes every page of the web; the extension's own stay open. */
export async function closePages(browser: Browser): Promise<void> {
  for (const page of await browser.pages()) {
    if (/^http:/.test(page.url())) await page.close();
  }
}

/** Logs in at the server and allows the first client, so that it has a session and asks no more than consent. */
export async function openSession(page: Page): Promise<void> {
  await authenticate(page);
  await consent(page);
  await waitForText(page, "#status", "received");
}
