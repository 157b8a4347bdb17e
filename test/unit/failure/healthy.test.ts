import { createHash } from "node:crypto";
import { caseOf } from "../../../extension/checks/case.js";
import { verdictLineOf } from "../../../extension/checks/verdict-line.js";
import { diagnose, failureRules } from "../../../extension/failure/diagnose.js";
import { answerOf } from "../../../extension/failure/diagnosis.js";
import { historyOf } from "../../../extension/flow/history.js";
import type { Login } from "../../../extension/flow/login.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import { wayOutOf } from "../../../extension/way-out.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { known } from "../../fixtures/server.js";
import { accessToken, idToken, opaqueToken } from "../../fixtures/tokens.js";
import {
  access,
  api,
  app,
  authorize,
  call,
  changed,
  closed,
  code,
  codeResponse,
  committed,
  cookie,
  left,
  loginSeen,
  message,
  page,
  redemption,
  redirect,
  request,
  response,
  server,
  toCallback,
  tokenCall,
} from "../../fixtures/traffic.js";
import { formPostFlow, hiddenFlow, hostileFlow, oddTokensFlow } from "../../fixtures/ui-logins.js";

const cors = { "Access-Control-Allow-Origin": app };
const answer = { access_token: accessToken(), token_type: "Bearer", expires_in: 3600, id_token: idToken() };
const redeemed = tokenCall(300, redemption, answer, { headers: cors });
const bearer = { Authorization: `Bearer ${accessToken()}` };
const fragment = (parameters: Readonly<Record<string, string>>) =>
  `${callback}#${encode({ ...parameters, state })}`;
/** Left half of the SHA-256, as RS256 demands (OpenID Connect Core 1.0, section 3.2.2.9). */
const at_hash = createHash("sha256")
  .update(accessToken(), "ascii")
  .digest()
  .subarray(0, 16)
  .toString("base64url");
const tokens = { access_token: accessToken(), token_type: "Bearer", id_token: idToken({ at_hash }) };
const sid = { setCookies: [cookie("__Host-sid=x; Path=/; Secure; HttpOnly; SameSite=Lax")] };

/** A hidden frame in a page of the app. */
const framed = { frameId: 7, initiator: app };

const healthy: readonly (readonly [name: string, login: Login])[] = [
  [
    "implicit, with API calls",
    loginSeen(
      toCallback(fragment(tokens), requestUrl()),
      changed(200, `${app}/`),
      call(900, `${api}/me`, bearer, { headers: cors }),
    ),
  ],
  [
    "implicit, with a person at the prompt",
    loginSeen(
      request(0, "1", requestUrl(), { initiator: app }),
      redirect(20, "1", requestUrl(), `${server}/u/login`),
      request(30, "1", `${server}/u/login`),
      response(80, "1", `${server}/u/login`),
      committed(90, `${server}/u/login`),
      left(4000, `${server}/u/login`, true),
      request(4010, "2", `${server}/u/login`, { initiator: server, form: { username: "a", password: "b" } }),
      redirect(4300, "2", `${server}/u/login`, fragment(tokens), { status: 303 }),
      request(4310, "2", fragment(tokens)),
      response(4400, "2", fragment(tokens)),
      committed(4410, fragment(tokens)),
    ),
  ],
  ["implicit, without any access", readLogin(hiddenFlow)],
  ["form post, without any access", readLogin(formPostFlow)],
  [
    "form post of an ID Token",
    loginOf({
      request: requestUrl({ response_type: "id_token", response_mode: "form_post" }),
      response: callback,
      form: encode({ id_token: idToken(), state }),
    }),
  ],
  [
    "code with PKCE in the browser",
    loginSeen(toCallback(), redeemed, call(900, `${api}/me`, bearer, { headers: cors })),
  ],
  [
    "code with PKCE, its token request seen by the browser alone",
    loginSeen(toCallback(), tokenCall(300, redemption, null, { headers: cors })),
  ],
  [
    "code redeemed by the server",
    loginSeen(
      request(0, "1", authorize(), { initiator: app }),
      redirect(90, "1", authorize(), codeResponse),
      request(100, "1", codeResponse),
      redirect(110, "1", codeResponse, `${app}/`, sid),
      request(111, "1", `${app}/`),
      response(140, "1", `${app}/`, { cookiesSent: ["__Host-sid"] }),
      committed(150, `${app}/`),
    ),
  ],
  [
    "code with a cookie for its state, which came back",
    loginSeen(
      request(0, "1", `${app}/login`, { initiator: app }),
      redirect(10, "1", `${app}/login`, authorize(), { setCookies: [cookie("txn=x; Secure; SameSite=Lax")] }),
      request(20, "1", authorize()),
      redirect(90, "1", authorize(), codeResponse),
      request(100, "1", codeResponse),
      redirect(110, "1", codeResponse, `${app}/`, { ...sid, cookiesSent: ["txn"] }),
      request(111, "1", `${app}/`),
      response(140, "1", `${app}/`, { cookiesSent: ["__Host-sid"] }),
      committed(150, `${app}/`),
    ),
  ],
  [
    "a refresh after the access token expired, and the call repeated",
    loginSeen(
      toCallback(),
      tokenCall(300, redemption, { ...answer, refresh_token: "v1.first-refresh-token" }, { headers: cors }),
      call(900, `${api}/me`, bearer, {
        status: 401,
        headers: { ...cors, "WWW-Authenticate": 'Bearer error="invalid_token"' },
      }),
      tokenCall(
        1000,
        { grant_type: "refresh_token", refresh_token: "v1.first-refresh-token", client_id: "Bq3kTz0vYw8" },
        { ...answer, access_token: opaqueToken },
        { headers: cors },
      ),
      call(1200, `${api}/me`, { Authorization: `Bearer ${opaqueToken}` }, { headers: cors }),
    ),
  ],
  [
    "DPoP that is told its nonce",
    loginSeen(
      toCallback(),
      tokenCall(300, redemption, { error: "use_dpop_nonce" }, { status: 400, headers: cors }),
      tokenCall(400, redemption, answer, { headers: cors }),
    ),
  ],
  [
    "silent, by web message",
    loginSeen(
      request(0, "1", authorize({ prompt: "none", response_mode: "web_message" }), framed),
      response(80, "1", authorize({ prompt: "none", response_mode: "web_message" }), { frameId: 7 }),
      committed(90, authorize({ prompt: "none", response_mode: "web_message" }), { frameId: 7 }),
      message(300, server, `${app}/`, { code, state }),
      redeemed,
    ),
  ],
  [
    "a pop-up that closes after its answer",
    loginSeen(toCallback(), closed(400), tokenCall(500, redemption, answer, { headers: cors })),
  ],
  [
    "a pop-up of which the answer was not visible",
    loginSeen(
      access(),
      committed(0, authorize({ response_mode: "web_message" })),
      committed(500, `${server}/u/login`),
      closed(9000),
    ),
  ],
  [
    "one that still waits for the person",
    loginSeen(
      request(0, "1", authorize(), { initiator: app }),
      redirect(90, "1", authorize(), `${server}/u/login`),
      request(100, "1", `${server}/u/login`),
      response(120, "1", `${server}/u/login`),
      committed(130, `${server}/u/login`),
    ),
  ],
  [
    "one whose person mistyped the password, which the server answers with 400",
    loginSeen(
      request(0, "1", authorize(), { initiator: app }),
      redirect(90, "1", authorize(), `${server}/u/login`),
      request(100, "1", `${server}/u/login`),
      response(120, "1", `${server}/u/login`),
      committed(130, `${server}/u/login`),
      request(5000, "2", `${server}/u/login`, { initiator: server, form: { username: "a", password: "b" } }),
      response(5100, "2", `${server}/u/login`, { status: 400, method: "POST" }),
      committed(5110, `${server}/u/login`),
    ),
  ],
  [
    "response_type=none",
    loginSeen(toCallback(`${callback}?state=${state}`, requestUrl({ response_type: "none" }))),
  ],
  ["a logged-in person's page of the app", loginSeen(toCallback(), page(500, "2", `${app}/inbox`), redeemed)],
];

