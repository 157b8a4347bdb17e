import { caseOf } from "../../../extension/checks/case.js";
import { callback, loginOf, requestUrl } from "../../fixtures/login.js";
import { known } from "../../fixtures/server.js";
import { accessToken, idToken, jwe, jws, nonce, opaqueToken } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const none = undefined;
const asking = (parameters: Parameters<typeof requestUrl>[0]) => loginOf({ request: requestUrl(parameters) });
const challenge = {
  code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  code_challenge_method: "S256",
};

describe("state-missing (RFC 6749, section 10.12)", () => {
  const id = "state-missing";

  it.each([
    ["fired high", { response_type: "code", scope: none, state: none, nonce: none }],
    ["fired high", { response_type: "id_token", state: "", nonce: "" }],
    ["fired low", { response_type: "id_token", state: none }],
    ["fired low", { response_type: "code", state: none }],
    // A nonce without an ID Token and a challenge without a code tie nothing.
    ["fired high", { response_type: "token", state: none }],
    ["fired high", { response_type: "code", scope: "read:orders", state: none }],
    ["fired high", { response_type: "token", state: none, ...challenge }],
    ["silent", {}],
    ["silent", { response_type: "code", nonce: none }],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it.each([
    ["says so", known({ code_challenge_methods_supported: ["S256"] }), "fired info", "present"],
    ["says nothing of it", known(), "fired high", "present, but the server is not known to support it"],
  ])("counts PKCE where the server %s (RFC 9700, section 2.1)", (_, server, summary, shown) => {
    const login = asking({ response_type: "code", state: none, nonce: none, ...challenge });
    expect(summaryOf(id, caseOf(login, { server }))).toBe(summary);
    expect(evidenceOf(id, caseOf(login, { server })).code_challenge).toBe(shown);
  });

  it("does not count PKCE where nothing is known of the server", () => {
    expect(summaryOf(id, asking({ response_type: "code", state: none, nonce: none, ...challenge }))).toBe(
      "fired high",
    );
    expect(summaryOf(id, asking({ response_type: "code", state: none, ...challenge }))).toBe("fired low");
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

describe("state-readable-data (RFC 9700, section 4.7.1)", () => {
  const id = "state-readable-data";
  const encoded = (text: string) => Buffer.from(text).toString("base64url");

  it.each([
    ["a foreign URL in base64url JSON", "eyJyIjoiaHR0cHM6Ly9ldmlsLmV4YW1wbGUifQ", "fired medium"],
    ["a foreign URL as it is", "https://evil.example/inbox", "fired medium"],
    [
      "a foreign URL encoded twice",
      encodeURIComponent(encodeURIComponent("https://evil.example")),
      "fired medium",
    ],
    ["a foreign URL with escaped slashes", encoded('{"r":"https:\\/\\/evil.example"}'), "fired medium"],
    ["an access token", `r.${accessToken()}`, "fired high"],
    ["an ID Token in JSON", encoded(JSON.stringify({ t: idToken() })), "fired high"],
    ["an e-mail address", encoded('{"u":"zoe@app.example"}'), "fired low"],
    ["a phone number", "+33123456789", "fired low"],
    ["a return path", encoded('{"r":"/inbox?page=2"}'), "silent"],
    ["a URL of the client", encoded('{"r":"https://app.example/inbox"}'), "silent"],
    ["a URL of the server", encoded('{"iss":"https://login.example/"}'), "silent"],
    ["43 random characters", "kPq7Zr1Lm9Xw4Tn6Vb3Yc8Hd2Jf5Gs0Aa7Qe1Ru4Iy", "silent"],
    ["a foreign URL in a signed state", jws({ alg: "RS256" }, { r: "https://evil.example" }), "silent"],
    [
      "a foreign URL in an unsigned state",
      jws({ alg: "none" }, { r: "https://evil.example" }).replace(/[^.]+$/, ""),
      "fired medium",
    ],
    ["an e-mail address in a signed state", jws({ alg: "RS256" }, { u: "zoe@app.example" }), "fired low"],
    ["an encrypted state", jwe(), "silent"],
  ])("%s: %s", (_, state, summary) => {
    expect(summaryOf(id, asking({ state }))).toBe(summary);
  });

  it("knows the tokens of this very login, whatever their form", () => {
    const state = `x:${opaqueToken}`;
    const response = `${callback}#access_token=${opaqueToken}&token_type=Bearer&state=${state}`;
    const login = loginOf({ request: requestUrl({ state }), response });
    expect(evidenceOf(id, login)).toEqual({ content: "a token or code", position: "character 3" });
  });

  it("names kind and position, never the content", () => {
    expect(evidenceOf(id, asking({ state: "eyJyIjoiaHR0cHM6Ly9ldmlsLmV4YW1wbGUifQ" }))).toEqual({
      content: "a URL of another origin",
      position: "character 7 after base64url decoding",
    });
  });

  it("does not apply without state", () => {
    expect(summaryOf(id, asking({ state: none }))).toBe("not-applicable");
  });

  it("reads a hostile state of a megabyte in passing", () => {
    const request = requestUrl({ state: "eyJ.".repeat(250_000), nonce });
    expect(summaryOf(id, loginOf({ request }))).toBe("silent");
  });
});
