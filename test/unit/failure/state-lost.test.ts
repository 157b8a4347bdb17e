import type { Login } from "../../../extension/flow/login.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { causesOf, diagnosedIn, diagnosisOf, remembering, seenIn } from "../../fixtures/diagnosis.js";
import { callback, encode, loginOf, state } from "../../fixtures/login.js";
import { opaqueToken } from "../../fixtures/tokens.js";
import {
  access,
  app,
  authorize,
  code,
  codeResponse,
  committed,
  cookie,
  everywhere,
  loginSeen,
  redemption,
  redirect,
  request,
  response,
  server,
  tokenCall,
} from "../../fixtures/traffic.js";

type Cookies = Readonly<{
  set: string;
  sent?: readonly string[];
  from?: string;
  at?: string;
  status?: number;
  posted?: boolean;
}>;

/** A login by the app's server, which sets a cookie as it sends the browser to the server of the login. */
function byServer({
  set,
  sent = [],
  from = `${app}/login`,
  at = callback,
  status = 400,
  posted = false,
}: Cookies): Login {
  const asked = authorize({ redirect_uri: at, ...(posted ? { response_mode: "form_post" } : {}) });
  const target = `${at}?${encode({ code, state })}`;
  const arrival: Observation[] = posted
    ? [
        response(60, "1", asked),
        committed(65, asked),
        request(100, "2", at, { initiator: server, form: { code, state } }),
        response(120, "2", at, { method: "POST", status, cookiesSent: sent }),
      ]
    : [
        redirect(90, "1", asked, target),
        request(100, "1", target),
        response(120, "1", target, { status, cookiesSent: sent }),
      ];
  return loginSeen(
    request(0, "1", from, { initiator: app }),
    redirect(10, "1", from, asked, { setCookies: [cookie(set)] }),
    request(20, "1", asked),
    ...arrival.map((fact) => [fact]),
  );
}

describe("state-cookie-lost (RFC 9700, section 4.7.1)", () => {
  const id = "state-cookie-lost";

  it.each<readonly [name: string, cookies: Cookies, cause: string]>([
    [
      "Lax, and the answer is posted",
      { set: "txn=x; Path=/; Secure; HttpOnly; SameSite=Lax", posted: true },
      "Browsers do not send a cookie with SameSite=Lax along with a form that another site posts.",
    ],
    [
      "no SameSite, and the answer is posted",
      { set: "txn=x; Path=/; Secure", posted: true },
      "Browsers do not send a cookie with no SameSite, which is Lax, along with a form that another site posts.",
    ],
    [
      "Strict",
      { set: "txn=x; Secure; SameSite=Strict" },
      "Browsers do not send a cookie with SameSite=Strict along with a navigation that another site began.",
    ],
    [
      "None without Secure",
      { set: "txn=x; SameSite=None", posted: true },
      "Browsers refuse SameSite=None without Secure.",
    ],
    [
      "another host of the app",
      { set: "txn=x; Secure; SameSite=Lax", from: "https://www.app.example/login" },
      "The cookie belongs to www.app.example, and the callback ran at app.example.",
    ],
    ["a path", { set: "txn=x; Path=/login; Secure; SameSite=Lax" }, "The cookie is for /login only."],
    [
      "plain HTTP",
      { set: "txn=x; Secure; SameSite=Lax", at: "http://app.example/callback" },
      "A cookie with Secure does not go over plain HTTP.",
    ],
  ])("%s", (_, cookies, cause) => {
    expect(causesOf(id, byServer(cookies))).toEqual([`seen: ${cause}`]);
    expect(diagnosedIn(byServer(cookies))[0]).toBe(id);
  });

  it("shows the cookie without its value", () => {
    const diagnosis = diagnosisOf(id, byServer({ set: "txn=s3cret; Secure; SameSite=Lax", posted: true }));
    expect(seenIn(diagnosis)).toEqual({
      cookie: "txn",
      attributes: "secure; samesite=Lax",
      "set by": `${app}/login`,
      callback: `POST ${callback}`,
      app: "Its callback answered with status 400.",
    });
  });

  it("does not guess why a cookie that should have come did not", () => {
    expect(causesOf(id, byServer({ set: "txn=x; Path=/; Secure; SameSite=Lax" }))).toEqual([]);
  });

  it.each<readonly [name: string, login: Login]>([
    ["the cookie came back", byServer({ set: "txn=x; Secure; SameSite=Lax", sent: ["txn"] })],
    ["the app went on", byServer({ set: "txn=x; Secure; SameSite=Lax", status: 200 })],
  ])("is silent where %s", (_, login) => {
    expect(diagnosedIn(login)).not.toContain(id);
  });
});

