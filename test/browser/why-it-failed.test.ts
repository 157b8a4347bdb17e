import type { Page } from "puppeteer-core";
import { caseOf } from "../../extension/checks/case.js";
import { diagnose } from "../../extension/failure/diagnose.js";
import type { Diagnosis } from "../../extension/failure/diagnosis.js";
import { historyOf } from "../../extension/flow/history.js";
import type { Login } from "../../extension/flow/login.js";
import type { FailureName } from "../lab/failures/failures.js";
import { browserKinds } from "./harness/launch.js";
import { Captured } from "./support/captured.js";
import { begin, closePopup, deny, finish, logOut } from "./support/failing.js";
import { authenticate, closePages, consent, waitForText } from "./support/person.js";
import { logInWithAuth0Js, startWorld, type World } from "./support/world.js";

/** What has to be told of a failure. */
interface Told {
  readonly id: string;
  /** Likely unless `seen`. */
  readonly certainty?: "likely";
  /** Certainty and words of the first cause; nothing where none can be told. */
  readonly cause?: string;
  /** Some of the evidence, by label. */
  readonly seen?: Readonly<Record<string, string>>;
}

interface Way {
  readonly name: FailureName;
  /** What the person does after the click, other than to answer prompts until it is over. */
  readonly act?: (page: Page, world: World) => Promise<unknown>;
  /**
   * Whether there is a session at the server: none, or that of an earlier login, which is still settling then, so that the
   * background does not change its listeners in the middle of a request; else neither matters.
   */
  readonly session?: "none" | "earlier login";
  readonly told: Told;
  /** What is told in Firefox where it shows more: Chromium keeps an answer from extensions that it keeps from the page. */
  readonly inFirefox?: Told;
}

const nothing = async () => {};

const noPageInFrame =
  "likely: The server has a page to show where prompt=none asks for an answer without one; often the app's origin is not registered.";

