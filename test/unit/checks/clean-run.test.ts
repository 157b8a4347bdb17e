import { createHash } from "node:crypto";
import { caseOf } from "../../../extension/checks/case.js";
import { evaluate } from "../../../extension/checks/catalogue.js";
import type { Login } from "../../../extension/flow/login.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { issuer, known } from "../../fixtures/server.js";
import { clientId, idToken, jws, loginTime, opaqueToken } from "../../fixtures/tokens.js";
import {
  api,
  app,
  authorize,
  call,
  challenge,
  changed,
  code,
  codeResponse,
  committed,
  cookie,
  loginSeen,
  message,
  redemption,
  redirect,
  request,
  response,
  server,
  toCallback,
  tokenCall,
} from "../../fixtures/traffic.js";

type Values = Readonly<Record<string, string | undefined>>;

/** Left half of the SHA-256, as RS256 demands (OpenID Connect Core 1.0, section 3.2.2.9). */
const half = (value: string) =>
  createHash("sha256").update(value, "ascii").digest().subarray(0, 16).toString("base64url");

const token = { access_token: opaqueToken, token_type: "Bearer", expires_in: "600" };
const binding = { at_hash: half(opaqueToken), c_hash: half(code) };
const plainOAuth = { scope: "read:orders", nonce: undefined };
const fragment = (parameters: Values) => `${callback}#${encode({ ...parameters, state })}`;
const asking = (response_type: string, more: Values = {}) =>
  requestUrl({ response_type, scope: "openid", ...more });
const hybrid = (response_type: string, more: Values = {}) =>
  authorize({ response_type, scope: "openid", ...more });
const implicit = (response_type: string, parameters: Values, more: Values = {}) =>
  toCallback(fragment(parameters), asking(response_type, more));

const cleaned = changed(200, `${app}/`);
const called = call(900, `${api}/me`, { Authorization: `Bearer ${opaqueToken}` });
const answer = { ...token, expires_in: 600, id_token: idToken() };
const redeemed = tokenCall(300, redemption, answer);
const sessionCookie = { setCookies: [cookie("__Host-sid=x; Path=/; Secure; HttpOnly; SameSite=Lax")] };

/** The client's server takes the code and shows a page without it. */
const byServer = [
  request(0, "1", authorize(), { initiator: app }),
  redirect(90, "1", authorize(), codeResponse),
  request(100, "1", codeResponse),
  redirect(110, "1", codeResponse, `${app}/`, sessionCookie),
  request(111, "1", `${app}/`),
  response(140, "1", `${app}/`),
  committed(150, `${app}/`),
];

const posted = (response_type: string, parameters: Values, more: Values = {}) =>
  loginOf({
    request: asking(response_type, { response_mode: "form_post", ...more }),
    response: callback,
    form: encode({ ...parameters, state }),
  });

const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
const jarm = jws(
  { alg: "RS256", kid: "k1" },
  { iss: issuer, aud: clientId, exp: loginTime + 300, iat: loginTime, code, state },
);
const requestObject = jws({ alg: "RS256", kid: "k1" }, { aud: issuer, client_id: clientId, state });
const accessTokenFindings = ["access-token-in-fragment: high", "response-type-issues-access-token: high"];

const cases: readonly (readonly [name: string, login: Login, findings: readonly string[]])[] = [
  [
    "7.1 implicit id_token",
    loginSeen(implicit("id_token", { id_token: idToken() }), cleaned),
    ["id-token-in-fragment: low"],
  ],
  [
    "7.2 implicit token",
    loginSeen(implicit("token", token, plainOAuth), cleaned, called),
    accessTokenFindings,
  ],
  [
    "7.3 implicit id_token token",
    loginSeen(implicit("id_token token", { ...token, id_token: idToken(binding) }), cleaned, called),
    accessTokenFindings,
  ],
  [
    "7.4 hybrid code id_token",
    loginSeen(
      toCallback(fragment({ code, id_token: idToken(binding) }), hybrid("code id_token")),
      cleaned,
      redeemed,
      called,
    ),
    ["code-in-fragment: info"],
  ],
  [
    "7.5 hybrid code token",
    loginSeen(toCallback(fragment({ code, ...token }), hybrid("code token")), cleaned, redeemed, called),
    [...accessTokenFindings, "code-in-fragment: info"],
  ],
  [
    "7.6 hybrid code id_token token",
    loginSeen(
      toCallback(fragment({ code, ...token, id_token: idToken(binding) }), hybrid("code id_token token")),
      cleaned,
      redeemed,
      called,
    ),
    [...accessTokenFindings, "code-in-fragment: info"],
  ],
  ["7.7 code, redeemed by the server", loginSeen(byServer), ["code-pkce-response: pass"]],
  ["7.7 without PKCE", loginSeen(toCallback(codeResponse, asking("code"))), ["pkce-missing: low"]],
  [
    "7.8 code with PKCE, redeemed in the browser",
    loginSeen(toCallback(), cleaned, redeemed, called),
    ["code-pkce-response: pass"],
  ],
  [
    "7.9 form post of an ID Token",
    posted("id_token", { id_token: idToken() }),
    ["id-token-form-post-login: pass"],
  ],
  ["7.9 form post of a code", posted("code", { code }, pkce), ["code-pkce-response: pass"]],
  [
    "7.9 form post of an access token",
    posted("id_token token", { ...token, id_token: idToken(binding) }),
    ["access-token-in-form-post: medium", "response-type-issues-access-token: medium"],
  ],
  [
    "7.10 silent authentication by web message",
    loginSeen(
      request(0, "1", authorize({ prompt: "none", response_mode: "web_message" }), { initiator: app }),
      message(300, server, `${app}/`, { code, state }),
      tokenCall(400, redemption, answer),
    ),
    [],
  ],
  [
    "7.10 with login_required",
    loginSeen(
      request(0, "1", authorize({ prompt: "none", response_mode: "web_message" }), { initiator: app }),
      message(300, server, `${app}/`, { error: "login_required", state }),
    ),
    ["prompt-none-outcome: info"],
  ],
  [
    "7.11 JARM",
    loginSeen(toCallback(`${callback}?response=${jarm}`, authorize({ response_mode: "jwt" }))),
    ["code-pkce-response: pass"],
  ],
  [
    "7.12 pushed request",
    loginSeen(
      toCallback(
        codeResponse,
        `${server}/authorize?client_id=${clientId}&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3A6esc11ACC5bwc014ltc14eY22c`,
      ),
    ),
    [],
  ],
  [
    "7.13 Request Object",
    loginSeen(toCallback(codeResponse, authorize({ request: requestObject }))),
    ["code-pkce-response: pass"],
  ],
  [
    "7.16 response_type=none",
    loginSeen(toCallback(`${callback}?state=${state}`, asking("none", { nonce: undefined }))),
    [],
  ],
];

describe("a faultless login shows what its kind always shows, and nothing else", () => {
  const beside = { server: known({ code_challenge_methods_supported: ["S256"] }) };

  it.each(cases)("%s", (_, login, findings) => {
    const fired = evaluate(caseOf(login, beside)).flatMap(({ check, verdict }) =>
      verdict.outcome === "fired" ? [`${check.id}: ${verdict.severity}`] : [],
    );
    expect(fired.toSorted()).toEqual(findings.toSorted());
  });
});