describe("state-other-origin", () => {
  const id = "state-other-origin";
  const from = (origin: string, at: string, status = 400): Login => {
    const target = `${at}?${encode({ code, state })}`;
    return loginSeen(
      request(0, "1", authorize({ redirect_uri: at }), { initiator: origin }),
      redirect(90, "1", authorize({ redirect_uri: at }), target),
      request(100, "1", target),
      response(120, "1", target, { status }),
      committed(130, target),
    );
  };

  it.each([
    ["localhost and 127.0.0.1", "http://localhost:3000", "http://127.0.0.1:3000/cb"],
    ["with and without www", "https://www.app.example", callback],
    ["two ports of this machine", "http://localhost:3000", "http://localhost:3001/cb"],
  ])("is likely behind a refusal: %s", (_, origin, at) => {
    expect(causesOf(id, from(origin, at))).toEqual([
      "likely: The app keeps its state in the storage or cookie of the first origin, which the second does not see.",
    ]);
  });

  it("is so where the app asks again at once", () => {
    const login = from("https://www.app.example", callback, 200);
    const next = loginOf({ request: authorize(), id: "login-2", earlier: -5000 });
    expect(diagnosedIn(login, remembering(login, next))).toContain(id);
    const muchLater = loginOf({ request: authorize(), id: "login-2", earlier: -60_000 });
    expect(diagnosedIn(login, remembering(login, muchLater))).toEqual([]);
  });

  it.each<readonly [name: string, login: Login]>([
    ["one origin", from(app, callback)],
    ["two sites, as with a broker", from("https://shop.test", callback)],
    ["a page that was shown", from("https://www.app.example", callback, 200)],
  ])("is silent for %s", (_, login) => {
    expect(diagnosedIn(login)).not.toContain(id);
  });
});

describe("state-other-tab", () => {
  const id = "state-other-tab";
  /** The server's link in a mail opens the answer in tab 2. */
  const inTab = (tabId: number, status: number, ...more: readonly (readonly Observation[])[]) =>
    loginSeen(
      everywhere,
      request(0, "1", authorize(), { initiator: app }),
      response(80, "1", authorize()),
      committed(90, authorize()),
      request(60_000, "2", `${server}/magic?t=1`, { tabId }),
      redirect(60_100, "2", `${server}/magic?t=1`, codeResponse, { tabId }),
      request(60_110, "2", codeResponse, { tabId }),
      response(60_200, "2", codeResponse, { tabId, status }),
      committed(60_210, codeResponse, { tabId }),
      ...more,
    );

  it("is likely to have lost the state where the app refused", () => {
    expect(causesOf(id, inTab(2, 400))).toEqual([
      "likely: The app keeps its state in the session storage of the tab that asked, which no other tab sees.",
    ]);
  });

  it("is told without a cause where the app was not seen to go on", () => {
    expect(causesOf(id, inTab(2, 200))).toEqual([]);
  });

  it.each<readonly [name: string, login: Login]>([
    ["the same tab", inTab(1, 400)],
    [
      "an app that went on",
      inTab(
        2,
        200,
        tokenCall(
          60_500,
          redemption,
          { access_token: opaqueToken },
          { headers: { "Access-Control-Allow-Origin": app } },
        ),
      ),
    ],
    [
      "an app that may not be read",
      loginSeen(
        access("*://login.example/*"),
        request(0, "1", authorize()),
        committed(60_210, codeResponse, { tabId: 2 }),
      ),
    ],
  ])("is silent for %s", (_, login) => {
    expect(diagnosedIn(login)).not.toContain(id);
  });
});

describe("state-cookie-lost where what was set at the start was out of sight", () => {
  const asked = authorize({ redirect_uri: callback, response_mode: "form_post" });
  const arriving = (cookiesSent: readonly string[]) =>
    loginSeen(
      request(0, "1", `${app}/login`, { initiator: app }),
      redirect(10, "1", `${app}/login`, asked),
      request(20, "1", asked),
      response(60, "1", asked),
      request(100, "2", callback, { initiator: server, form: { code, state } }),
      response(120, "2", callback, { method: "POST", status: 400, cookiesSent }),
    );

  it("is likely where no cookie came along with a form that another site posted", () => {
    const diagnosis = diagnosisOf("state-cookie-lost", arriving([]));
    expect(diagnosis.certainty).toBe("likely");
    expect(seenIn(diagnosis)).toMatchObject({ callback: `POST ${callback}`, "cookies sent": "none" });
    expect(diagnosis.tryThis).toEqual([
      "Set this one cookie with SameSite=None; Secure, or ask for response_mode=query.",
    ]);
  });

  it("is silent where one came", () => {
    expect(diagnosedIn(arriving(["txn"]))).toEqual(["app-stopped"]);
  });
});
