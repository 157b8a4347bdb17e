import { browserKinds } from "./harness/launch.js";
import { badgesFrom } from "./support/badges.js";
import { Inspector } from "./support/inspector.js";
import {
  allowAllSites,
  callApi,
  lastInLog,
  logInWithAuth0Js,
  startWorld,
  type World,
} from "./support/world.js";

interface Expected {
  readonly name: string;
  readonly tokens: readonly string[];
  /** Severity by id. */
  readonly findings: Readonly<Record<string, string>>;
  readonly statuses: readonly string[];
}

const seen = "seen";
const cases: readonly (readonly [button: string, expected: Expected])[] = [
  [
    "#login-token",
    {
      name: "Implicit Flow · token · fragment",
      tokens: ["access_token"],
      findings: {
        "access-token-in-fragment": "high",
        "response-type-issues-access-token": "high",
        "token-lifetime-long": "low",
      },
      statuses: [seen, seen, seen, seen, seen, seen, seen],
    },
  ],
  [
    "#login-id_token",
    {
      name: "Implicit Flow · id_token · fragment",
      tokens: ["id_token"],
      findings: { "id-token-in-fragment": "medium", "iss-missing": "low" },
      statuses: [seen, seen, seen, seen, seen, "not-seen", "not-seen"],
    },
  ],
  [
    "#login-token-id_token",
    {
      name: "Implicit Flow · id_token token · fragment",
      tokens: ["access_token", "id_token"],
      findings: {
        "access-token-in-fragment": "high",
        "iss-missing": "low",
        "response-type-issues-access-token": "high",
        "token-lifetime-long": "low",
      },
      statuses: [seen, seen, seen, seen, seen, seen, seen],
    },
  ],
];

describe.each(browserKinds)("a login with auth0-js in %s", (kind) => {
  describe.each(cases)("by %s", (button, expected) => {
    let world: World;
    let inspector: Inspector;

    beforeAll(async () => {
      world = await startWorld(kind);
      await allowAllSites(world.browser);
      const page = await logInWithAuth0Js(world, button);
      if (expected.tokens.includes("access_token")) await callApi(page);
      inspector = await Inspector.open(world.browser);
    });
    afterAll(() => world?.close());

    it("is one flow, named by what it is, with client, server, time and duration", async () => {
      const { app, login } = world.lab.origins;
      expect(await inspector.heading()).toContain(expected.name);
      const header = await inspector.header();
      expect(header).toContain(new URL(app).host);
      expect(header).toContain(new URL(login).host);
      expect(header).toMatch(/\d\d:\d\d:\d\d.* · [\d.]+ m?s/);
      expect(await inspector.logins()).toBe(1);
    });

    it("shows the seven steps, each with what was seen of it", async () => {
      const steps = await inspector.steps();
      expect(steps.map(({ status }) => status)).toEqual(expected.statuses);
      const { host } = new URL(world.lab.origins.login);
      expect(steps[0]?.text).toContain("The person clicks Log in");
      expect(steps[1]?.text).toContain(`GET ${host}/authorize`);
      expect(steps[1]?.text).toContain("response_mode fragment (default, not sent)");
      expect(steps[2]?.text).toContain(`${host}/u/login/`);
      expect(steps[3]?.text).toMatch(
        /password field, “Log in” clicked, form sent.*“Allow” clicked, form sent/,
      );
      expect(steps[4]?.text).toContain(`by fragment to ${new URL(world.lab.origins.app).host}/callback`);
      for (const { status, text } of steps) {
        if (status === "seen") expect(text).toMatch(/\+\d+\.\d\d s.*\d\d:\d\d:\d\d/);
      }
    });

    it("equals, parameter by parameter, what the server received and sent", async () => {
      const request = await lastInLog(world.lab, "authorization-request");
      const response = await lastInLog(world.lab, "authorization-response");
      expect(await inspector.parameters("Request")).toEqual(request.parameters);
      expect(await inspector.parameters("Response")).toEqual(response.parameters);
    });

    it("explains standard parameters and marks unknown ones", async () => {
      const meanings = await inspector.meanings("Request");
      expect(meanings.redirect_uri).toMatch(/\w+ \w+/);
      expect(meanings.auth0Client).toBe("not a standard parameter");
      expect(meanings.response_mode).toMatch(/\w+ \w+/);
    });

    it("decodes the tokens", async () => {
      const tokens = await inspector.tokens();
      expect(Object.keys(tokens).sort()).toEqual(expected.tokens);
      for (const text of Object.values(tokens)) {
        expect(text).toContain("JWT signed, alg RS256");
        expect(text).toContain("Verified");
        expect(text).toMatch(/\d+ (min|h)( \d+ (s|min))? left/);
      }
      if (tokens.access_token) expect(tokens.access_token).toContain("at+jwt");
      if (tokens.id_token) expect(tokens.id_token).toContain("ada@example.org");
    });

    it("flags what is risky, with evidence, citation and remedy", async () => {
      const findings = await inspector.findings();
      expect(Object.keys(findings).sort()).toEqual(Object.keys(expected.findings));
      for (const [id, text] of Object.entries(findings)) {
        expect(text).toContain(`${expected.findings[id]} `);
        expect(text).toContain("Do:");
        expect(text).toMatch(/RFC|OIDC|OpenID/);
      }
      const links = await inspector.page.evaluate(() =>
        [...document.querySelectorAll<HTMLAnchorElement>(".citations a")].map(({ href, rel }) => [
          new URL(href).protocol,
          rel,
        ]),
      );
      expect(new Set(links.map(String))).toEqual(new Set(["https:,noreferrer"]));
    });

    it("has the calls that the API logged", async () => {
      const logged = (await world.lab.log()).filter((entry) => entry.type === "api-call");
      expect(await inspector.calls()).toEqual(
        logged.map(({ method, url, status }) => [method, url, String(status), "access_token"]),
      );
    });

    it("counts the findings of medium or above on the badge of the tab", async () => {
      const count = Object.values(expected.findings).filter((severity) => severity !== "low").length;
      expect(await badgesFrom(inspector.page)).toEqual(count > 0 ? [String(count)] : []);
    });
  });
});
