import type { Page } from "puppeteer-core";
import type { Observation } from "../../../extension/flow/observation.js";
import type { BrowserKind } from "../../../scripts/browsers.js";
import type { LogEntry } from "../../lab/log.js";
import type { ExtensionBrowser } from "../harness/extension-browser.js";
import { launchBuilt } from "../harness/launch.js";
import { until } from "../harness/until.js";
import { type LabProcess, startLabProcess } from "./lab-process.js";
import { authenticate, clickOn, consent, waitForText } from "./person.js";

/** A lab and a browser with the built extension and a fresh profile. */
export interface World {
  readonly lab: LabProcess;
  readonly browser: ExtensionBrowser;
  close(): Promise<void>;
}

export async function startWorld(kind: BrowserKind): Promise<World> {
  const lab = await startLabProcess();
  try {
    const browser = await launchBuilt(kind);
    return {
      lab,
      browser,
      async close() {
        await browser.close();
        await lab.stop();
      },
    };
  } catch (error) {
    await lab.stop();
    throw error;
  }
}

/** What a login needs of a world. */
interface Place {
  readonly lab: LabProcess;
  readonly browser: Pick<ExtensionBrowser, "openPage">;
}

/** Gives the extension access to all sites by the button of the popup, as a person does. */
export async function allowAllSites(browser: ExtensionBrowser): Promise<void> {
  await browser.grantAccessPrompts();
  const popup = await browser.openPopup();
  await clickOn(popup, "Allow all sites");
  await until(() => popup.evaluate(() => !document.body.textContent.includes("Allow all sites")), {
    what: "access to be given",
  });
  await popup.close();
}

/**
 * What happens between two steps of a login, such as stopping the background; nothing by default.
 *
 * @param kind and a part of the URL of the observation that the step before ends with; null before the first
 */
export type Between = (end: readonly [kind: Observation["kind"], url: string] | null) => Promise<void>;

const nothing: Between = async () => {};

/** Logs in to the client made with auth0-js, by one of its buttons, in a tab of its own. */
export async function logInWithAuth0Js(
  { lab, browser }: Place,
  button: string,
  between: Between = nothing,
): Promise<Page> {
  const page = await browser.openPage(`${lab.origins.app}/`);
  await waitForText(page, "#status", "logged out");
  await between(null);
  await page.click(button);
  await page.waitForSelector("#username");
  await between(["committed", "/u/login/"]);
  await authenticate(page);
  await page.waitForSelector("#allow");
  await between(["committed", "/u/consent/"]);
  await consent(page);
  await waitForText(page, "#status", "logged in");
  await between(["committed", "/callback#"]);
  return page;
}

/** Logs in where the server still has a session with the person, and so shows no prompt. */
export async function logInAgainWithAuth0Js({ lab, browser }: Place, button: string): Promise<Page> {
  const page = await browser.openPage(`${lab.origins.app}/`);
  await waitForText(page, "#status", "logged out");
  await page.click(button);
  await waitForText(page, "#status", "logged in");
  return page;
}

/** Calls the API from the client's page with the access token it has. */
export async function callApi(page: Page): Promise<void> {
  await page.click("#call-api");
  await waitForText(page, "#result", "HTTP 200");
}

type EntryOf<Type extends LogEntry["type"]> = Extract<LogEntry, { type: Type }>;

/** The newest entry of a type in the server's log. */
export async function lastInLog<Type extends LogEntry["type"]>(
  lab: LabProcess,
  type: Type,
): Promise<EntryOf<Type>> {
  const entry = (await lab.log()).findLast((one) => one.type === type);
  if (!entry) throw new Error(`The lab has logged no ${type}.`);
  return entry as EntryOf<Type>;
}
