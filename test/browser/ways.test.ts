import type { Page } from "puppeteer-core";
import type { Login } from "../../extension/flow/login.js";
import { relationsOf } from "../../extension/flow/relations.js";
import { ARRIVING, startOf } from "../lab/ways/arriving.js";
import { SENDING, type SendingWay } from "../lab/ways/sending.js";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { Captured } from "./support/captured.js";
import { closePages, consent, waitForText } from "./support/person.js";
import { hasArrived, openRoads, travel } from "./support/road.js";
import { exchangeSince, isOf, logSince, pairsOf, told, toldBy } from "./support/wire.js";
import { startWorld, type World } from "./support/world.js";

const sendingWays = Object.keys(SENDING) as readonly SendingWay[];
/** Ways that lead out of the page in which the person clicks. */
const leadAway: readonly SendingWay[] = ["link", "script", "redirect", "post"];

const transports = [
  { id: "fetch", via: "header", resource: "script", words: "HTTP 200" },
  { id: "xhr", via: "header", resource: "script", words: "HTTP 200" },
  { id: "worker", via: "header", resource: "script", words: "HTTP 200" },
  { id: "events", via: "query", resource: "script", words: "event" },
  { id: "socket", via: "query", resource: "websocket", words: "message hello" },
  { id: "form", via: "body", resource: "script", words: "HTTP 201" },
  { id: "beacon", via: "body", resource: "beacon", words: "queued" },
] as const;

const answered = (logins: readonly Login[]) =>
  logins.length > 0 && logins.every(({ response }) => response !== null);

