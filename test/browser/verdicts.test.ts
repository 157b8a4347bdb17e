import type { Page } from "puppeteer-core";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { Captured } from "./support/captured.js";
import { Inspector, verificationStepsOf } from "./support/inspector.js";
import { clickOn, closePages, consent, openSession, textsOf, waitForText } from "./support/person.js";
import { startWorld, type World } from "./support/world.js";

/** A sound login by a vendor's library, and what may be said of it. */
interface Sound {
  readonly client: (origins: World["lab"]["origins"]) => string;
  readonly button: string;
  readonly idToken: string;
  readonly name: string;
  /** Severity of each finding, by its id. */
  readonly findings: Readonly<Record<string, string>>;
  readonly wayOut: "right" | "change";
}

const cases: readonly (readonly [string, Sound])[] = [
  [
    "auth0-spa-js with code and PKCE",
    {
      client: ({ code }) => `${code}/stored`,
      button: "#login",
      idToken: "id_token@1",
      name: "Authorization Code Flow with PKCE · code · query",
      // The client is told to keep its tokens in localStorage, and the server lets them live for a day.
      findings: {
        "token-in-web-storage": "high",
        "token-lifetime-long": "low",
        "refresh-token-not-rotated": "info",
      },
      wayOut: "right",
    },
  ],
  [
    "auth0-js by the Implicit Flow",
    {
      client: ({ app }) => `${app}/`,
      button: "#login-token-id_token",
      idToken: "id_token",
      name: "Implicit Flow · id_token token · fragment",
      findings: {
        "access-token-in-fragment": "high",
        "response-type-issues-access-token": "high",
        "iss-missing": "low",
        "token-lifetime-long": "low",
      },
      wayOut: "change",
    },
  ],
];

describe.each(browserKinds)("the verdict in %s", (kind) => {
  let world: World;
  let captured: Captured;

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

  /** Outcome of each step of the ID Token's verification. */
  const stepsOf = async (page: Page, idToken: string) =>
    Object.fromEntries(
      Object.entries(await verificationStepsOf(page, idToken)).map(([id, { outcome }]) => [id, outcome]),
    );

  it.each(cases)("on %s: verified against the server's keys, and no false alarm", async (_, sound) => {
    const page = await world.browser.openPage(sound.client(world.lab.origins));
    await waitForText(page, "#status", "logged out");
    await page.click(sound.button);
    await consent(page);
    await waitForText(page, "#status", "logged in");
    await captured.once(([login]) => login?.tokens.some(({ id }) => id === sound.idToken) ?? false);

    const inspector = await Inspector.open(world.browser);
    await clickOn(inspector.page, "Tokens");
    await until(async () => (await stepsOf(inspector.page, sound.idToken)).signature === "passed", {
      what: "the ID Token's signature to be verified",
    });
    const steps = await stepsOf(inspector.page, sound.idToken);
    const failing = Object.entries(steps).filter(([, outcome]) => outcome === "failed");
    expect(failing).toEqual([]);
    expect(steps).toMatchObject({ iss: "passed", aud: "passed", nonce: "passed", exp: "passed" });
    const keys = await textsOf(inspector.page, '[aria-label="Keys"]');
    expect(keys.join()).toContain(`2 keys of ${world.lab.origins.login}/, fetched`);

    const faults = async () =>
      Object.fromEntries(
        Object.entries(await inspector.findings())
          .map(([id, text]) => [id, text.split(" ")[0]])
          .filter(([, severity]) => severity !== "pass"),
      );
    // What lies in the client's storage is looked for when the tokens are on show.
    const count = Object.keys(sound.findings).length;
    await until(async () => Object.keys(await faults()).length >= count, {
      what: "the findings",
      everyMs: 200,
    }).catch(() => undefined);
    expect(await faults()).toEqual(sound.findings);
    expect(
      await inspector.page.evaluate(
        () => document.querySelector<HTMLElement>(".way-out")?.dataset.state ?? "",
      ),
    ).toBe(sound.wayOut);
    const [line = ""] = await textsOf(inspector.page, ".verdict-line");
    expect(await inspector.heading()).toContain(sound.name);
    expect(line).toMatch(/^Not safe: .* · \d+ passed( · \d+ undetermined)?$/);
    expect(await textsOf(inspector.page, ".why-line")).toEqual([]);
    await inspector.page.close();
  });
});
