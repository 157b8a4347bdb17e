import type { Observation } from "../../../extension/flow/observation.js";
import { tokenExchange } from "../../fixtures/exchanges.js";
import { callback, encode, loginOf, receivedAt, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, idToken, loginTime, opaqueToken } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const code = "SplxlOBeZQQYbYS6WxSbIA";

/** A code flow whose token response holds these members. */
const redeemed = (answer: object, request = {}, more: Parameters<typeof loginOf>[0]["more"] = []) =>
  loginOf({
    request: requestUrl({ response_type: "code", scope: "openid read:orders", ...request }),
    response: `${callback}?code=${code}&state=${state}`,
    more: [
      ...tokenExchange({ form: { grant_type: "authorization_code", code }, answer: { ...answer } }),
      ...more,
    ],
  });

const answered = (parameters: Parameters<typeof encode>[0]) =>
  loginOf({ response: `${callback}#${encode({ token_type: "Bearer", state, ...parameters })}` });

describe("token-lifetime-long (RFC 6750, section 5.3)", () => {
  const id = "token-lifetime-long";

  it.each([
    [{ expires_in: 3600 }, "silent"],
    [{ expires_in: 3601 }, "fired low"],
    [{ expires_in: 86_400 }, "fired low"],
    [{ expires_in: 86_400, token_type: "DPoP" }, "fired info"],
    [{}, "fired info"],
  ])("a token from the token endpoint with %j: %s", (members, summary) => {
    const login = redeemed({ access_token: opaqueToken, token_type: "Bearer", ...members });
    expect(summaryOf(id, login)).toBe(summary);
  });

  it.each([
    ["600", "silent"],
    ["3600", "silent"],
    ["3601", "fired low"],
    ["7200", "fired low"],
    ["7201", "fired medium"],
    ["86400", "fired medium"],
    [undefined, "fired info"],
    ["soon", "fired info"],
  ])("opaque token with expires_in=%s: %s", (expires_in, summary) => {
    expect(summaryOf(id, answered({ access_token: opaqueToken, expires_in }))).toBe(summary);
  });

  it.each([
    ["600", "silent"],
    ["7200", "fired info"],
    ["86400", "fired low"],
    [undefined, "fired info"],
  ])("DPoP-bound token with expires_in=%s: %s", (expires_in, summary) => {
    const login = answered({ access_token: opaqueToken, token_type: "dpop", expires_in });
    expect(summaryOf(id, login)).toBe(summary);
  });

  it.each([
    [undefined, loginTime + 86_400, "fired medium", "86400 s (exp minus iat)"],
    ["7200", loginTime + 86_400, "fired low", "7200 s (expires_in)"],
    [undefined, undefined, "fired info", "not stated"],
    [undefined, "never", "fired info", "not stated"],
  ])("JWT with expires_in=%s and exp=%s: %s", (expires_in, exp, summary, shown) => {
    const login = answered({ access_token: accessToken({ exp }), expires_in });
    expect(summaryOf(id, login)).toBe(summary);
    expect(evidenceOf(id, login)).toEqual({ "lifetime of access_token": shown });
  });

  it("is silent on a JWT that lives for five minutes", () => {
    expect(summaryOf(id, answered({ access_token: accessToken({ exp: loginTime + 300 }) }))).toBe("silent");
  });

  it("judges a token in the query and by the worst of several", () => {
    const response = `${callback}?${encode({ access_token: accessToken({ exp: loginTime + 60 }) })}&access_token=${accessToken()}`;
    expect(summaryOf(id, loginOf({ response }))).toBe("fired medium");
    expect(evidenceOf(id, loginOf({ response }))).toEqual({
      "lifetime of access_token": "60 s (exp minus iat)",
      "lifetime of access_token-2": "86400 s (exp minus iat)",
    });
  });

  it.each([
    ["an ID Token alone", { id_token: idToken() }],
    ["an error", { error: "login_required" }],
  ])("does not apply to %s", (_, parameters) => {
    expect(summaryOf(id, answered(parameters))).toBe("not-applicable");
  });

  it("does not apply to a form, whose token the server holds", () => {
    const form = encode({ access_token: opaqueToken, expires_in: "86400", state });
    expect(summaryOf(id, loginOf({ response: callback, form }))).toBe("not-applicable");
  });

  it("is undetermined for a code, whose token the token endpoint returns", () => {
    expect(verdictOf(id, loginOf({ response: `${callback}?code=abc&state=${state}` }))).toEqual({
      outcome: "undetermined",
      reason: "The token endpoint's response was not visible.",
    });
  });
});

