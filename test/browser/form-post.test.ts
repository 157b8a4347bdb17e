import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { Inspector } from "./support/inspector.js";
import { authenticate, consent, textsOf, waitForText } from "./support/person.js";
import { allowAllSites, lastInLog, startWorld, type World } from "./support/world.js";

const sound = "id-token-form-post-login";

describe.each(browserKinds)("a login with express-openid-connect in %s", (kind) => {
  let world: World;
  let inspector: Inspector;

  beforeAll(async () => {
    world = await startWorld(kind);
    await allowAllSites(world.browser);
    const page = await world.browser.openPage(`${world.lab.origins.web}/`);
    await page.click("#login");
    await authenticate(page);
    await consent(page);
    await waitForText(page, "#status", "logged in");
    inspector = await Inspector.open(world.browser);
  });
  afterAll(() => world?.close());

  it("is one flow, named by what it is", async () => {
    expect(await inspector.heading()).toContain("Implicit Flow · id_token · form_post");
    expect(await inspector.logins()).toBe(1);
  });

  it("shows the steps: no access token, so no call", async () => {
    const steps = await inspector.steps();
    expect(steps.map(({ status }) => status)).toEqual([
      "seen",
      "seen",
      "seen",
      "seen",
      "seen",
      "not-seen",
      "not-seen",
    ]);
    expect(steps[1]?.text).toContain("redirected (302) from");
    expect(steps[1]?.text).toContain("response_mode form_post");
    expect(steps[4]?.text).toContain("by form_post to");
    expect(steps[5]?.text).toContain("No access token came back");
  });

  it("equals, parameter by parameter, what the server received and sent", async () => {
    const request = await lastInLog(world.lab, "authorization-request");
    const response = await lastInLog(world.lab, "authorization-response");
    expect(await inspector.parameters("Request")).toEqual(request.parameters);
    expect(await inspector.parameters("Response")).toEqual(response.parameters);
  });

  it("is found sound, once the signature is verified with the keys of the server", async () => {
    await until(async () => /ID Token:?\s*verified/.test((await inspector.findings())[sound] ?? ""), {
      what: "the signature to be verified",
    });
    // That `iss` is missing is true of the server, which promises it and sends it beside no ID Token.
    const findings = await inspector.findings();
    expect(Object.keys(findings).sort()).toEqual([sound, "iss-missing"]);
    expect(findings[sound]).toMatch(/^pass /);
    expect(findings["iss-missing"]).toMatch(/^low /);
    expect(await inspector.header()).not.toMatch(/high|medium/);
  });

  it("decodes the ID Token", async () => {
    expect((await inspector.tokens()).id_token).toContain("ada@example.org");
  });

  it("holds nothing of what was typed into the login form", async () => {
    const stored = await inspector.page.evaluate(async () => {
      const { storage } = (globalThis as unknown as { chrome: typeof import("webextension-polyfill") })
        .chrome;
      return JSON.stringify([await storage.session.get(null), await storage.local.get(null)]);
    });
    expect(stored).toContain("id_token");
    expect(stored).not.toContain("made-up password");
  });

  it("puts no token into the title of the page", async () => {
    expect(await inspector.page.title()).toBe("Token Inspector");
    expect(await textsOf(inspector.page, "h1")).toHaveLength(1);
  });
});
