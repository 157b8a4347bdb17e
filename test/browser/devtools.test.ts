import type { Page } from "puppeteer-core";
import type { Login } from "../../extension/flow/login.js";
import { closeFirefoxTab, type DevTools, openDevTools, type Panel } from "./harness/devtools.js";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { Captured } from "./support/captured.js";
import { authenticate, consent, waitForText } from "./support/person.js";
import { logSince, ordered, pairsOf } from "./support/wire.js";
import { allowAllSites, startWorld, type World } from "./support/world.js";

describe.each(browserKinds)("DevTools in %s", (kind) => {
  let world: World;
  let captured: Captured;
  let devTools: DevTools;
  let page: Page;

  beforeAll(async () => {
    world = await startWorld(kind);
    captured = await Captured.open(world.browser);
    await world.browser.grantAccessPrompts();
    // From here on the server has a session and the person's consent, so that no prompt is shown.
    for (const path of ["/", "/stored"]) {
      const first = await world.browser.openPage(`${world.lab.origins.code}${path}`);
      await waitForText(first, "#status", "logged out");
      await first.click("#login");
      if (path === "/") await authenticate(first);
      await consent(first);
      await waitForText(first, "#status", "logged in");
      await first.close();
    }
  });
  beforeEach(() => captured.clear());
  afterEach(async () => {
    await world.lab.gate.open();
    await devTools?.close();
    await page?.close();
  });
  afterAll(() => world?.close());

  /** Opens a client with DevTools over it. */
  async function open(path: string): Promise<void> {
    page = await world.browser.openPage(`${world.lab.origins.code}${path}`);
    devTools = await openDevTools(world.browser, page);
    await waitForText(page, "#status", "logged out");
  }

  /**
   * Logs in, the token endpoint being so slow that DevTools has told of the request before the answer comes: on loopback
   * a token request can be over sooner than Chromium's DevTools, which forgets bodies at a change of the URL, hears of it.
   */
  async function logIn(): Promise<void> {
    const { gate } = world.lab;
    await gate.shut();
    const clicked = page.click("#login");
    await until(
      async () => {
        const held = await gate.held();
        for (const { id, url } of held) if (!url.endsWith("/oauth/token")) await gate.release(id);
        return held.some(({ url }) => url.endsWith("/oauth/token"));
      },
      { what: "the token request" },
    );
    if (kind === "chrome") await until(toldByDevTools, { what: "DevTools to tell of the token request" });
    await gate.open();
    await clicked;
    await waitForText(page, "#status", "logged in");
  }

  async function toldByDevTools(): Promise<boolean> {
    const [flow] = await captured.flows();
    return (
      flow?.observations.some(({ kind, provenance }) => kind === "request" && provenance === "devtools") ??
      false
    );
  }

  async function renew(): Promise<void> {
    await page.click("#renew");
    await waitForText(page, "#result", '"renewed": true');
  }

  /** What the server's log says of the token endpoint, and what the inspector must say. */
  async function inLog(from: number) {
    const entries = await logSince(world.lab, from);
    const responses = entries.filter((entry) => entry.type === "token-response");
    return entries
      .filter((entry) => entry.type === "token-request")
      .map(({ parameters }, index) => ({
        request: ordered(parameters, true),
        status: responses[index]?.status,
        body: JSON.parse(responses[index]?.body ?? "null") as unknown,
      }));
  }

  const shown = ({ tokenCalls }: Login) =>
    tokenCalls.map(({ request, answer }) => ({
      request: ordered(pairsOf(request.parameters), true),
      status: answer?.status ?? undefined,
      body: answer?.response ? { ...answer.response.members } : null,
    }));

  const provenances = ({ tokenCalls }: Login) =>
    tokenCalls.map(({ provenance, answer }) => [provenance, answer?.provenance]);

  const withBodies =
    (count: number, provenance: string) =>
    ([login]: readonly Login[]) =>
      login?.tokenCalls.length === count &&
      login.tokenCalls.every(({ answer }) => answer?.status && answer.provenance === provenance);

  /** What the panel says of who reported each token request and its answer's body. */
  async function readSources(panel: Panel): Promise<readonly string[]> {
    return until(
      async () => {
        await panel.click("[role=tab]", "Messages");
        const lines = await panel.evaluate(() =>
          [...document.querySelectorAll("[data-token-call]")].map((call) => {
            const said = `${call.textContent}`.match(
              /(from DevTools|seen by the browser|reported by the page)/g,
            );
            return `${(call as HTMLElement).dataset.tokenCall}: ${said?.join(", ")}`;
          }),
        );
        return lines.length > 0 && lines;
      },
      { what: "the token requests in the panel" },
    );
  }

  it("shows the token endpoint without any site access, a worker's requests included", async () => {
    const { length } = await world.lab.log();
    await open("/");
    await logIn();
    await renew();

    const logins = await captured.once(withBodies(2, "devtools"));
    expect(logins.map(({ name }) => name.flow)).toEqual(["Authorization Code Flow with PKCE"]);
    expect(logins[0] && shown(logins[0])).toEqual(await inLog(length));
    expect(logins[0] && provenances(logins[0])).toEqual([
      ["devtools", "devtools"],
      ["devtools", "devtools"],
    ]);
    expect(logins[0]?.visibility.allSites).toBe(false);

    // The panel was not shown so far: DevTools being open is enough.
    const panel = await devTools.showPanel();
    expect(await readSources(panel)).toEqual([
      "authorization_code: from DevTools, from DevTools",
      "refresh_token: from DevTools, from DevTools",
    ]);
  });

  it("adds the bodies to what the browser shows with site access, which the panel asks for", async () => {
    await open("/");
    const panel = await devTools.showPanel();
    await panel.click("button", "Allow all sites");
    if (kind === "firefox") {
      // There a panel cannot ask by itself, and sends the person to the settings.
      await until(() => closeFirefoxTab(world.browser, "popup.html?view=settings"), { what: "the settings" });
      await allowAllSites(world.browser);
      await page.bringToFront();
    }
    await until(() => panel.evaluate(() => !document.body.textContent.includes("Allow all sites")), {
      what: "the panel to know of the access",
    });

    for (const path of ["/", "/stored"]) {
      await captured.clear();
      const { length } = await world.lab.log();
      await page.goto(`${world.lab.origins.code}${path}`);
      await waitForText(page, "#status", "logged");
      await logIn();
      await renew();
      const provenance = kind === "firefox" ? "browser" : "devtools";
      const logins = await captured.once(withBodies(2, provenance));
      expect(logins).toHaveLength(1);
      expect(logins[0] && shown(logins[0])).toEqual(await inLog(length));
      expect(logins[0] && provenances(logins[0])).toEqual([
        ["browser", provenance],
        ["browser", provenance],
      ]);
    }
  });
});