const ways: readonly Way[] = [
  {
    name: "access-denied",
    act: deny,
    told: {
      id: "authorization-access_denied",
      cause: "likely: The person cancelled or did not consent.",
      seen: { error: "access_denied" },
    },
  },
  {
    name: "no-pkce",
    told: {
      id: "authorization-invalid_request",
      cause: "likely: The server demands PKCE of this client.",
    },
  },
  {
    name: "unauthorized-client",
    told: {
      id: "authorization-invalid_request",
      cause: "likely: The client may not use response_type token.",
      seen: { error_description: "requested response_type is not allowed for this client" },
    },
  },
  {
    name: "login-required",
    session: "none",
    told: {
      id: "authorization-login_required",
      cause: "likely: There is no session at the server for this browser.",
      seen: { prompt: "none" },
    },
  },
  { name: "server-error", told: { id: "authorization-server_error", seen: { error: "server_error" } } },
  {
    name: "temporarily-unavailable",
    told: { id: "authorization-temporarily_unavailable", seen: { error: "temporarily_unavailable" } },
  },
  {
    name: "error-of-its-own",
    told: { id: "authorization-error-unregistered", seen: { error: "tenant_locked" } },
  },
  {
    name: "unknown-client",
    session: "earlier login",
    act: nothing,
    told: { id: "server-error-page", seen: { status: "400", "client_id sent": "nobody" } },
  },
  {
    name: "unregistered-redirect-uri",
    session: "earlier login",
    act: nothing,
    told: {
      id: "server-error-page",
      cause:
        "likely: The redirect URI FAILING/unregistered-redirect-uri/callback is not registered for this client.",
      seen: { status: "400", "redirect_uri sent": "FAILING/unregistered-redirect-uri/callback" },
    },
  },
  {
    name: "loop",
    session: "earlier login",
    act: nothing,
    told: { id: "login-loop", seen: { client_id: "failing", answers: "no error" } },
  },
  {
    name: "loop-by-script",
    session: "earlier login",
    told: { id: "login-loop", seen: { client_id: "failing", answers: "no error" } },
  },
  {
    name: "frame-login-required",
    session: "none",
    act: nothing,
    told: { id: "silent-login-required", seen: { error: "login_required" } },
  },
  {
    name: "frame-cookies-blocked",
    session: "earlier login",
    act: nothing,
    told: {
      id: "silent-login-required",
      cause:
        "likely: The browser keeps third-party cookies from the frame, or the session's cookie says SameSite=Lax or Strict.",
      seen: { "cookies sent": "none" },
    },
  },
  {
    name: "frame-x-frame-options",
    session: "earlier login",
    act: nothing,
    told: { id: "frame-refused", cause: noPageInFrame, seen: { "X-Frame-Options": "DENY" } },
  },
  {
    name: "frame-ancestors",
    session: "earlier login",
    act: nothing,
    told: {
      id: "frame-refused",
      cause: noPageInFrame,
      seen: { "frame-ancestors": "'self'" },
    },
  },
  {
    name: "popup-closed",
    act: (_page, world) => closePopup(world),
    told: { id: "window-closed", cause: "likely: The person closed it." },
  },
  {
    name: "other-tab",
    act: async (page) => {
      await page.waitForSelector("#mail");
      await page.click("#mail");
    },
    told: {
      id: "state-other-tab",
      cause:
        "likely: The app keeps its state in the session storage of the tab that asked, which no other tab sees.",
    },
  },
  {
    name: "other-origin",
    session: "earlier login",
    told: {
      id: "state-other-origin",
      cause:
        "likely: The app keeps its state in the storage or cookie of the first origin, which the second does not see.",
      seen: { "began on": "WWW", "came back to": "FAILING" },
    },
  },
  {
    name: "same-site-cookie",
    session: "earlier login",
    act: nothing,
    told: {
      id: "state-cookie-lost",
      cause:
        "seen: Browsers do not send a cookie with SameSite=Lax along with a form that another site posts.",
      seen: { cookie: "login", callback: "POST FAILING/same-site-cookie/callback" },
    },
  },
  {
    name: "token-cors",
    told: {
      id: "token-cors",
      certainty: "likely",
      cause:
        "likely: The server did not allow the request by CORS, in its answer or already when the browser asked ahead.",
      seen: { "asked by": "WWW" },
    },
    inFirefox: {
      id: "token-cors",
      cause: "seen: The answer does not say that pages of other origins may read it.",
      seen: { "asked by": "WWW", "Access-Control-Allow-Origin": "absent" },
    },
  },
  {
    name: "code-twice",
    told: { id: "token-invalid_grant", cause: "seen: The code was used twice, and works only once." },
  },
  {
    name: "code-expired",
    told: { id: "token-invalid_grant", cause: "likely: The code had expired." },
  },
  {
    name: "wrong-verifier",
    told: {
      id: "token-invalid_grant",
      cause: "seen: The code_verifier is not that of the code_challenge.",
    },
  },
  {
    name: "no-verifier",
    told: {
      id: "token-invalid_grant",
      cause: "seen: No code_verifier was sent, though the request had a code_challenge.",
    },
  },
  {
    name: "wrong-redirect-uri",
    told: {
      id: "token-invalid_grant",
      cause:
        "seen: The redirect URI is FAILING/loop/callback, and the authorization request's was FAILING/wrong-redirect-uri/callback.",
    },
  },
  {
    name: "no-secret",
    told: {
      id: "token-invalid_client",
      cause: "likely: The client is registered as one with a secret, and a page cannot keep one.",
      seen: { answer: "401" },
    },
  },
  {
    name: "clock-skew",
    session: "earlier login",
    told: {
      id: "clock-skew",
      cause: "likely: This computer's clock is behind.",
      seen: { app: "Its callback went on to an error page." },
    },
  },
  {
    name: "state-accepted",
    told: {
      id: "app-accepted-wrong",
      seen: { "state-mismatch": "The returned state is absent or different." },
    },
  },
  {
    name: "state-refused",
    told: {
      id: "app-refused-wrong",
      cause: "seen: The returned state is absent or different.",
      seen: { app: "Its callback went on to an error page." },
    },
  },
  {
    name: "stopped-though-right",
    told: { id: "app-stopped", seen: { app: "Its callback went on to an error page." } },
  },
  {
    name: "api-audience",
    told: { id: "api-refused", cause: "likely: The token is for another API.", seen: { status: "401" } },
  },
  {
    name: "api-scope",
    told: {
      id: "api-refused",
      cause: "seen: The token lacks the scope write:contacts.",
      seen: { status: "403" },
    },
  },
  {
    name: "api-expired",
    told: { id: "api-refused", cause: "likely: The token had expired.", seen: { status: "401" } },
  },
  {
    name: "api-cors",
    told: {
      id: "api-cors",
      certainty: "likely",
      cause:
        "likely: The server did not allow the request by CORS, in its answer or already when the browser asked ahead.",
      seen: { API: "API/contacts", "asked by": "WWW" },
    },
  },
  {
    name: "dpop-as-bearer",
    told: {
      id: "api-refused",
      cause: "seen: A token that is bound to a key was sent as Bearer.",
      seen: { status: "401" },
    },
  },
  {
    name: "dpop-without-proof",
    told: { id: "api-refused", cause: "seen: No DPoP proof was sent.", seen: { status: "400" } },
  },
];

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
