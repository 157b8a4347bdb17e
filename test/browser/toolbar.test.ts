import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { clickOn, textsOf } from "./support/person.js";
import { allowAllSites, logInWithAuth0Js, startWorld, type World } from "./support/world.js";

describe.each(browserKinds)("the toolbar button in %s", (kind) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(kind);
    await allowAllSites(world.browser);
  });
  afterAll(() => world?.close());

  it("opens a popup that says what to do while there is no login", async () => {
    const page = await world.browser.openPage(`${world.lab.origins.app}/`);
    const popup = await world.browser.openToolbarPopup(page);
    await until(() => popup.evaluate(() => document.body.textContent.includes("No login seen yet")), {
      what: "the empty state",
    });
    await popup.close();
    await page.close();
  });

  it("opens the popup on the login of the tab that it is clicked in", async () => {
    const page = await logInWithAuth0Js(world, "#login-id_token");
    const popup = await world.browser.openToolbarPopup(page);
    await until(() => popup.evaluate(() => document.querySelectorAll("[data-step]").length === 7), {
      what: "the seven steps",
    });
    expect(await popup.evaluate(() => document.querySelector("h1")?.textContent)).toContain(
      "Implicit Flow · id_token · fragment",
    );
    await popup.close();
  });

  it("offers a first-run page that gives access with one click", async () => {
    const page = await world.browser.openPopup("welcome.html");
    expect((await textsOf(page, "body")).join()).toMatch(/Token Inspector/);
    await page.close();
  });

  it("forgets everything on Clear", async () => {
    const page = await world.browser.openPopup("popup.html?view=tab");
    await clickOn(page, "Clear");
    await clickOn(page, "Clear 1 login");
    await until(() => page.evaluate(() => document.querySelector("[data-login]") === null), {
      what: "an empty list",
    });
    const stored = await page.evaluate(async () => {
      const { storage } = (globalThis as unknown as { chrome: typeof import("webextension-polyfill") })
        .chrome;
      return Object.keys(await storage.session.get(null)).filter((key) => key.startsWith("flow:"));
    });
    expect(stored).toEqual([]);
  });
});
