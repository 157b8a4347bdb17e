import type { Page } from "puppeteer-core";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { Captured } from "./support/captured.js";
import { closePages, consent, openSession, waitForText } from "./support/person.js";
import { type Exchange, exchangeSince, isOf, told, toldBy } from "./support/wire.js";
import { lastInLog, startWorld, type World } from "./support/world.js";

/** How long an event that is under way may take to wake the background, ms. */
const wakingMs = 1000;
/** How long a page may take to say what it shows, ms. */
const lookMs = 250;

interface Kind {
  readonly name: string;
  readonly start: (origins: World["lab"]["origins"]) => string;
  /** What the person clicks to start it; nothing where the address does. */
  readonly go?: string;
  /** Whether the server asks for consent, once. */
  readonly prompt?: true;
  readonly done: string;
  /** Clicked afterwards, if the client calls the API in the browser. */
  readonly call?: string;
  readonly tokenCalls: number;
}

const kinds: readonly Kind[] = [
  {
    name: "implicit",
    start: ({ app }) => `${app}/`,
    go: "#login-token-id_token",
    done: "logged in",
    call: "#call-api",
    tokenCalls: 0,
  },
  {
    name: "form_post, with a prompt",
    start: ({ web }) => `${web}/`,
    go: "#login",
    prompt: true,
    done: "logged in",
    tokenCalls: 0,
  },
  {
    name: "code with PKCE",
    start: ({ code }) => `${code}/stored`,
    go: "#login",
    done: "logged in",
    call: "#call-api",
    tokenCalls: 1,
  },
  {
    name: "hybrid",
    start: ({ hybrid }) => `${hybrid}/`,
    go: "#login",
    done: "logged in",
    call: "#call-api",
    tokenCalls: 1,
  },
  {
    name: "web_message in a pop-up",
    start: ({ hybrid }) => `${hybrid}/any/start?response_type=id_token&response_mode=web_message`,
    go: "#open",
    done: "received",
    tokenCalls: 0,
  },
  {
    name: "JARM",
    start: ({ hybrid }) => `${hybrid}/any/start?response_type=code&response_mode=form_post.jwt`,
    done: "received",
    tokenCalls: 0,
  },
  {
    name: "PAR",
    start: ({ hybrid }) => `${hybrid}/any/start?response_type=code&par=1`,
    done: "received",
    tokenCalls: 0,
  },
];

