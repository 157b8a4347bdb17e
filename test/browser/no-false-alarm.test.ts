import type { Page } from "puppeteer-core";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { Captured } from "./support/captured.js";
import { judge } from "./support/judged.js";
import { closePages, consent, openSession, waitForText } from "./support/person.js";
import { startWorld, type World } from "./support/world.js";

interface Client {
  readonly name: string;
  readonly start: (origins: World["lab"]["origins"]) => string;
  /** What the person clicks to log in. */
  readonly go: string;
  /** Clicked afterwards, if the client calls the API in the browser. */
  readonly call?: string;
  readonly tokenCalls: number;
  /** Whether there is an ID Token, whose signature is to be verified. */
  readonly verified: boolean;
  /** Everything that fires. */
  readonly fired: readonly string[];
}

/**
 * The vendors' libraries in their default set-up, with all that fires. What is high or medium is what the catalogue says of
 * every implicit login; that `iss` is missing is true of the server, which promises it and sends it beside no ID Token; its
 * access tokens live longer than an hour.
 */
const clients: readonly Client[] = [
  {
    name: "auth0-js, id_token token",
    start: ({ app }) => `${app}/`,
    go: "#login-token-id_token",
    call: "#call-api",
    tokenCalls: 0,
    verified: true,
    fired: [
      "access-token-in-fragment: high",
      "iss-missing: low",
      "response-type-issues-access-token: high",
      "token-lifetime-long: low",
    ],
  },
  {
    name: "auth0-js, token",
    start: ({ app }) => `${app}/`,
    go: "#login-token",
    call: "#call-api",
    tokenCalls: 0,
    verified: false,
    fired: [
      "access-token-in-fragment: high",
      "response-type-issues-access-token: high",
      "token-lifetime-long: low",
    ],
  },
  {
    name: "auth0-js, id_token",
    start: ({ app }) => `${app}/`,
    go: "#login-id_token",
    tokenCalls: 0,
    verified: true,
    fired: ["id-token-in-fragment: medium", "iss-missing: low"],
  },
  {
    name: "auth0-spa-js, code with PKCE",
    start: ({ code }) => `${code}/iframe`,
    go: "#login",
    call: "#call-api",
    tokenCalls: 1,
    verified: true,
    fired: ["code-pkce-response: pass", "token-lifetime-long: low"],
  },
  {
    name: "express-openid-connect, id_token by form_post",
    start: ({ web }) => `${web}/`,
    go: "#login",
    tokenCalls: 0,
    verified: true,
    fired: ["id-token-form-post-login: pass", "iss-missing: low"],
  },
  {
    name: "express-openid-connect, code id_token by form_post",
    start: ({ hybrid }) => `${hybrid}/server`,
    go: "#login",
    tokenCalls: 0,
    verified: true,
    fired: ["iss-missing: low"],
  },
];

describe.each(browserKinds)("no false alarm in %s", (kind) => {
  let world: World;
  let captured: Captured;

  beforeAll(async () => {
    world = await startWorld(kind);
    captured = await Captured.everywhere(world.browser);
    const page = await world.browser.openPage(`${world.lab.origins.hybrid}/any/start?response_type=code`);
    await openSession(page);
    await page.close();
  });
  beforeEach(() => captured.clear());
  afterEach(() => closePages(world.browser.browser));
  afterAll(() => world?.close());

  async function logIn({ start, go, call }: Client): Promise<void> {
    const page = await world.browser.openPage(start(world.lab.origins));
    await waitForText(page, "#status", "logged out");
    await page.click(go);
    if (await isAsked(page)) await consent(page);
    await waitForText(page, "#status", "logged in");
    if (call === undefined) return;
    await page.click(call);
    await waitForText(page, "#result", "HTTP 200");
  }

  /** Waits until the person is asked for consent, or logged in as they have given it already. */
  const isAsked = (page: Page): Promise<boolean> =>
    until(
      async () => {
        const shown = () => [
          document.querySelector("#allow") !== null,
          document.querySelector("#status")?.textContent === "logged in",
        ];
        const [asked, done] = await page.evaluate(shown).catch(() => []);
        return asked || done ? { asked: asked === true } : null;
      },
      { what: "the prompt or the login" },
    ).then(({ asked }) => asked);

  it.each(clients)("$name", async (client) => {
    await logIn(client);
    const complete = ([login]: Awaited<ReturnType<Captured["logins"]>>) =>
      login?.response !== null &&
      login?.tokenCalls.length === client.tokenCalls &&
      login.calls.length === (client.call ? 1 : 0);
    expect(await captured.once(complete)).toHaveLength(1);
    await captured.settled();
    const { fired, outcomes } = await judge(world.browser, captured);
    expect(fired).toEqual(client.fired);
    // An implicit response without ID Token has no signature that is to be verified.
    expect(outcomes.get("idt-signature-invalid")).toBe(client.verified ? "silent" : "not-applicable");
  });
});
