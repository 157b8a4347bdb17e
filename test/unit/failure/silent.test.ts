import type { Login } from "../../../extension/flow/login.js";
import { causesOf, diagnosedIn, diagnosisOf, remembering, seenIn } from "../../fixtures/diagnosis.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import {
  app,
  authorize,
  committed,
  loginSeen,
  message,
  page,
  redirect,
  request,
  response,
  server,
  start,
} from "../../fixtures/traffic.js";

const frame = { frameId: 7 };
const asked = (more = {}) => authorize({ prompt: "none", ...more });
const noSession = "likely: There is no session at the server, or it has ended.";
const blocked =
  "likely: The browser keeps third-party cookies from the frame, or the session's cookie says SameSite=Lax or Strict.";

/** A hidden frame that is answered with an error by a redirect; `cookiesSent` is undefined where it was not visible. */
function inFrame(
  cookiesSent: readonly string[] | undefined,
  { error = "login_required", url = asked(), at = callback } = {},
): Login {
  const target = `${at}?${encode({ error, state })}`;
  const hop = redirect(90, "1", url, target, { ...frame, ...(cookiesSent ? { cookiesSent } : {}) });
  const { cookiesSent: _, ...unseen } = hop as typeof hop & { cookiesSent?: unknown };
  return loginSeen(
    request(0, "1", url, { ...frame, initiator: app }),
    cookiesSent ? hop : (unseen as typeof hop),
    request(100, "1", target, frame),
    response(120, "1", target, frame),
    committed(130, target, frame),
  );
}

/** An earlier login at the same server, which a person saw through. */
const before = remembering(
  loginOf({
    response: `${callback}#${encode({ access_token: "kYl2mVtqS0mZ8rJx3Qd7", state })}`,
    id: "login-0",
    earlier: 600_000,
  }),
);

describe("silent-login-required (OpenID Connect Core 1.0, section 3.1.2.6)", () => {
  const id = "silent-login-required";

  it.each<
    readonly [name: string, login: Login, beside: Parameters<typeof causesOf>[2], causes: readonly string[]]
  >([
    ["cookies went along, and no login was seen before", inFrame(["sid"]), {}, [noSession]],
    ["no cookie went along, though a login had succeeded", inFrame([]), before, [blocked]],
    ["no cookie went along, at a first visit", inFrame([]), {}, []],
    ["cookies were not visible", inFrame(undefined), {}, []],
    [
      "app and server are of one site",
      inFrame([], {
        url: requestUrl({ prompt: "none", redirect_uri: "https://www.login.example/cb" }),
        at: "https://www.login.example/cb",
      }),
      {},
      [noSession],
    ],
    [
      "there is a session, and a second factor is due",
      inFrame(["sid"], { error: "interaction_required" }),
      {},
      ["likely: There is a session, and the server wants a second factor, a consent or the like."],
    ],
  ])("%s", (_, login, beside, causes) => {
    expect(causesOf(id, login, beside)).toEqual(causes);
    expect(diagnosedIn(login, beside)).toEqual([id]);
  });

  it("at a first visit this is how it should be", () => {
    expect(diagnosisOf(id, inFrame([])).tryThis[0]).toMatch(/^At a first visit this is how it should be/);
  });

  it("shows what it goes by", () => {
    const diagnosis = diagnosisOf(id, inFrame([]), before);
    expect(seenIn(diagnosis)).toEqual({
      error: "login_required",
      server,
      "page around the frame": app,
      "cookies sent": "none",
    });
    expect(diagnosis.causes[0]?.because).toEqual([
      "No cookie of the server went along, and the frame is in a page of another site.",
      "A login at this server succeeded at 2026-01-05 09:50:00 UTC.",
    ]);
    expect(diagnosis.tryThis).toEqual([expect.stringMatching(/^Renew by refresh tokens/)]);
  });

  it("tells of an answer by message as well", () => {
    const url = asked({ response_mode: "web_message" });
    const login = loginSeen(
      ...page(0, "1", url, { ...frame, initiator: app }),
      message(300, server, `${app}/`, { error: "login_required", state }),
    );
    expect(diagnosedIn(login)).toEqual([id]);
  });

  it("leaves a tab of its own, and other errors, to the rules of the errors", () => {
    const target = `${callback}?${encode({ error: "login_required", state })}`;
    const inTab = loginSeen(
      request(0, "1", asked()),
      redirect(90, "1", asked(), target),
      request(100, "1", target),
    );
    expect(diagnosedIn(inTab)).toEqual(["authorization-login_required"]);
    expect(diagnosedIn(inFrame(["sid"], { error: "consent_required" }))).toEqual([
      "authorization-consent_required",
    ]);
  });
});

