import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { Inspector } from "./support/inspector.js";
import { clickOn, textsOf } from "./support/person.js";
import { callApi, logInAgainWithAuth0Js, logInWithAuth0Js, startWorld, type World } from "./support/world.js";

describe.each(browserKinds)("a login without site access in %s", (kind) => {
  let world: World;
  let inspector: Inspector;

  beforeAll(async () => {
    world = await startWorld(kind);
    await callApi(await logInWithAuth0Js(world, "#login-token-id_token"));
    inspector = await Inspector.open(world.browser);
  });
  afterAll(() => world?.close());

  it("shows request, prompt, response and tokens, and says what it could not see", async () => {
    expect((await inspector.steps()).map(({ status }) => status)).toEqual([
      "not-visible",
      "seen",
      "seen",
      "seen",
      "seen",
      "not-visible",
      "not-visible",
    ]);
    expect(
      (await inspector.steps()).filter(({ status }) => status === "not-visible").map(({ text }) => text),
    ).toEqual([
      expect.stringContaining("not visible without access"),
      expect.stringContaining("not visible without access"),
      expect.stringContaining("not visible without access"),
    ]);
    expect(Object.keys(await inspector.tokens()).sort()).toEqual(["access_token", "id_token"]);
  });

  it("shows everything of the next login after one click for these sites", async () => {
    await world.browser.grantAccessPrompts();
    await inspector.steps();
    await clickOn(inspector.page, "Allow for these sites");
    await until(() => inspector.page.evaluate(() => document.body.textContent.includes("log in again")), {
      what: "the hint to log in again",
    });
    await callApi(await logInAgainWithAuth0Js(world, "#login-token-id_token"));
    const next = await Inspector.open(world.browser);
    expect((await next.steps()).map(({ status }) => status)).toEqual([
      "seen",
      "seen",
      "not-seen",
      "not-seen",
      "seen",
      "seen",
      "seen",
    ]);
    expect((await next.steps())[2]?.text).toContain("The server answered at once, without showing a page.");
    expect((await textsOf(next.page, "body")).join()).toContain("API calls to sites other than");
  });
});
