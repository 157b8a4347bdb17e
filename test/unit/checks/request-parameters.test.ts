import { caseOf } from "../../../extension/checks/case.js";
import { mask } from "../../../extension/mask.js";
import { serverPage, tokenExchange } from "../../fixtures/exchanges.js";
import { callback, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { known } from "../../fixtures/server.js";
import { clientId, idToken, jwe, jws, opaqueToken } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const none = undefined;
const asking = (parameters: Parameters<typeof requestUrl>[0]) => loginOf({ request: requestUrl(parameters) });

describe("required-parameter-missing (RFC 6749, section 4.1.1)", () => {
  const id = "required-parameter-missing";

  it.each([
    ["fired medium", { response_type: "" }],
    ["fired medium", { response_type: "access_token" }],
    ["fired medium", { response_type: "code none" }],
    ["fired medium", { client_id: "" }],
    ["fired low", { response_type: "code", scope: "openid", redirect_uri: none }],
    ["fired low", { response_type: "code", scope: "openid", redirect_uri: "" }],
    ["silent", { response_type: "code", scope: "read:orders", redirect_uri: none }],
    ["silent", { response_type: "none" }],
    ["silent", { response_type: "token code id_token" }],
    ["undetermined", { request_uri: "urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c" }],
    ["fired medium", { client_id: "", request: jwe() }],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it("is graver where the server was seen to refuse a request without redirect_uri", () => {
    const request = requestUrl({ response_type: "code", redirect_uri: none });
    const more = serverPage("https://login.example/error", { status: 400, passwordField: false });
    expect(summaryOf(id, loginOf({ request, more }))).toBe("fired medium");
  });

  it("takes a response type that the server registers", () => {
    const login = asking({ response_type: "token cookie" });
    const server = known({ response_types_supported: ["code", "cookie token"] });
    expect(summaryOf(id, caseOf(login, { server }))).toBe("silent");
    expect(evidenceOf(id, login)).toEqual({
      endpoint: "https://login.example/authorize",
      parameters: "client_id, response_type, redirect_uri, scope, state, nonce",
      response_type: "token cookie",
    });
  });
});

describe("duplicate-parameter (RFC 6749, section 3.1)", () => {
  const id = "duplicate-parameter";
  const code = "SplxlOBeZQQYbYS6WxSbIA";

  it.each([
    ["state twice in the response", requestUrl(), `${callback}?state=a&code=x&state=b`, "fired medium"],
    ["client_id twice", `${requestUrl()}&client_id=${clientId}`, null, "fired medium"],
    [
      "resource twice",
      `${requestUrl()}&resource=https%3A%2F%2Fa%2F&resource=https%3A%2F%2Fb%2F`,
      null,
      "silent",
    ],
    ["a vendor's parameter twice", `${requestUrl()}&utm=1&utm=2`, null, "silent"],
    ["each once", requestUrl(), `${callback}?code=${code}&state=${state}`, "silent"],
    [
      "a name that the redirect URI has itself",
      requestUrl({ redirect_uri: `${callback}?iss=1` }),
      `${callback}?iss=1&code=${code}&state=${state}&iss=2`,
      "silent",
    ],
    ["no request and nothing twice", null, `${callback}#id_token=${idToken()}`, "undetermined"],
  ])("%s: %s", (_, request, response, summary) => {
    expect(summaryOf(id, loginOf({ request, response }))).toBe(summary);
  });

  it("says where, whether the values differ, and masks them", () => {
    const response = `${callback}#id_token=${idToken()}&state=${state}&state=${state}`;
    expect(evidenceOf(id, loginOf({ request: `${requestUrl()}&nonce=other`, response }))).toEqual({
      "nonce in the authorization request": "n-0S…z3h1 (22), •••• (5): different",
      "state in the authorization response": `${mask(state)}, ${mask(state)}: equal`,
    });
  });

  it("looks at token requests", () => {
    const more = tokenExchange({ form: { grant_type: "authorization_code", code }, answer: {} }).map(
      (fact) =>
        fact.kind === "request" && fact.body?.type === "form"
          ? {
              ...fact,
              body: { type: "form" as const, fields: [...fact.body.fields, { name: "code", value: "b" }] },
            }
          : fact,
    );
    const login = loginOf({ response: `${callback}?code=${code}&state=${state}`, more });
    expect(evidenceOf(id, login)).toEqual({
      "code in the token request": `${mask(code)}, •••• (1): different`,
    });
  });
});

describe("openid-scope-missing (OpenID Connect Core 1.0, section 3.1.2.1)", () => {
  const id = "openid-scope-missing";

  it.each([
    ["fired medium", { response_type: "id_token", scope: "profile" }],
    ["fired medium", { response_type: "id_token", scope: none }],
    ["fired low", { response_type: "code", scope: "profile", nonce: "n-0S6_WzA2Mj" }],
    ["fired low", { response_type: "code", scope: "profile", nonce: none, max_age: "60" }],
    ["silent", { response_type: "id_token", scope: "openid profile" }],
    ["not-applicable", { response_type: "code", scope: "read:orders", nonce: none }],
    ["undetermined", { response_type: "id_token", scope: "profile", request_uri: "urn:x" }],
    [
      "fired medium",
      { response_type: "id_token", scope: none, request: jws({ alg: "RS256" }, { scope: "openid" }) },
    ],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it("leaves plain OAuth alone whose server ignores the nonce", () => {
    const request = requestUrl({ response_type: "code", scope: "read:orders" });
    const response = `${callback}?code=SplxlOBeZQQYbYS6WxSbIA&state=${state}`;
    const form = { grant_type: "authorization_code", code: "SplxlOBeZQQYbYS6WxSbIA" };
    const answered = (answer: object) =>
      loginOf({ request, response, more: tokenExchange({ form, answer: { ...answer } }) });
    expect(summaryOf(id, answered({ access_token: opaqueToken }))).toBe("silent");
    expect(summaryOf(id, answered({ access_token: opaqueToken, id_token: idToken() }))).toBe("fired low");
    expect(summaryOf(id, answered({ error: "invalid_scope" }))).toBe("fired low");
  });

  it("shows the scope and what asks for OpenID Connect", () => {
    expect(evidenceOf(id, asking({ response_type: "id_token", scope: "profile" }))).toEqual({
      scope: "profile",
      "asks for OpenID Connect by": "response_type, nonce",
    });
  });
});

describe("prompt-conflict (OpenID Connect Core 1.0, sections 3.1.2.1 and 11)", () => {
  const id = "prompt-conflict";

  it.each([
    ["fired low", { prompt: "none login" }],
    ["fired low", { response_type: "token", scope: "openid offline_access", prompt: "consent" }],
    ["fired info", { response_type: "code", scope: "openid offline_access" }],
    ["silent", { prompt: "login consent" }],
    ["silent", { prompt: "none" }],
    ["silent", { response_type: "code", scope: "openid offline_access", prompt: "consent" }],
    ["silent", {}],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it("is content once a refresh token is issued without consent", () => {
    const code = "SplxlOBeZQQYbYS6WxSbIA";
    const login = loginOf({
      request: requestUrl({ response_type: "code", scope: "openid offline_access" }),
      response: `${callback}?code=${code}&state=${state}`,
      more: tokenExchange({
        form: { grant_type: "authorization_code", code },
        answer: { access_token: opaqueToken, refresh_token: opaqueToken },
      }),
    });
    expect(summaryOf(id, login)).toBe("silent");
  });

  it("shows the parameters involved", () => {
    expect(evidenceOf(id, asking({ prompt: "none login" }))).toEqual({
      prompt: "none login",
      scope: "openid profile email",
      response_type: "id_token token",
    });
  });
});

describe("resource-request-invalid (RFC 8707, section 2)", () => {
  const id = "resource-request-invalid";

  it.each([
    ["fired low", { resource: "api" }],
    ["fired low", { resource: "https://api.example/#orders" }],
    ["silent", { resource: "https://api.example/" }],
    ["silent", { resource: "urn:example:orders" }],
    ["not-applicable", { resource: "" }],
    ["not-applicable", { audience: "api" }],
    ["fired low", { authorization_details: '{"type":"payment"}' }],
    ["fired low", { authorization_details: '[{"type":"payment"},{"type":1}]' }],
    ["fired low", { authorization_details: "payment" }],
    ["silent", { authorization_details: '[{"type":"payment"}]' }],
    [
      "silent",
      { request: jws({ alg: "RS256" }, { resource: ["https://a.example/", "https://b.example/"] }) },
    ],
    ["fired low", { request: jws({ alg: "RS256" }, { resource: ["https://a.example/", { toString: 1 }] }) }],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it("names the first failing element", () => {
    expect(evidenceOf(id, asking({ authorization_details: '[{"type":"payment"},{}]' }))).toEqual({
      authorization_details: 'element 2 is no object with a string "type"',
    });
    expect(evidenceOf(id, asking({ resource: "api" }))).toEqual({ resource: "not an absolute URI: api" });
  });

  it("is undetermined for a hidden request", () => {
    expect(verdictOf(id, asking({ request: jwe() }))).toEqual({
      outcome: "undetermined",
      reason: "The Request Object is encrypted.",
    });
  });
});