describe.each(browserKinds)("in %s", (kind) => {
  let world: World;
  let captured: Captured;

  beforeAll(async () => {
    world = await startWorld(kind);
    captured = await Captured.everywhere(world.browser);
    await openRoads(world);
  });
  beforeEach(() => captured.clear());
  afterEach(() => closePages(world.browser.browser));
  afterAll(() => world?.close());

  /** The logins once something that is waited for is there and nothing more comes. */
  async function loginsOnce(condition: (logins: readonly Login[]) => boolean): Promise<readonly Login[]> {
    await captured.once(condition);
    await captured.settled();
    return captured.logins();
  }

  describe("a request", () => {
    it.each(sendingWays)("by %s", async (way) => {
      const journey = await travel(world, `/send/${way}`);
      const logins = await loginsOnce(answered);
      expect(logins.map(told)).toEqual([toldBy(journey)]);
      if (leadAway.includes(way)) expect(logins[0]?.steps[0]?.status).toBe("seen");
    });
  });

  describe("a response", () => {
    it.each(ARRIVING.filter(({ name }) => name !== "native"))("by $name", async (arrival) => {
      const journey = await travel(world, startOf(arrival));
      const [login, ...others] = await loginsOnce(answered);
      expect(others.map(told)).toEqual([]);
      expect(login && told(login)).toEqual(toldBy(journey));
      expect(login?.repeats).toEqual([]);
      expect(login?.problems).toEqual([]);
    });

    it("to an app by its own scheme", async () => {
      const native = ARRIVING.find(({ name }) => name === "native") as (typeof ARRIVING)[number];
      const { length } = await world.lab.log();
      const page = await world.browser.openPage(world.lab.origins.ways + startOf(native));
      await page.click("#go");
      await consent(page);
      const exchange = await exchangeSince(world.lab, length);
      expect((await loginsOnce(answered)).map(told)).toEqual([toldBy(exchange)]);
    });

    it("in a form of more than 1 MB, as far as the browser shows it", async () => {
      const { request } = await travel(
        world,
        "/send/link?as=idp&response_type=token&response_mode=form_post&answer=large",
      );
      const tooLarge = "a posted form was too large to see: the browser hands over none of it";
      const [login] = await captured.once(
        ([one]) => one?.response != null || (one?.problems.includes(tooLarge) ?? false),
      );
      expect(login && isOf(login, request)).toBe(true);
      if (kind === "firefox") {
        expect([login?.response, login?.problems]).toEqual([null, [tooLarge]]);
      } else {
        const names = login?.response?.parameters.map(({ name }) => name);
        expect(names?.sort()).toEqual(["access_token", "expires_in", "session_state", "state", "token_type"]);
        expect(login?.problems).toEqual([expect.stringMatching(/session_state.*1,200,000/)]);
      }
    });

    it("that nobody asked for", async () => {
      const page = await world.browser.openPage(`${world.lab.origins.ways}/unsolicited`);
      const url = await page.$eval("#go", (link) => (link as HTMLAnchorElement).href);
      await page.click("#go");
      await hasArrived(page);
      const logins = await loginsOnce(answered);
      expect(logins.map(told)).toEqual([
        {
          method: null,
          request: null,
          channel: "fragment",
          response: [...new URLSearchParams(new URL(url).hash.slice(1))],
          furtherResponses: 0,
        },
      ]);
    });

    it("that is reloaded and come back to is one response", async () => {
      const journey = await travel(world, "/send/link?as=idp&response_type=code");
      await journey.page.reload();
      await journey.page.goto(`${world.lab.origins.ways}/`);
      await journey.page.goBack();
      const logins = await loginsOnce(([login]) => login?.repeats.length === 2);
      expect(logins.map(told)).toEqual([toldBy(journey)]);
      expect(logins[0]?.repeats.map(({ how }) => how)).toEqual(["reload", "back"]);
    });

    it("of a login inside another's prompt", async () => {
      const { length } = await world.lab.log();
      const page = await world.browser.openPage(`${world.lab.origins.ways}/send/link?prompt=login`);
      await page.click("#go");
      await page.waitForSelector("#elsewhere");
      await page.click("#elsewhere");
      await page.waitForSelector("#continue");
      await page.click("#continue");
      // The server asks anew for consent to what a login anew asks for.
      await until(
        async () => {
          if (await page.$("#allow")) await page.click("#allow");
          return page.evaluate(() => location.pathname === "/callback");
        },
        { what: "the outer response" },
      );
      const entries = await logSince(world.lab, length);
      const requests = entries.filter((entry) => entry.type === "authorization-request");
      const responses = entries.filter((entry) => entry.type === "authorization-response");
      const logins = await loginsOnce((all) => all.length === 2 && answered(all));
      const [inner, outer] = logins;
      expect(logins.map(({ request }) => request && pairsOf(request.parameters))).toEqual(
        requests.map(({ parameters }) => parameters).reverse(),
      );
      expect([outer, inner].map((login) => login?.response && pairsOf(login.response.parameters))).toEqual([
        responses.at(-1)?.parameters,
        responses.at(0)?.parameters,
      ]);
      const relations = relationsOf(logins);
      expect(relations.get(inner?.id ?? "")?.nestedIn).toBe(outer?.id);
      expect(relations.get(outer?.id ?? "")?.nestedIn).toBeNull();
    });

    it("is not seen in an address that merely holds a code or a state", async () => {
      for (const query of ["code=SPRING", "state=open", "code=SPRING&state=open", "error=404"]) {
        const page = await world.browser.openPage(`${world.lab.origins.home}/?${query}`);
        await page.close();
      }
      await captured.settled();
      expect(await captured.logins()).toEqual([]);
    });
  });

  it("a check_session frame is seen with the login whose session it watches", async () => {
    await travel(world, "/send/link?as=idp&response_type=code&landing=/callback/watched");
    const [login] = await loginsOnce(([one]) => one?.sessionFrames.length === 1);
    expect(login?.sessionFrames.map(({ url }) => url)).toEqual([`${world.lab.origins.idp}/check_session`]);
  });

  it("the access token is seen on every way to the API", async () => {
    const { page } = await travel(world, "/send/script");
    const { length } = await world.lab.log();
    for (const { id, words } of transports) {
      await page.click(`#${id}`);
      await waitForText(page, "#result", `${id}: ${words}`);
    }
    const sent = await until(
      async () => {
        const calls = (await logSince(world.lab, length)).filter((entry) => entry.type === "api-call");
        return calls.length === transports.length && calls;
      },
      { what: "the API's log" },
    );
    const [login] = await loginsOnce(
      ([one]) => one?.calls.length === sent.length && one.calls.every(({ answer }) => answer !== null),
    );
    expect(
      login?.calls.map(({ method, url, via, resource, tokenId, answer }) => ({
        method,
        url: url.replace(/^ws/, "http"),
        via,
        resource: resource === "other" ? "script" : resource,
        tokenId,
        status: answer?.status,
      })),
    ).toEqual(
      sent.map(({ method, url, status }, index) => ({
        method,
        url,
        via: transports[index]?.via,
        resource: transports[index]?.resource,
        tokenId: "access_token",
        // Firefox drops the answer to a beacon, and tells no status.
        status: kind === "firefox" && transports[index]?.id === "beacon" ? null : status,
      })),
    );
  });

  describe("what became of the token:", () => {
    const landOn = (landing: string, mode = "fragment"): Promise<Page> =>
      travel(world, `/send/link?as=idp&response_type=token&response_mode=${mode}&landing=${landing}`).then(
        ({ page }) => page,
      );
    const tracesOnce = async (where: string) => {
      const [login] = await captured.once(
        ([one]) => one?.traces.some((trace) => trace.where === where) ?? false,
        15_000,
      );
      return login?.traces
        .filter((trace) => trace.where === where)
        .map(({ tokenId, place }) => [tokenId, place]);
    };

    it.each([
      ["localStorage", "local-storage"],
      ["sessionStorage", "session-storage"],
      ["cookie", "cookie"],
    ])("kept in %s", async (where, landing) => {
      await landOn(`/callback/${landing}`);
      expect(await tracesOnce(where)).toEqual([["access_token", "kept"]]);
    });

    it("left in the address", async () => {
      await landOn("/callback");
      expect(await tracesOnce("url-after-settling")).toEqual([
        ["access_token", `${world.lab.origins.ways}/callback`],
      ]);
    });

    it("posted to whatever page is there", async () => {
      await travel(world, "/send/popup?as=idp&response_type=token&response_mode=web_message");
      expect(await tracesOnce("any-origin")).toEqual([
        ["access_token", `${world.lab.origins.idp}/authorize`],
      ]);
    });

    it("read by a script of another site, and sent there", async () => {
      await landOn("/callback/tracked");
      const { tracker } = world.lab.origins;
      expect(await tracesOnce("other-site-url")).toEqual([["access_token", `${tracker}/collect`]]);
      const [login] = await captured.once(([one]) => one?.surroundings.foreignScripts.length === 1, 15_000);
      expect(login?.surroundings.foreignScripts).toEqual([tracker]);
    });

    it("sent to another site as referrer, where the browser lets it", async () => {
      await landOn("/callback/leaky", "query");
      const referer = await until(
        async () => (await world.lab.log()).findLast((entry) => entry.type === "referer"),
        { what: "the image to be loaded" },
      );
      // Firefox sends no more than the origin, whatever the page's policy.
      const leaks = referer.url.includes("access_token=");
      expect(leaks).toBe(kind === "chrome");
      await captured.settled();
      const place = `${world.lab.origins.tracker}/pixel.svg`;
      expect(leaks ? await tracesOnce("referer") : []).toEqual(
        leaks
          ? [
              ["access_token", place],
              ["state", place],
            ]
          : [],
      );
    });
  });
});
