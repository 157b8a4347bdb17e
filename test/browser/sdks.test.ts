import type { Page } from "puppeteer-core";
import type { Login } from "../../extension/flow/login.js";
import { relationsOf } from "../../extension/flow/relations.js";
import { browserKinds } from "./harness/launch.js";
import { Captured } from "./support/captured.js";
import { closePages, consent, openSession, waitForText } from "./support/person.js";
import { logSince, ordered, pairsOf, told, toldBy } from "./support/wire.js";
import { startWorld, type World } from "./support/world.js";

/** Who tells of the body of a token response that a page's own script gets. */
const provenances = { chrome: "page", firefox: "browser" } as const;

describe.each(browserKinds)("clients made with the vendors' libraries in %s", (kind) => {
  let world: World;
  let captured: Captured;
  const provenance = provenances[kind];

  beforeAll(async () => {
    world = await startWorld(kind);
    captured = await Captured.everywhere(world.browser);
    // From here on the server has a session, and asks for each client's consent only.
    const page = await world.browser.openPage(`${world.lab.origins.hybrid}/any/start?response_type=code`);
    await openSession(page);
    await page.close();
  });
  beforeEach(() => captured.clear());
  afterEach(() => closePages(world.browser.browser));
  afterAll(() => world?.close());

  async function logIn(url: string): Promise<Page> {
    const page = await world.browser.openPage(url);
    await waitForText(page, "#status", "logged out");
    await page.click("#login");
    await consent(page);
    await waitForText(page, "#status", "logged in");
    return page;
  }

  async function click(page: Page, id: string, selector: string, words: string): Promise<void> {
    await page.$eval("#result", (result) => {
      result.textContent = "";
    });
    await page.click(id);
    await waitForText(page, selector, words);
  }

  /** Everything that the server's log says of the token endpoint, as the inspector must tell it. */
  async function tokenCallsInLog(from: number) {
    const entries = await logSince(world.lab, from);
    const requests = entries.filter((entry) => entry.type === "token-request");
    const responses = entries.filter((entry) => entry.type === "token-response");
    return requests.map(({ parameters }, index) => ({
      request: ordered(parameters, true),
      status: responses[index]?.status,
      body: JSON.parse(responses[index]?.body ?? "null") as unknown,
    }));
  }

  const tokenCallsOf = ({ tokenCalls }: Login) =>
    tokenCalls.map(({ request, answer }) => ({
      request: ordered(pairsOf(request.parameters), true),
      status: answer?.status ?? undefined,
      body: answer?.response ? { ...answer.response.members } : null,
    }));

  const complete =
    (tokenCalls: number, calls: number) =>
    ([login, ...others]: readonly Login[]) =>
      others.length === 0 &&
      login?.tokenCalls.length === tokenCalls &&
      login.tokenCalls.every(({ answer }) => answer?.response) &&
      login.calls.length === calls;

  it("auth0-spa-js with stored tokens: code, PKCE, tokens, rotation", async () => {
    const { length } = await world.lab.log();
    const page = await logIn(`${world.lab.origins.code}/stored`);
    await click(page, "#call-api", "#result", "HTTP 200");
    await click(page, "#renew", "#result", '"renewed": true');
    await click(page, "#renew", "#result", '"renewed": true');
    await click(page, "#call-api", "#result", "HTTP 200");

    const logins = await captured.once(complete(3, 2));
    const [login] = logins;
    expect(logins.map(({ name }) => name.flow)).toEqual(["Authorization Code Flow with PKCE"]);
    expect(login && tokenCallsOf(login)).toEqual(await tokenCallsInLog(length));
    expect(
      login?.tokenCalls.map(({ request, pkce, answer }) => [request.grantType, pkce, answer?.provenance]),
    ).toEqual([
      ["authorization_code", "match", provenance],
      ["refresh_token", "absent", provenance],
      ["refresh_token", "absent", provenance],
    ]);
    // Each refresh redeems the token that the call before brought.
    const refreshTokens = login?.tokens
      .filter((token) => token.kind === "refresh_token")
      .map(({ raw }) => raw);
    expect(login?.tokenCalls.slice(1).map(({ request }) => request.refreshToken)).toEqual(
      refreshTokens?.slice(0, 2),
    );
    const newest = login?.tokens.findLast((token) => token.kind === "access_token");
    expect(login?.calls.map(({ via, answer }) => [via, answer?.status])).toEqual([
      ["header", 200],
      ["header", 200],
    ]);
    expect(login?.calls[1]?.tokenId).toBe(newest?.id);
  });

  it("auth0-spa-js with a worker: the requests are seen, their bodies where the browser hands them over", async () => {
    const { length } = await world.lab.log();
    const page = await logIn(`${world.lab.origins.code}/`);
    await click(page, "#renew", "#result", '"renewed": true');
    await click(page, "#call-api", "#result", "HTTP 200");

    const bodies = kind === "firefox";
    const logins = await captured.once(bodies ? complete(2, 1) : ([login]) => login?.tokenCalls.length === 2);
    expect(logins.map(({ name }) => name.flow)).toEqual(["Authorization Code Flow with PKCE"]);
    const inLog = await tokenCallsInLog(length);
    expect(logins[0] && tokenCallsOf(logins[0])).toEqual(
      bodies ? inLog : inLog.map((call) => ({ ...call, body: null })),
    );
    expect(logins[0]?.tokenCalls[0]?.pkce).toBe("match");
  });

  it("auth0-spa-js with a hidden frame: the silent renewal is folded under its login", async () => {
    const page = await logIn(`${world.lab.origins.code}/iframe`);
    const { length } = await world.lab.log();
    await click(page, "#renew", "#result", '"renewed": true');

    const logins = await captured.once(
      (all) => all.length === 2 && all.every(({ tokenCalls }) => tokenCalls[0]?.answer?.response),
    );
    const [renewal, login] = logins;
    const entries = await logSince(world.lab, length);
    const request = entries.find((entry) => entry.type === "authorization-request");
    const response = entries.find((entry) => entry.type === "authorization-response");
    expect(logins).toHaveLength(2);
    expect(renewal && told(renewal)).toEqual(request && response && toldBy({ request, response }));
    expect(renewal?.response?.channel).toBe("web_message");
    expect(renewal?.tokenCalls.map(({ pkce, answer }) => [pkce, answer?.provenance])).toEqual([
      ["match", provenance],
    ]);
    expect(login?.tokenCalls).toHaveLength(1);
    const relations = relationsOf(logins);
    expect(relations.get(renewal?.id ?? "")?.renews).toBe(login?.id);
    expect(relations.get(login?.id ?? "")?.renews).toBeNull();
  });

  it("auth0-spa-js with DPoP", async () => {
    const { length } = await world.lab.log();
    const page = await logIn(`${world.lab.origins.code}/dpop`);
    await click(page, "#call-api", "#result", "HTTP 200");

    const inLog = await tokenCallsInLog(length);
    const bodies = kind === "firefox";
    const logins = await captured.once(
      bodies ? complete(inLog.length, 1) : ([login]) => login?.tokenCalls.length === inLog.length,
    );
    expect(logins.map(({ client }) => client.id)).toEqual(["code-dpop"]);
    expect(logins[0] && tokenCallsOf(logins[0])).toEqual(
      bodies ? inLog : inLog.map((call) => ({ ...call, body: null })),
    );
    if (bodies) {
      expect(logins[0]?.calls.map(({ scheme, answer }) => [scheme, answer?.status])).toEqual([["DPoP", 200]]);
    }
  });

  it("a hybrid client: code and ID Token in the fragment, access token from the token endpoint", async () => {
    const { length } = await world.lab.log();
    const page = await logIn(`${world.lab.origins.hybrid}/`);
    await click(page, "#call-api", "#result", "HTTP 200");

    const logins = await captured.once(complete(1, 1));
    expect(logins.map(({ name }) => name)).toEqual([
      { flow: "Hybrid Flow", responseType: "code id_token", channel: "fragment" },
    ]);
    expect(logins[0] && tokenCallsOf(logins[0])).toEqual(await tokenCallsInLog(length));
    expect(logins[0]?.tokens.map((token) => [token.kind, token.channel])).toEqual([
      ["id_token", "fragment"],
      ["access_token", "token endpoint"],
      ["id_token", "token endpoint"],
    ]);
  });

  it("a logout belongs to the login that it ends", async () => {
    const page = await world.browser.openPage(`${world.lab.origins.app}/`);
    await waitForText(page, "#status", "logged out");
    await page.click("#login-id_token");
    await consent(page);
    await waitForText(page, "#status", "logged in");
    await page.click("#logout");
    await waitForText(page, "#status", "logged out");
    const logins = await captured.once(([one]) => one?.logouts.length === 1);
    expect(logins.map(({ logouts }) => logouts.map(({ kind: how, endpoint }) => [how, endpoint]))).toEqual([
      [["rp-initiated", `${world.lab.origins.login}/v2/logout`]],
    ]);
  });
});
