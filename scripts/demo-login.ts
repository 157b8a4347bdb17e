import type { Page } from "puppeteer-core";
import type { ExtensionBrowser } from "../test/browser/harness/extension-browser.js";
import { until } from "../test/browser/harness/until.js";

/** Gives the extension access to all sites as a person does: by the button in its popup. */
export async function allowAllSites(extension: ExtensionBrowser, url: string): Promise<void> {
  await extension.grantAccessPrompts();
  const page = await extension.openPage(url);
  const popup = await extension.openToolbarPopup(page);
  const offered = () => popup.evaluate(() => document.body.textContent.includes("Allow all sites"));
  await until(offered, { what: "the button Allow all sites" });
  await popup.click("button", "Allow all sites");
  await until(async () => !(await offered()), { what: "access to all sites" });
  await popup.close();
  await page.close();
}

/**
 * Logs in at the lab's single-page app by the implicit flow, then calls its API.
 *
 * @param app  origin of the single-page app
 * @returns the page, logged in
 */
export async function logIn(extension: ExtensionBrowser, app: string): Promise<Page> {
  const page = await extension.openPage(`${app}/`);
  await page.waitForSelector("#login-token-id_token");
  await page.click("#login-token-id_token");
  await page.waitForSelector("#username");
  await page.$eval("#username", (field) => {
    (field as HTMLInputElement).value = "";
  });
  await page.type("#username", "ada@example.org");
  await page.type("#password", "lovelace");
  await page.click("#log-in");
  const state = await until(
    () =>
      page.evaluate(
        () =>
          (document.querySelector("#allow") && "asked") ||
          (document.querySelector("#status")?.textContent === "logged in" && "logged in"),
      ),
    { what: "consent or the end of the login" },
  );
  if (state === "asked") {
    await page.click("#allow");
    await waitForText(page, "#status", (text) => text === "logged in");
  }
  const before = await textOf(page, "#result");
  await page.click("#call-api");
  await waitForText(page, "#result", (text) => text !== before);
  return page;
}

async function waitForText(page: Page, selector: string, isRight: (text: string) => boolean): Promise<void> {
  await until(async () => isRight(await textOf(page, selector)), {
    what: `the text of ${selector} to change`,
  });
}

async function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) => element.textContent ?? "");
}
