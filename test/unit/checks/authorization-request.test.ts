import { callback, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { clientId, jwe, jws, nonce } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const none = undefined;
const asking = (parameters: Parameters<typeof requestUrl>[0]) => loginOf({ request: requestUrl(parameters) });

describe("response-type-issues-access-token (RFC 9700, section 2.1.2)", () => {
  const id = "response-type-issues-access-token";

  it.each([
    ["fired high", { response_type: "token" }],
    ["fired high", { response_type: "id_token token" }],
    ["fired high", { response_type: "token id_token", response_mode: "fragment" }],
    ["fired high", { response_type: "token", response_mode: "form_post" }],
    ["fired high", { response_type: "code token", response_mode: "form_post" }],
    ["fired medium", { response_type: "id_token token", response_mode: "form_post" }],
    ["fired medium", { response_type: "token code id_token", response_mode: "form_post" }],
    ["silent", { response_type: "code id_token" }],
    ["silent", { response_type: "id_token" }],
    ["silent", { response_type: "code" }],
    ["silent", { response_type: "access_token" }],
    ["silent", { response_type: "" }],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it("shows what was asked for", () => {
    expect(evidenceOf(id, asking({ response_type: "token id_token" }))).toEqual({
      response_type: "id_token token",
      response_mode: "fragment (default)",
      client_id: clientId,
    });
  });
});

describe("state-missing (RFC 6749, section 10.12)", () => {
  const id = "state-missing";
  const challenge = {
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
  };

  it.each([
    ["fired high", { response_type: "code", scope: none, state: none, nonce: none }],
    ["fired high", { response_type: "id_token", state: "", nonce: "" }],
    ["fired low", { response_type: "id_token", state: none }],
    ["fired low", { response_type: "code", state: none }],
    ["fired info", { response_type: "code", state: none, nonce: none, ...challenge }],
    ["fired info", { response_type: "code", state: none, ...challenge }],
    // A nonce without an ID Token and a challenge without a code tie nothing.
    ["fired high", { response_type: "token", state: none }],
    ["fired high", { response_type: "code", scope: "read:orders", state: none }],
    ["fired high", { response_type: "token", state: none, ...challenge }],
    ["silent", {}],
    ["silent", { response_type: "code", nonce: none }],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it("shows what is there instead, and no values", () => {
    expect(evidenceOf(id, asking({ response_type: "token", state: "", ...challenge }))).toEqual({
      state: "empty",
      nonce: "present, but no ID Token returns it",
      code_challenge: "present, but no code is bound to it",
    });
    expect(evidenceOf(id, asking({ response_type: "code", state: none }))).toEqual({
      state: "absent",
      nonce: "present",
      code_challenge: "absent",
    });
  });
});

describe("nonce-missing (OpenID Connect Core 1.0, section 3.2.2.1)", () => {
  const id = "nonce-missing";

  it.each([
    ["fired high", { response_type: "id_token", nonce: none }],
    ["fired high", { response_type: "id_token token", nonce: "" }],
    ["fired high", { response_type: "code id_token", nonce: none }],
    ["fired info", { response_type: "code", scope: "openid", nonce: none }],
    ["fired info", { response_type: "code token", scope: "openid", nonce: none }],
    ["silent", { response_type: "id_token" }],
    ["silent", { response_type: "code", scope: "openid" }],
    ["not-applicable", { response_type: "code", scope: "read:orders", nonce: none }],
    ["not-applicable", { response_type: "code", scope: none, nonce: none }],
    ["not-applicable", { response_type: "token", scope: "openid", nonce: none }],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it("shows the names of what was sent", () => {
    expect(evidenceOf(id, asking({ response_type: "id_token", nonce: none }))).toEqual({
      response_type: "id_token",
      nonce: "absent",
      parameters: "client_id, response_type, redirect_uri, scope, state",
    });
  });
});

describe("a request that is not visible leaves its checks undetermined", () => {
  const ids = ["response-type-issues-access-token", "state-missing", "nonce-missing"];
  const cases: [string, string | null, string][] = [
    ["no request", null, "The authorization request was not visible."],
    [
      "a pushed request (RFC 9126, section 4)",
      requestUrl({
        request_uri: "urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c",
        state: none,
        nonce: none,
      }),
      "The request's parameters are hidden behind its request_uri.",
    ],
    [
      "an encrypted Request Object (RFC 9101, section 4)",
      requestUrl({ request: jwe(), state: none, nonce: none }),
      "The Request Object is encrypted.",
    ],
    [
      "a broken Request Object",
      requestUrl({ request: "eyJ", state: none }),
      "The Request Object cannot be read.",
    ],
    [
      "a Request Object without claims",
      requestUrl({ request: jws({ alg: "RS256" }, "[]") }),
      "The Request Object cannot be read.",
    ],
  ];

  it.each(cases.flatMap(([what, request, reason]) => ids.map((id) => [what, id, request, reason] as const)))(
    "%s: %s",
    (_, id, request, reason) => {
      const login = loginOf({
        request,
        response: `${callback}#access_token=a&token_type=Bearer&state=${state}`,
      });
      expect(verdictOf(id, login)).toEqual({ outcome: "undetermined", reason });
    },
  );
});

describe("a readable Request Object counts over the parameters beside it (OpenID Connect Core 1.0, section 6.1)", () => {
  const withObject = (claims: object) =>
    asking({ response_type: "code", state: none, nonce: none, request: jws({ alg: "RS256" }, claims) });

  it.each([
    ["response-type-issues-access-token", { response_type: "token" }, "fired high"],
    ["response-type-issues-access-token", { max_age: 600 }, "silent"],
    ["state-missing", { state: "inside" }, "silent"],
    ["state-missing", { claims: { id_token: { acr: null } } }, "fired high"],
    ["nonce-missing", { nonce }, "silent"],
    ["nonce-missing", { response_type: "code id_token" }, "fired high"],
    ["nonce-missing", { nonce: "\ud800" }, "silent"],
  ])("%s with %j: %s", (id, claims, summary) => {
    expect(summaryOf(id, withObject(claims))).toBe(summary);
  });

  it("takes an empty request or request_uri for none", () => {
    expect(summaryOf("state-missing", asking({ request: "", request_uri: "" }))).toBe("silent");
  });
});
