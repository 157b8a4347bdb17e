import type { Page } from "puppeteer-core";
import type { ExtensionBrowser } from "../harness/extension-browser.js";
import { until } from "../harness/until.js";
import { clickOn, clickVisible, textsOf } from "./person.js";

/** What a person reads of one step. */
export interface ReadStep {
  readonly number: string;
  readonly status: string;
  readonly text: string;
}

/** The popup page with the newest login on show, read as a person reads it. */
export class Inspector {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens the popup page and chooses the newest login. */
  static async open(browser: ExtensionBrowser): Promise<Inspector> {
    const page = await browser.openPopup("popup.html?view=tab");
    await clickVisible(page, "[data-login]");
    await until(() => page.evaluate(() => document.querySelector("[data-step]") !== null), {
      what: "the steps of the login",
    });
    return new Inspector(page);
  }

  async heading(): Promise<string> {
    return (await textsOf(this.page, "h1")).join();
  }

  async header(): Promise<string> {
    return (await textsOf(this.page, ".login-header")).join();
  }

  async steps(): Promise<readonly ReadStep[]> {
    await clickOn(this.page, "Overview");
    return this.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("[data-step]")].map((step) => ({
        number: step.dataset.step ?? "",
        status: step.dataset.status ?? "",
        text: step.textContent.replace(/\s+/g, " ").trim(),
      })),
    );
  }

  /** Names and decoded values of a message in their order, secrets revealed. */
  async parameters(message: "Request" | "Response"): Promise<readonly (readonly [string, string])[]> {
    await clickOn(this.page, "Messages");
    return this.page.evaluate(async (name) => {
      const section = `section[aria-label="${name}"]`;
      for (const reveal of document.querySelectorAll<HTMLElement>(`${section} button[aria-pressed=false]`)) {
        reveal.click();
      }
      await new Promise((drawn) => requestAnimationFrame(drawn));
      return [...document.querySelectorAll(`${section} [data-parameter]:not([data-sent=false])`)].map(
        (row) => {
          const value = row.querySelector("td")?.cloneNode(true) as HTMLElement;
          for (const note of value.querySelectorAll("button, p, .muted, .nested")) note.remove();
          return [row.getAttribute("data-parameter") ?? "", value.textContent?.trim() ?? ""] as const;
        },
      );
    }, message);
  }

  /** The line that explains each parameter, by its name. */
  async meanings(message: "Request" | "Response"): Promise<Readonly<Record<string, string>>> {
    await clickOn(this.page, "Messages");
    return this.page.evaluate(
      (name) =>
        Object.fromEntries(
          [...document.querySelectorAll<HTMLElement>(`section[aria-label="${name}"] [data-parameter]`)].map(
            (row) => [
              row.dataset.parameter ?? "",
              row.querySelector<HTMLElement>(".meaning")?.textContent ?? "",
            ],
          ),
        ),
      message,
    );
  }

  /** Text of each token's card. */
  async tokens(): Promise<Readonly<Record<string, string>>> {
    await clickOn(this.page, "Tokens");
    return this.#byKey("[data-token]", "token");
  }

  /** Text of each fired finding's card, by its id. */
  async findings(): Promise<Readonly<Record<string, string>>> {
    await clickOn(this.page, "Findings");
    return this.#byKey("[data-finding][data-severity]", "finding");
  }

  /** Method, URL, status and token of each recorded call, equal ones one after the other. */
  async calls(): Promise<readonly (readonly string[])[]> {
    await clickOn(this.page, "Calls");
    return this.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("[data-call]")].flatMap((row) => {
        const [method, , status, , token] = [...row.querySelectorAll("td")].map((cell) =>
          cell.textContent.trim(),
        );
        const url = row.querySelector(".url .wire")?.textContent ?? "";
        return Array<string[]>(Number(row.dataset.count)).fill([
          method ?? "",
          url,
          status ?? "",
          token ?? "",
        ]);
      }),
    );
  }

  /** How many logins the list shows. */
  logins(): Promise<number> {
    return this.page.evaluate(() => {
      const items = [...document.querySelectorAll<HTMLElement>("[data-login]")];
      return new Set(items.map(({ dataset }) => dataset.login)).size;
    });
  }

  async #byKey(selector: string, key: string): Promise<Readonly<Record<string, string>>> {
    return this.page.evaluate(
      (where, member) =>
        Object.fromEntries(
          [...document.querySelectorAll<HTMLElement>(where)].map((one) => [
            one.dataset[member] ?? "",
            one.textContent.replace(/\s+/g, " ").trim(),
          ]),
        ),
      selector,
      key,
    );
  }
}

/** A step of how something was verified, as it is on show. */
export interface ReadVerificationStep {
  readonly outcome: string;
  readonly text: string;
}

/** Steps of the verification of a token, by their ids, of an inspector that shows the tokens. */
export function verificationStepsOf(
  page: Page,
  token: string,
): Promise<Readonly<Record<string, ReadVerificationStep>>> {
  return page.evaluate(
    (where) =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLElement>(where)].map((step) => [
          step.dataset.verificationStep ?? "",
          {
            outcome: step.dataset.outcome ?? "",
            text: step.textContent.replace(/\s+/g, " ").trim(),
          },
        ]),
      ),
    `[data-verification="${token}"] [data-verification-step]`,
  );
}

/** Types a client's secret, as is needed to verify a MAC. */
export async function typeSecret(page: Page, secret: string): Promise<void> {
  await clickOn(page, "Tokens");
  const field = ".secret-field input";
  await until(() => page.evaluate((where) => document.querySelector(where) !== null, field), {
    what: "the field for the client's secret",
  });
  await page.type(field, secret);
  await clickVisible(page, ".secret-field button");
}
