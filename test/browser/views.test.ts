import type { Page } from "puppeteer-core";
import { openDevTools } from "./harness/devtools.js";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { axeFaults } from "./support/axe.js";
import { errorsOf } from "./support/console.js";
import { recordedLogins } from "./support/recorded-logins.js";
import { allowAllSites, startWorld, type World } from "./support/world.js";

const tabs = ["overview", "sequence", "messages", "tokens", "findings", "calls"] as const;
const themes = ["light", "dark"] as const;
/** One with findings, one with the token endpoint, one that failed. */
const names = ["auth0-js: id_token token", "auth0-spa-js: code and PKCE", "an error response"] as const;
const pages = ["settings", "workbench", "files"] as const;

describe.each(browserKinds)("every view in %s", (kind) => {
  let world: World;
  const ids = new Map<string, string>();
  const errors: (readonly string[])[] = [];

  /** Opens a page of the extension, in a tab's size unless told. */
  async function open(path: string, size = { width: 1280, height: 800 }): Promise<Page> {
    const page = await world.browser.openPopup(path);
    errors.push(errorsOf(page));
    await page.setViewport(size);
    return page;
  }

  async function openLogin(name: string, size?: { width: number; height: number }): Promise<Page> {
    const id = ids.get(name) ?? "";
    const page = await open(`popup.html?view=tab&flow=${id}`, size);
    await page.waitForSelector(`article[data-login="${id}"]`);
    return page;
  }

  async function show(page: Page, tab: string): Promise<void> {
    await page.click(`[data-tab="${tab}"]`);
    await page.waitForSelector(`#view[aria-labelledby="tab-${tab}"] > *`);
  }

  const paint = (page: Page, theme: string) =>
    page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);

  async function faultsInBothThemes(page: Page): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const theme of themes) {
      await paint(page, theme);
      faults.push(...(await axeFaults(page)).map((fault) => `${theme}: ${fault}`));
    }
    return faults;
  }

  /** What sticks out of the page, so that one would have to scroll sideways. */
  const overflow = (page: Page) =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });

  beforeAll(async () => {
    world = await startWorld(kind);
    await allowAllSites(world.browser);
    const reader = await open("popup.html?view=tab");
    for (const name of names) {
      const page = await world.browser.openPage("about:blank");
      await recordedLogins.find((login) => login.name.startsWith(name))?.perform(page, world.lab.origins);
      const old = [...ids.values()];
      const id = await until(
        () =>
          reader.evaluate(
            (known) =>
              [...document.querySelectorAll<HTMLElement>("[data-login]")]
                .map(({ dataset }) => dataset.login ?? "")
                .find((one) => !known.includes(one)),
            old,
          ),
        { what: `${name} in the list` },
      );
      ids.set(name, id ?? "");
    }
    await reader.close();
  });
  afterAll(() => world?.close());

  describe.each(names)("of the login %s", (name) => {
    it("is accessible in light and dark, and scrolls sideways neither at 400 px nor at 200 % zoom", async () => {
      const page = await openLogin(name);
      const faults: Record<string, readonly string[]> = {};
      for (const tab of tabs) {
        await show(page, tab);
        faults[tab] = await faultsInBothThemes(page);
        for (const width of [640, 400]) {
          await page.setViewport({ width, height: 560 });
          const outside = await overflow(page);
          if (outside > 0) faults[`${tab} at ${width} px`] = [`${outside} px too wide`];
        }
        await page.setViewport({ width: 1280, height: 800 });
      }
      expect(faults).toEqual(Object.fromEntries(tabs.map((tab) => [tab, []])));
      await page.close();
    });
  });

  it.each(pages)("the page %s is accessible in light and dark, at 400 px too", async (name) => {
    const page = await open(`popup.html?view=${name}`);
    await page.waitForSelector("main > *");
    expect(await faultsInBothThemes(page)).toEqual([]);
    await page.setViewport({ width: 400, height: 560 });
    expect(await overflow(page)).toBe(0);
    await page.close();
  });

  it("the first-run page is accessible in light and dark", async () => {
    const page = await open("welcome.html");
    await page.waitForSelector("h1");
    expect(await faultsInBothThemes(page)).toEqual([]);
    await page.close();
  });

  it("by keyboard alone a login is found, a finding read, its evidence reached, and the way back", async () => {
    const page = await open("popup.html?view=tab");
    await page.waitForSelector("[data-login]");
    const press = (key: string) => page.keyboard.press(key as "a");
    const focused = (selector: string) =>
      until(() => page.evaluate((where) => document.activeElement?.matches(where) ?? false, selector), {
        what: `${selector} to have the focus`,
      });
    const shown = (tab: string) => page.waitForSelector(`#view[aria-labelledby="tab-${tab}"] > *`);
    // Firefox gives a page that is opened by automation the keyboard once it is in front.
    await page.bringToFront();
    await press("/");
    await focused("[data-search]");
    await page.keyboard.type("app.localhost");
    await until(() => page.evaluate(() => document.querySelectorAll("nav [data-login]").length === 1), {
      what: "the list to hold what is searched for",
    });
    await press("Enter");
    await focused(`[data-login="${ids.get(names[0])}"]`);
    await press("5");
    await shown("findings");
    await press("j");
    await focused("[data-finding] summary");
    await until(
      async () => {
        await press("Tab");
        return page.evaluate(() => document.activeElement?.matches(".jump") ?? false);
      },
      { what: "evidence that leads to its place" },
    );
    await press("Enter");
    await focused("[data-arrived]");
    expect(await page.$("#view[aria-labelledby='tab-findings']")).toBeNull();
    await page.keyboard.down("Alt");
    await press("ArrowLeft");
    await page.keyboard.up("Alt");
    await shown("findings");
    await focused("[data-finding] *");
    await press("?");
    await page.waitForSelector("dialog[open]");
    expect(await axeFaults(page)).toEqual([]);
    await press("Escape");
    await page.close();
  });

  it("the panel in DevTools shows them too", async () => {
    const page = await world.browser.openPage(`${world.lab.origins.home}/`);
    const devTools = await openDevTools(world.browser, page);
    const panel = await devTools.showPanel();
    // In a narrow panel the list lies behind its button.
    await until(
      () =>
        panel.evaluate((id) => {
          const row = document.querySelector<HTMLElement>(`nav [data-login="${id}"]`);
          if (row?.getClientRects().length) row.click();
          else document.querySelector<HTMLElement>(".login-picker[aria-expanded=false]")?.click();
          return document.querySelector(`article[data-login="${id}"]`) !== null;
        }, ids.get(names[0])),
      { what: "the login in the panel" },
    );
    for (const tab of tabs) {
      await panel.click(`[data-tab="${tab}"]`);
      await until(
        () =>
          panel.evaluate(
            (wanted) => document.querySelector(`#view[aria-labelledby="tab-${wanted}"] > *`) !== null,
            tab,
          ),
        { what: `${tab} in the panel` },
      );
      if (panel.frame) expect(await axeFaults(panel.frame)).toEqual([]);
    }
    await devTools.close();
    await page.close();
  });

  it("reports no error to the console", () => {
    expect(errors.flat()).toEqual([]);
  });
});
