import { CompactEncrypt } from "jose";
import type { Page } from "puppeteer-core";
import type { KeySetRequestEntry } from "../lab/log.js";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { Inspector } from "./support/inspector.js";
import { clickOn, clickVisible, textsOf, waitForText } from "./support/person.js";
import { lastInLog, logInWithAuth0Js, startWorld, type World } from "./support/world.js";

const otherKey = JSON.stringify({
  kty: "RSA",
  n: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
  e: "AQAB",
});

describe.each(browserKinds)("the workbench in %s", (kind) => {
  let world: World;
  let page: Page;
  let token: string;
  /** How much the lab had logged before the workbench was opened. */
  let before: number;
  const keySetUrl = () => `${world.lab.origins.login}/.well-known/jwks.json`;

  /** Puts a text into a field in place of what was there: as one piece like a paste, but for the last character. */
  const paste = async (label: string, text: string) => {
    const field = `:is(textarea, input)[aria-label="${label}"]`;
    await page.waitForSelector(field);
    await page.click(field, { count: 3 });
    await page.keyboard.press("Backspace");
    await page.evaluate((pasted) => document.execCommand("insertText", false, pasted), text.slice(0, -1));
    await page.keyboard.type(text.slice(-1));
  };
  const verdict = async (words: string) => {
    await waitForText(page, "[data-verdict]", words);
    return page.$eval("[data-verdict]", (one) => (one as HTMLElement).dataset.verdict);
  };

  beforeAll(async () => {
    world = await startWorld(kind);
    await logInWithAuth0Js(world, "#login-token-id_token");
    const { parameters } = await lastInLog(world.lab, "authorization-response");
    token = parameters.find(([name]) => name === "id_token")?.[1] ?? "";
    const loggedIn = (await world.lab.log()).length;
    page = await world.browser.openPopup("popup.html?view=workbench");
    // The inspector by itself asks for the keys of the login that it would show.
    before = await until(
      async () => {
        const log = await world.lab.log();
        return log.slice(loggedIn).some(({ type }) => type === "key-set-request") && log.length;
      },
      { what: "a request for the keys of the captured login" },
    );
  });
  afterAll(() => world?.close());

  it("decodes a pasted token", async () => {
    await paste("Token, or what holds one", `Authorization: Bearer ${token}`);
    await waitForText(page, '[data-claim="iss"]', world.lab.origins.login);
    expect((await textsOf(page, ".token h2")).join()).toContain(
      "Authorization header, scheme Bearer JWT signed, alg RS256",
    );
  });

  it("verifies it with the key set of the server", async () => {
    await paste("Key set URL", keySetUrl());
    await page.keyboard.press("Enter");
    expect(await verdict("The signature fits the key.")).toBe("passed");
    expect((await textsOf(page, ".evidence")).join()).toContain("kid of the keylab-1");
  });

  it("does not verify it with another key", async () => {
    await clickVisible(page, "fieldset label:nth-of-type(2)", "Key");
    await paste("Key", otherKey);
    await clickOn(page, "Verify");
    expect(await verdict("The signature does not fit the key")).toBe("failed");
  });

  it("decrypts a JWE and shows the token within", async () => {
    const jwe = await new CompactEncrypt(new TextEncoder().encode(token))
      .setProtectedHeader({ alg: "PBES2-HS256+A128KW", enc: "A128GCM", cty: "JWT" })
      .encrypt(new TextEncoder().encode("a made-up password"));
    await paste("Token, or what holds one", jwe);
    await paste("Secret", "a made-up password");
    await clickOn(page, "Decrypt");
    expect(await verdict("Decrypted.")).toBe("opened");
    expect((await textsOf(page, ".opened .token h2")).join()).toContain(
      "inside the JWE JWT signed, alg RS256",
    );
  });

  it("keeps nothing, and sends no token anywhere", async () => {
    const [, , signature = ""] = token.split(".");
    await clickOn(page, "Workbench");
    await clickOn(page, "Workbench");
    await page.waitForSelector("textarea");
    expect(await page.$eval("textarea", (field) => field.value)).toBe("");
    const stored = await page.evaluate(async () => {
      const { storage } = (globalThis as unknown as { chrome: typeof import("webextension-polyfill") })
        .chrome;
      const web = JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
      return web + JSON.stringify(await storage.local.get(null));
    });
    expect(stored).not.toContain(signature);
    const log = await world.lab.log();
    const seen = log.slice(before);
    expect(seen.map((entry) => entry.type)).toEqual(["key-set-request"]);
    const [request] = seen;
    expect(request).toMatchObject({ method: "GET", url: keySetUrl() });
    expect(request).toMatchObject({ headers: { accept: "application/json" } });
    expect(JSON.stringify(request)).not.toContain(signature);
    expect(Object.keys((request as KeySetRequestEntry).headers)).toEqual(
      expect.not.arrayContaining(["authorization", "cookie", "referer"]),
    );
  });

  it("takes a token there from its card", async () => {
    const inspector = await Inspector.open(world.browser);
    await inspector.tokens();
    await clickOn(inspector.page, "Open in the workbench: id_token");
    await waitForText(inspector.page, ".workbench h2", "JWT signed, alg RS256");
  });
});
