import type { Page } from "puppeteer-core";
import { inFirefoxWindow } from "./harness/firefox-window.js";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { Captured } from "./support/captured.js";
import { openSession } from "./support/person.js";
import { startWorld, type World } from "./support/world.js";

describe.each(browserKinds)("private windows in %s", (kind) => {
  let world: World;
  let captured: Captured;

  beforeAll(async () => {
    world = await startWorld(kind);
    await world.browser.allowPrivateWindows();
    captured = await Captured.everywhere(world.browser);
  });
  afterAll(() => world?.close());

  const start = () => `${world.lab.origins.hybrid}/any/start?response_type=code`;

  it("have their logins marked, kept apart, and gone with the last of them", async () => {
    const page = await world.browser.openPage(start());
    await openSession(page);
    const [ordinary] = await captured.once(([login]) => login?.response != null);
    expect(ordinary?.surroundings.incognito).toBe(false);

    const shut = await captured.openPrivateWindow(start());
    const secret = await until(() => promptPage(page), { what: "the prompt in the private window" });
    await openSession(secret);
    const both = await captured.once((logins) => logins.length === 2 && logins[0]?.response != null);
    expect(both.map(({ surroundings }) => surroundings.incognito)).toEqual([true, false]);

    await shut();
    const left = await captured.once((logins) => logins.length === 1);
    expect(left.map(({ id }) => id)).toEqual([ordinary?.id]);
  });

  /** The page that shows the server's login prompt, beside the one given. */
  async function promptPage(beside: Page): Promise<Page | undefined> {
    for (const page of await world.browser.browser.pages()) {
      if (page !== beside && (await page.$("#username").catch(() => null))) return page;
    }
    return undefined;
  }
});

describe("containers in firefox", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld("firefox");
  });
  afterAll(() => world?.close());

  it("are told with a login", async () => {
    const captured = await Captured.everywhere(world.browser);
    const url = `${world.lab.origins.hybrid}/any/start?response_type=code`;
    await inFirefoxWindow(
      world.browser.browser,
      `const triggeringPrincipal = Services.scriptSecurityManager.createNullPrincipal({ userContextId: 2 });
       gBrowser.addTab(${JSON.stringify(url)}, { userContextId: 2, triggeringPrincipal });`,
    );
    const logins = await captured.once(([login]) => login?.surroundings.container != null);
    expect(logins.map(({ surroundings }) => surroundings.container)).toEqual(["firefox-container-2"]);
  });
});