describe("token-type-invalid (RFC 6749, section 7.1)", () => {
  const id = "token-type-invalid";
  const call = (authorization: string, at = receivedAt + 1_000): Observation => ({
    at,
    tabId: 1,
    frameId: 0,
    provenance: "browser",
    kind: "request-headers",
    resource: "script",
    requestId: "a1",
    url: "https://api.example/orders",
    method: "GET",
    initiator: "https://app.example",
    headers: [{ name: "Authorization", value: authorization }],
  });
  const inFragment = (token_type: string | undefined, more: readonly Observation[] = []) =>
    loginOf({
      response: `${callback}#${encode({ access_token: opaqueToken, token_type, expires_in: "600", state })}`,
      more,
    });

  it.each([
    ["none", inFragment(undefined), "fired medium"],
    ["empty", inFragment(""), "fired medium"],
    ["mac", inFragment("mac"), "fired medium"],
    ["bEARER", inFragment("bEARER"), "silent"],
    ["DPoP", inFragment("dpop"), "silent"],
    ["Bearer, used as such", inFragment("Bearer", [call(`bearer ${opaqueToken}`)]), "silent"],
    ["DPoP, used as Bearer", inFragment("DPoP", [call(`Bearer ${opaqueToken}`)]), "fired medium"],
    ["none at the token endpoint", redeemed({ access_token: opaqueToken }), "fired medium"],
    ["a number", redeemed({ access_token: opaqueToken, token_type: 1 }), "fired medium"],
    ["Bearer at the token endpoint", redeemed({ access_token: opaqueToken, token_type: "Bearer" }), "silent"],
    [
      "of an ID Token alone",
      loginOf({ response: `${callback}#id_token=${idToken()}&state=${state}` }),
      "not-applicable",
    ],
    ["not visible", loginOf({ response: `${callback}?code=${code}&state=${state}` }), "undetermined"],
  ])("%s: %s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("does not ask it of a token exchange", () => {
    const form = { grant_type: "urn:ietf:params:oauth:grant-type:token-exchange" };
    const exchange = tokenExchange({
      id: "t2",
      after: 2_000,
      form,
      answer: { access_token: accessToken(), token_type: "N_A" },
    });
    const login = redeemed({ access_token: opaqueToken, token_type: "Bearer" }, {}, exchange);
    expect(summaryOf(id, login)).toBe("silent");
  });

  it("shows type and scheme", () => {
    expect(evidenceOf(id, inFragment("DPoP", [call(`Bearer ${opaqueToken}`)]))).toEqual({
      "scheme used with access_token": "Bearer instead of DPoP",
    });
    expect(evidenceOf(id, redeemed({ access_token: opaqueToken, token_type: "mac" }))).toEqual({
      "token_type of access_token@1": "mac",
    });
  });
});

describe("scope-broader-than-requested (RFC 6749, section 3.3)", () => {
  const id = "scope-broader-than-requested";
  const bearer = { access_token: opaqueToken, token_type: "Bearer" };

  it.each([
    ["more than asked for", { ...bearer, scope: "openid read:orders write:orders" }, {}, "fired low"],
    [
      "more, said by the token only",
      { ...bearer, access_token: accessToken({ scope: "read:orders write:orders" }) },
      {},
      "fired medium",
    ],
    [
      "more in scp",
      { ...bearer, access_token: accessToken({ scope: undefined, scp: ["admin"] }) },
      {},
      "fired medium",
    ],
    ["less than asked for", { ...bearer, scope: "openid" }, {}, "silent"],
    ["the same in another order, twice", { ...bearer, scope: "read:orders openid openid" }, {}, "silent"],
    [
      "standard scopes as URLs",
      { ...bearer, scope: "openid https://www.googleapis.com/auth/userinfo.email" },
      { scope: "openid email" },
      "silent",
    ],
    [
      "anything, where none was asked for",
      { ...bearer, scope: "read" },
      { scope: undefined },
      "not-applicable",
    ],
    [
      "anything, where the request is hidden",
      { ...bearer, scope: "x" },
      { request_uri: "urn:x" },
      "undetermined",
    ],
  ])("%s: %s", (_, answer, request, summary) => {
    expect(summaryOf(id, redeemed(answer, request))).toBe(summary);
  });

  it("compares the front channel and refreshes, too", () => {
    const response = `${callback}#${encode({ ...bearer, scope: "openid admin", state })}`;
    expect(evidenceOf(id, loginOf({ request: requestUrl({ scope: "openid" }), response }))).toEqual({
      "not asked for, in access_token": "admin",
    });
    const refresh = tokenExchange({
      id: "t2",
      after: 3_600_000,
      form: { grant_type: "refresh_token", refresh_token: `${opaqueToken}r` },
      answer: { ...bearer, access_token: accessToken({ scope: undefined }), scope: "openid admin" },
    });
    const login = redeemed({ ...bearer, refresh_token: `${opaqueToken}r`, scope: "openid" }, {}, refresh);
    expect(evidenceOf(id, login)).toEqual({
      "not asked for, in access_token@2": "admin",
    });
  });
});
