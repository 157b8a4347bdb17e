import type { Page } from "puppeteer-core";
import { FAILURES, type FailureName } from "../../lab/failures/failures.js";
import { until } from "../harness/until.js";
import { fillLogin, waitForText } from "./person.js";
import type { World } from "./world.js";

/** Logs out at the server, whose session the whole browser shares. */
export async function logOut({ lab, browser }: World): Promise<void> {
  const page = await browser.openPage(`${lab.origins.login}/v2/logout`);
  await waitForText(page, "h1", "You are logged out");
  await page.close();
}

/** Opens the page of a failure and begins its login; answers no prompt. */
export async function begin({ lab, browser }: World, name: FailureName): Promise<Page> {
  const page = await browser.openPage(`${lab.origins[FAILURES[name].from ?? "failing"]}/${name}`);
  await page.click("#go");
  return page;
}

/** Answers the server's prompts, whichever come, until a page has got its response and has done with it. */
export async function finish(page: Page): Promise<void> {
  await until(
    async () => {
      if (await page.$("#username")) await fillLogin(page);
      const allow = await page.$("#allow");
      await allow?.click();
      return isDone(page);
    },
    { what: "the login to end", timeoutMs: 20_000 },
  );
}

/** Whether the client says how it ended: by its status, or by its error page. */
export const isDone = (page: Page): Promise<boolean> =>
  page.evaluate(
    () =>
      location.pathname === "/error" ||
      (/\/callback$/.test(location.pathname) &&
        !["waiting", undefined].includes(document.querySelector("#status")?.textContent)),
  );

/** Says no at the server's consent prompt. */
export async function deny(page: Page): Promise<void> {
  await until(
    async () => {
      if (await isDone(page)) return true;
      if (await page.$("#username")) await fillLogin(page);
      // A click that the answer to it overtakes is an error, and a click all the same.
      await (await page.$("#deny"))?.click();
      return false;
    },
    { what: "the login to be refused", timeoutMs: 20_000 },
  );
}

/** Closes the pop-up at its login prompt, after a look at it. */
export async function closePopup({ browser }: World): Promise<void> {
  const popup = await until(
    async () => (await browser.browser.pages()).find((page) => page.url().includes("/u/login/")),
    { what: "the pop-up" },
  );
  await popup.waitForSelector("#username");
  const opened = Date.now();
  await until(() => Date.now() - opened > 1500, { what: "the look" });
  await popup.close();
}