describe("frame-refused", () => {
  const shown = (headers: Readonly<Record<string, string>>, url = asked(), status = 200) =>
    loginSeen(page(0, "1", url, { ...frame, initiator: app, headers, status }));

  it.each([
    ["X-Frame-Options: DENY", { "x-frame-options": "DENY" }],
    ["X-Frame-Options: SAMEORIGIN", { "x-frame-options": "SAMEORIGIN" }],
    ["frame-ancestors 'none'", { "content-security-policy": "frame-ancestors 'none'" }],
    ["frame-ancestors 'self'", { "content-security-policy": "frame-ancestors 'self'" }],
    [
      "frame-ancestors of another app",
      { "content-security-policy": "frame-ancestors https://other.example" },
    ],
    ["one of two policies", { "content-security-policy": "frame-ancestors *, frame-ancestors 'none'" }],
    [
      "a policy that goes before a lenient option",
      { "content-security-policy": "frame-ancestors 'none'", "x-frame-options": "ALLOWALL" },
    ],
  ])("%s forbids the frame", (_, headers) => {
    expect(diagnosedIn(shown(headers))).toEqual(["frame-refused"]);
  });

  it.each([
    ["neither header", {}],
    ["frame-ancestors of this app", { "content-security-policy": "frame-ancestors https://app.example" }],
    ["frame-ancestors by a wildcard", { "content-security-policy": "frame-ancestors https://*.example" }],
    ["frame-ancestors https:", { "content-security-policy": "frame-ancestors https:" }],
    [
      "a policy that goes before a strict option",
      { "content-security-policy": "frame-ancestors *", "x-frame-options": "DENY" },
    ],
  ])("%s allows it", (_, headers) => {
    expect(diagnosedIn(shown(headers))).toEqual([]);
  });

  it("says for a silent login that the server had a page to show, for another that the app frames its prompt", () => {
    const deny = { "x-frame-options": "DENY" };
    expect(causesOf("frame-refused", shown(deny))[0]).toMatch(/^likely: The server has a page to show/);
    expect(causesOf("frame-refused", shown(deny, authorize()))).toEqual([
      "likely: The app shows a login that asks the person in a frame.",
    ]);
  });

  it("leaves an error page to its own rule", () => {
    expect(diagnosedIn(shown({ "x-frame-options": "DENY" }, asked(), 403))).toEqual(["server-error-page"]);
  });

  it.each(["net::ERR_BLOCKED_BY_RESPONSE", "NS_ERROR_XFO_VIOLATION"])(
    "is likely where the browser says %s and no more",
    (error) => {
      const login = loginSeen(request(0, "1", asked(), { ...frame, initiator: app }), [
        {
          kind: "request-failed",
          at: start + 50,
          tabId: 1,
          ...frame,
          provenance: "browser",
          requestId: "1",
          url: asked(),
          error,
        },
      ]);
      const diagnosis = diagnosisOf("frame-refused", login);
      expect([diagnosis.certainty, diagnosis.against]).toEqual(["likely", ["Neither header was visible."]]);
      expect(seenIn(diagnosis).error).toBe(error);
      expect(diagnosedIn(login)).toEqual(["frame-refused"]);
    },
  );

  it("is silent where the same page is shown in a tab", () => {
    expect(
      diagnosedIn(loginSeen(page(0, "1", authorize(), { headers: { "x-frame-options": "DENY" } }))),
    ).toEqual([]);
  });
});

describe("silent-unanswered", () => {
  const waiting = loginSeen(page(0, "1", asked(), { ...frame, initiator: app }));
  const later = (ms: number) => ({ now: start + ms });

  it("says after ten seconds that no answer came, and not why", () => {
    const diagnosis = diagnosisOf("silent-unanswered", waiting, later(10_000));
    expect(diagnosis.certainty).toBe("undetermined");
    expect(seenIn(diagnosis)).toMatchObject({
      "since the request": "10 s",
      "page in the frame": `${server}/authorize`,
    });
    expect(diagnosedIn(waiting, later(9_000))).toEqual([]);
  });

  it.each([
    ["an answer came", inFrame(["sid"])],
    ["the login is not silent", loginSeen(page(0, "1", authorize(), { ...frame, initiator: app }))],
  ])("is silent where %s", (_, login) => {
    expect(diagnosedIn(login, later(60_000))).not.toContain("silent-unanswered");
  });
});