describe.each(browserKinds)("in %s", (kind) => {
  let world: World;
  let captured: Captured;

  beforeAll(async () => {
    world = await startWorld(kind);
    captured = await Captured.everywhere(world.browser);
    const { app, code, hybrid } = world.lab.origins;
    // A session, and consent to every client, so that the runs need no prompt.
    const page = await world.browser.openPage(`${hybrid}/any/start?response_type=code`);
    await openSession(page);
    const clients = [
      [`${app}/`, "#login-token-id_token"],
      [`${code}/stored`, "#login"],
      [`${hybrid}/`, "#login"],
    ] as const;
    for (const [url, go] of clients) {
      await page.goto(url);
      await waitForText(page, "#status", "logged out");
      await page.click(go);
      await consent(page);
      await waitForText(page, "#status", "logged in");
      // A client that is still logged in would not ask again.
      await page.evaluate(() => localStorage.clear());
    }
    await page.goto(`${hybrid}/any/start?response_type=token&api=1`);
    await consent(page);
    await waitForText(page, "#status", "received");
    await page.close();
  }, 120_000);
  afterEach(async () => {
    await world.lab.gate.open();
    await closePages(world.browser.browser);
  });
  afterAll(() => world?.close());

  /**
   * Stops the background once it has stored what it knows.
   *
   * It may sleep already; but an event that is on its way wakes it, and would be lost with it if it were stopped in the
   * middle: no browser stops a background while it handles an event.
   */
  async function stop(): Promise<void> {
    await until(() => world.browser.isBackgroundRunning(), {
      what: "an event to wake the background",
      timeoutMs: wakingMs,
    }).catch(() => undefined);
    await captured.settled();
    if (await world.browser.isBackgroundRunning()) await world.browser.stopBackground();
  }

  /** Does something in a page, and stops the background between every request that follows and its answer. */
  async function withStops(act: () => Promise<unknown>, finished: () => Promise<boolean>): Promise<number> {
    const { gate } = world.lab;
    let stops = 0;
    await gate.shut();
    const acting = act();
    await until(
      async () => {
        for (const { id } of await gate.held()) {
          await stop();
          stops += 1;
          await gate.release(id);
        }
        // A page whose next document is held back may not answer before that comes.
        return until(finished, { what: "the login to end", timeoutMs: lookMs }).catch(() => false);
      },
      { what: "the login to end", timeoutMs: 60_000 },
    );
    await acting;
    await stop();
    await gate.open();
    return stops;
  }

  const says = (page: Page, selector: string, words: string) => () =>
    page
      .evaluate(
        (where, wanted) => document.querySelector(where)?.textContent?.includes(wanted) ?? false,
        selector,
        words,
      )
      .catch(() => false);

  describe("a login whose background is stopped between every request and its answer", () => {
    it.each(kinds)("$name", async ({ start, go, prompt, done, call, tokenCalls }) => {
      await captured.clear();
      const { length } = await world.lab.log();
      const url = start(world.lab.origins);
      const page = await world.browser.browser.newPage();
      if (go === undefined) {
        const stops = await withStops(() => page.goto(url), says(page, "#status", done));
        expect(stops).toBeGreaterThanOrEqual(2);
      } else {
        await page.goto(url);
        await page.waitForSelector(go);
        await stop();
        const act = async () => {
          await page.click(go);
          if (prompt) await consent(page);
        };
        const stops = await withStops(act, says(page, "#status", done));
        expect(stops).toBeGreaterThanOrEqual(go === "#open" ? 1 : 2);
      }
      if (call) await withStops(() => page.click(call), says(page, "#result", "HTTP 200"));

      const exchange = await exchangeSince(world.lab, length);
      // In Firefox the background itself passes the body on, and stopped before it comes it cannot.
      const bodiless = kind === "firefox" && tokenCalls > 0;
      const calls = call && !bodiless ? 1 : 0;
      const logins = await captured.once(
        ([login]) => login?.response !== null && login?.calls.length === calls,
      );
      expect(logins.map(told)).toEqual([toldBy(exchange)]);
      const [login] = logins;
      if (go && go !== "#open") expect(login?.steps[0]?.status).toBe("seen");
      expect(login?.tokenCalls.map(({ answer }) => [answer?.status, answer?.response?.error])).toEqual(
        Array(tokenCalls).fill([200, bodiless ? undefined : null]),
      );
      if (bodiless) expect(login?.steps[6]?.details).toContain("its body was not visible");
      expect(login?.calls.map(({ answer }) => answer?.status)).toEqual(Array(calls).fill(200));
    });
  });

  it("keeps what was seen of a login whose tab is closed", async () => {
    await captured.clear();
    const page = await world.browser.openPage(
      `${world.lab.origins.hybrid}/any/start?response_type=code&prompt=login`,
    );
    await page.waitForSelector("#username");
    await page.close();
    const request = await lastInLog(world.lab, "authorization-request");
    const [login, ...others] = await captured.once(([one]) => one !== undefined);
    await captured.settled();
    expect(others).toEqual([]);
    expect(login && isOf(login, request)).toBe(true);
    expect(login?.response).toBeNull();
  });

  it("tells 20 logins in 20 tabs apart", async () => {
    await captured.clear();
    const { length } = await world.lab.log();
    const types = ["code", "id_token", "token", "code id_token"];
    const pages = await Promise.all(Array.from({ length: 20 }, () => world.browser.browser.newPage()));
    await Promise.all(
      pages.map((page, index) =>
        page.goto(
          `${world.lab.origins.hybrid}/any/start?${new URLSearchParams({
            response_type: types[index % types.length] ?? "code",
            api: "1",
          })}`,
        ),
      ),
    );
    await Promise.all(pages.map((page) => waitForText(page, "#status", "received")));
    const entries = (await world.lab.log()).slice(length);
    const requests = entries.filter((entry) => entry.type === "authorization-request");
    const responses = entries.filter((entry) => entry.type === "authorization-response");
    const stateOf = ({ parameters }: Exchange["request"] | Exchange["response"]) =>
      parameters.find(([name]) => name === "state")?.[1];
    const exchanges = requests.flatMap((request) => {
      const response = responses.find((one) => stateOf(one) === stateOf(request));
      return response ? [{ request, response }] : [];
    });
    expect(exchanges).toHaveLength(20);

    const logins = await captured.once(
      (all) => all.length === 20 && all.every(({ response }) => response !== null),
      20_000,
    );
    expect(logins).toHaveLength(20);
    expect(
      exchanges.map((exchange) => logins.filter((login) => isOf(login, exchange.request)).map(told)),
    ).toEqual(exchanges.map((exchange) => [toldBy(exchange)]));
    expect(new Set(logins.map(({ tabId }) => tabId)).size).toBe(20);
  }, 120_000);

  it("loses nothing while storage.session is full", async () => {
    await captured.clear();
    const { length } = await world.lab.log();
    expect(await captured.fill()).toBeGreaterThan(1024 * 1024);
    const page = await world.browser.openPage(`${world.lab.origins.hybrid}/any/start?response_type=code`);
    await waitForText(page, "#status", "received");
    const exchange = await exchangeSince(world.lab, length);
    await captured.empty();
    // The next thing that happens is written with what could not be.
    await page.reload();
    const logins = await captured.once(([login]) => login?.repeats.length === 1);
    expect(logins.map(told)).toEqual([toldBy(exchange)]);
  });

  it("starts anew when the extension is reloaded", async () => {
    const before = await world.browser.openPage(`${world.lab.origins.hybrid}/any/start?response_type=code`);
    await waitForText(before, "#status", "received");
    await captured.once(([login]) => login?.response !== null);
    await captured.reload();
    expect(await captured.logins()).toEqual([]);
    const { length } = await world.lab.log();
    await before.goto(`${world.lab.origins.hybrid}/any/start?response_type=code`);
    await waitForText(before, "#status", "received");
    const exchange = await exchangeSince(world.lab, length);
    const logins = await captured.once(([login]) => login?.response !== null && login !== undefined);
    expect(logins.map(told)).toEqual([toldBy(exchange)]);
  });
});
