import type { Page } from "puppeteer-core";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { axeFaults } from "./support/axe.js";
import { waitForText } from "./support/person.js";
import { recordedLogins } from "./support/recorded-logins.js";
import { allowAllSites, logInWithAuth0Js, startWorld, type World } from "./support/world.js";

describe.each(browserKinds)("two logins compared by keyboard in %s", (kind) => {
  let world: World;
  let page: Page;

  /** Goes on with Tab until something of that name has the focus, then presses a key. */
  const press = async (name: string, key: "Enter" | " ") => {
    await until(
      async () => {
        await page.keyboard.press("Tab");
        return page.evaluate((wanted) => document.activeElement?.textContent?.trim() === wanted, name);
      },
      { what: `${name} with the focus` },
    );
    await page.keyboard.press(key);
  };
  const row = (section: string, name: string) =>
    page.evaluate(
      (where) =>
        [...document.querySelectorAll<HTMLElement>(where)].map((cell) =>
          (cell.querySelector("div") ?? cell).textContent?.replace(/\s+/g, " ").trim(),
        ),
      `[data-section="${section}"] [data-row="${name}"] td`,
    );

  beforeAll(async () => {
    world = await startWorld(kind);
    await allowAllSites(world.browser);
    await logInWithAuth0Js(world, "#login-token-id_token");
    const code = recordedLogins.find(({ name }) => name.startsWith("auth0-spa-js: code and PKCE"));
    await code?.perform(await world.browser.openPage("about:blank"), world.lab.origins);
    page = await world.browser.openPopup("popup.html?view=tab");
    await waitForText(page, ".login-header h1", "Authorization Code Flow with PKCE");
  });
  afterAll(() => world?.close());

  it("tells what a migration from implicit to code with PKCE has changed", async () => {
    await press("Compare", "Enter");
    await waitForText(page, "h1", "Compare two logins");
    await press("⇄ Swap", " ");
    await waitForText(page, '[data-section="login"] [data-row="flow"]', "Implicit Flow");
    await until(async () => (await row("findings", "response-type-issues-access-token")).length > 0, {
      what: "the findings",
    });
    expect(await row("findings", "response-type-issues-access-token")).toEqual([
      "high",
      "not found",
      "− gone",
    ]);
    expect(await row("request", "code_challenge_method")).toEqual(["not there", "S256", "+ only right"]);
    expect(await row("response", "channel")).toEqual(["fragment", "query", "≠ differs"]);
    expect(await row("token_endpoint", "pkce")).toContain("verifier matches");
    expect(await row("token", "channel")).toContain("token endpoint");
  });

  it("is accessible, with all rows and with the differences alone", async () => {
    expect(await axeFaults(page)).toEqual([]);
    await page.focus(".toggle input");
    await page.keyboard.press(" ");
    await until(async () => (await row("login", "server")).length > 0, { what: "rows that are the same" });
    expect(await axeFaults(page)).toEqual([]);
  });

  it("leads back to the login", async () => {
    await page.focus(".compare > header button");
    await page.keyboard.press("Enter");
    await waitForText(page, ".login-header h1", "Authorization Code Flow with PKCE");
  });
});