describe("a login that went well, or goes on, gets no line", () => {
  it.each(healthy)("%s", (_, login) => {
    expect(diagnose(caseOf(login))).toEqual([]);
    expect(
      diagnose(caseOf(login, { now: login.startedAt + 3_600_000, history: historyOf([login]) })),
    ).toEqual([]);
  });
});

it("has one name for each rule, a sentence as its title, and cites where it stands", () => {
  expect(new Set(failureRules.map(({ id }) => id)).size).toBe(failureRules.length);
  for (const { title, citations } of failureRules) {
    expect(title).toMatch(/^[A-Z].*[.]$/);
    expect(citations.length).toBeGreaterThan(0);
    for (const { label, url } of citations)
      expect([label, url]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/^https:\/\/\S+$/)]);
  }
});

describe("what strangers send", () => {
  const long = 'a="'.repeat(20_000);
  const far = { ...cors, Date: "Sat, 13 Sep 275760 00:00:00 GMT" };
  const claims = { iat: 8.64e12, exp: 8.64e12, aud: [1, null], scope: { a: 1 }, scp: [null], cnf: "x" };
  const odd = accessToken(claims);
  const oddTokens = { access_token: odd, id_token: idToken(claims), token_type: "DPoP" };
  const refusal = {
    status: 401,
    headers: { ...far, "WWW-Authenticate": `Bearer error="constructor", ${long}` },
  };

  it.each<readonly [name: string, login: Login]>([
    ["markup and broken encodings", readLogin(hostileFlow)],
    ["tokens that are none", readLogin(oddTokensFlow)],
    [
      "an error named like a property",
      loginSeen(toCallback(`${callback}?error=__proto__&error_description=%E0%A4&state=${state}`)),
    ],
    [
      "times at the end of all time, and headers without end",
      loginSeen(
        toCallback(),
        tokenCall(300, redemption, oddTokens, { headers: far }),
        call(900, `${api}/me`, { Authorization: `Bearer ${odd}` }, refusal),
      ),
    ],
    [
      "a policy without end in a frame",
      loginSeen(
        page(0, "1", authorize({ prompt: "none" }), {
          ...framed,
          headers: { "content-security-policy": `frame-ancestors ${long}` },
        }),
      ),
    ],
    [
      "a redirect URI and a Request Object that are none",
      loginOf({ request: requestUrl({ redirect_uri: "\ud800:[", request: "eyJ", exp: "9e99" }) }),
    ],
  ])("makes nothing throw: %s", (_, login) => {
    const theCase = caseOf(login, {
      server: known({ response_types_supported: [1, {}], token_endpoint: 7 }),
      history: historyOf([login, login]),
    });
    expect(() => [
      diagnose(theCase).map(answerOf),
      wayOutOf(theCase),
      verdictLineOf(login, []),
    ]).not.toThrow();
  });
});
