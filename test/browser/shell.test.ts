import type { Page } from "puppeteer-core";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { Inspector } from "./support/inspector.js";
import { clickOn, clickVisible } from "./support/person.js";
import { allowAllSites, logInWithAuth0Js, startWorld, type World } from "./support/world.js";

/** What is on show: the settings or not, and which view of the login. */
const onShow = (page: Page) =>
  page.evaluate(() => ({
    settings: document.querySelector(".settings") !== null,
    view: document.querySelector('[role="tab"][aria-selected="true"]')?.id ?? null,
  }));

describe.each(browserKinds)("the inspector in %s", (kind) => {
  let world: World;
  let page: Page;

  beforeAll(async () => {
    world = await startWorld(kind);
    await allowAllSites(world.browser);
    await logInWithAuth0Js(world, "#login-id_token");
    ({ page } = await Inspector.open(world.browser));
  });
  afterAll(() => world?.close());

  const press = (key: string) => page.keyboard.press(key as "a");
  const shows = (what: Partial<Awaited<ReturnType<typeof onShow>>>) =>
    until(
      async () => {
        const now = await onShow(page);
        return Object.entries(what).every(([name, value]) => now[name as keyof typeof now] === value);
      },
      { what: JSON.stringify(what) },
    );

  it("is driven by keys, and gives the focus back when the list of keys closes", async () => {
    await press("4");
    await shows({ view: "tab-tokens" });
    const focused = () => page.evaluate(() => document.activeElement?.id ?? "");
    await page.evaluate(() => document.getElementById("tab-tokens")?.focus());
    await press("?");
    await until(() => page.evaluate(() => document.querySelector("dialog")?.open === true), {
      what: "the list of keys",
    });
    expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null)).toBe(true);
    await press("Escape");
    await until(() => page.evaluate(() => document.querySelector("dialog") === null), { what: "its end" });
    expect(await focused()).toBe("tab-tokens");
  });

  it("reloaded, it is where it was", async () => {
    await press("4");
    await shows({ view: "tab-tokens" });
    await press(",");
    await shows({ settings: true });
    await until(
      () =>
        page.evaluate(async () => {
          const { storage } = (globalThis as unknown as { chrome: typeof import("webextension-polyfill") })
            .chrome;
          return JSON.stringify(await storage.session.get("places")).includes('"page":"settings"');
        }),
      { what: "the place to be kept" },
    );
    await page.evaluate(() => location.reload());
    await shows({ settings: true });
    // Driven from outside, Firefox gives a page that was loaded again the keyboard once it is clicked.
    await clickOn(page, "Back to the logins");
    await shows({ settings: false, view: "tab-tokens" });
  });

  it("takes the theme that is chosen, at once and when it is opened again", async () => {
    await press(",");
    await shows({ settings: true });
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    for (const [theme, color] of [
      ["dark", "rgb(22, 25, 29)"],
      ["light", "rgb(255, 255, 255)"],
      ["dark", "rgb(22, 25, 29)"],
    ] as const) {
      await clickVisible(page, `input[value="${theme}"]`);
      await until(async () => (await ground()) === color, { what: theme });
    }
    const another = await world.browser.openPopup("popup.html?view=tab");
    await until(() => another.evaluate(() => document.documentElement.dataset.theme === "dark"), {
      what: "the dark theme",
    });
    await another.close();
    await clickOn(page, "Back to the logins");
  });

  it("fits 400 px, and keeps the selected tab in view", async () => {
    await page.setViewport({ width: 400, height: 600 });
    for (const [key, view] of [
      ["1", "tab-overview"],
      ["6", "tab-calls"],
      ["3", "tab-messages"],
    ] as const) {
      await press(key);
      await shows({ view });
      expect(
        await page.evaluate(() => {
          const tab = document.querySelector('[role="tab"][aria-selected="true"]')?.getBoundingClientRect();
          return {
            overflows: document.documentElement.scrollWidth > innerWidth,
            inView: tab !== undefined && tab.left >= 0 && tab.right <= innerWidth,
          };
        }),
      ).toEqual({ overflows: false, inView: true });
    }
  });
});
