import { caseOf } from "../../extension/checks/case.js";
import { diagnose } from "../../extension/failure/diagnose.js";
import type { Diagnosis } from "../../extension/failure/diagnosis.js";
import { historyOf } from "../../extension/flow/history.js";
import type { Login } from "../../extension/flow/login.js";
import { browserKinds } from "./harness/launch.js";
import { Captured } from "./support/captured.js";
import { begin, finish, logOut } from "./support/failing.js";
import { waysToTheApp } from "./support/failures-told.js";
import { waysAfterwards } from "./support/failures-told-later.js";
import { authenticate, closePages, consent, waitForText } from "./support/person.js";
import { logInWithAuth0Js, startWorld, type World } from "./support/world.js";

const ways = [...waysToTheApp, ...waysAfterwards];

describe.each(browserKinds)("in %s", (kind) => {
  let world: World;
  let captured: Captured;

  beforeAll(async () => {
    world = await startWorld(kind);
    captured = await Captured.everywhere(world.browser);
  });
  afterEach(async () => {
    await closePages(world.browser.browser);
    await captured.clear();
  });
  afterAll(() => world?.close());

  /** What is told of the newest login, first thing first. */
  const diagnosesOf = (logins: readonly Login[]): readonly Diagnosis[] =>
    logins[0] ? diagnose(caseOf(logins[0], { history: historyOf(logins), now: Date.now() })) : [];

  it.each(ways)("$name", async ({ name, act = finish, session, ...expected }) => {
    const { api, failing, "www.failing": www } = world.lab.origins;
    const told = (kind === "firefox" && expected.inFirefox) || expected.told;
    if (session === "none") await logOut(world);
    if (session === "earlier login") await finish(await begin(world, "dpop-as-bearer"));
    const areBlocked = name === "frame-cookies-blocked";
    if (areBlocked) await world.browser.blockThirdPartyCookies(true);
    await act(await begin(world, name), world);
    await captured.once((logins) => diagnosesOf(logins)[0]?.id === told.id);
    if (areBlocked) await world.browser.blockThirdPartyCookies(false);
    await captured.settled();

    const [first] = diagnosesOf(await captured.logins());
    const shortened = (text: string) =>
      text.replaceAll(www, "WWW").replaceAll(failing, "FAILING").replaceAll(api, "API");
    const [cause] = first?.causes ?? [];
    const evidence = first?.because.map(({ label, value }) => [label, shortened(value)]) ?? [];
    expect({
      id: first?.id,
      certainty: first?.certainty,
      cause: cause && cause.certainty !== "undetermined" && shortened(`${cause.certainty}: ${cause.what}`),
      seen: Object.fromEntries(evidence),
    }).toEqual({
      id: told.id,
      certainty: told.certainty ?? "seen",
      cause: told.cause ?? (cause && false),
      seen: expect.objectContaining(told.seen ?? {}),
    });
  });

  describe("nothing is told of a login that went well:", () => {
    it("implicit", async () => {
      await logOut(world);
      const page = await logInWithAuth0Js(world, "#login-token-id_token");
      await page.click("#call-api");
      await waitForText(page, "#result", "HTTP 200");
      expect(await toldOnce(({ calls }) => calls.some(({ answer }) => answer?.status === 200))).toEqual([]);
    });

    it("code with PKCE", async () => {
      await logOut(world);
      const page = await world.browser.openPage(`${world.lab.origins.code}/stored`);
      await waitForText(page, "#status", "logged out");
      await page.click("#login");
      await authenticate(page);
      await consent(page);
      await waitForText(page, "#status", "logged in");
      expect(await toldOnce(({ tokenCalls }) => tokenCalls[0]?.answer?.status === 200)).toEqual([]);
    });

    it("form_post", async () => {
      await logOut(world);
      const page = await world.browser.openPage(`${world.lab.origins.web}/`);
      await page.click("#login");
      await authenticate(page);
      await consent(page);
      await waitForText(page, "#status", "logged in");
      expect(await toldOnce(({ response }) => response !== null)).toEqual([]);
    });

    async function toldOnce(isThere: (login: Login) => boolean): Promise<readonly string[]> {
      const [login] = await captured.once(([one]) => one !== undefined && isThere(one));
      await captured.settled();
      expect(login && isThere(login)).toBe(true);
      return diagnosesOf(await captured.logins()).map(({ id }) => id);
    }
  });
});
