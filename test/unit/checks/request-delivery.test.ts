import { caseOf } from "../../../extension/checks/case.js";
import { mask } from "../../../extension/mask.js";
import { serverPage } from "../../fixtures/exchanges.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { issuer, known } from "../../fixtures/server.js";
import { clientId, idToken, jwe, jws, opaqueToken } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const asking = (parameters: Parameters<typeof requestUrl>[0]) => loginOf({ request: requestUrl(parameters) });
const plainCallback = "http://app.example/callback";
const code = "SplxlOBeZQQYbYS6WxSbIA";

describe("redirect-uri-insecure (RFC 9700, section 2.6)", () => {
  const id = "redirect-uri-insecure";

  it.each([
    ["fired medium", { response_type: "code", redirect_uri: plainCallback }],
    ["fired high", { response_type: "token", redirect_uri: plainCallback }],
    ["silent", { response_type: "token", redirect_uri: "http://127.0.0.1:8123/cb" }],
    ["silent", { response_type: "code", redirect_uri: "http://localhost:3000/cb" }],
    ["silent", { response_type: "code", redirect_uri: "http://[::1]:3000/cb" }],
    ["silent", { response_type: "code", redirect_uri: "com.example.app:/callback" }],
    ["fired medium", { response_type: "code", redirect_uri: "http://localhost.example/cb" }],
    ["silent", {}],
    ["undetermined", { request_uri: "urn:x" }],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it.each([
    [
      "a code seen over HTTP",
      { response_type: "code", redirect_uri: plainCallback },
      plainCallback,
      "fired high",
    ],
    [
      "a hop upgraded to HTTPS",
      { response_type: "code", redirect_uri: plainCallback },
      callback,
      "fired low",
    ],
    ["a pushed request answered over HTTP", { request_uri: "urn:x" }, plainCallback, "fired high"],
    ["a pushed request answered over HTTPS", { request_uri: "urn:x" }, callback, "silent"],
  ])("%s: %s", (_, parameters, receivedAt, summary) => {
    const response = `${receivedAt}?code=${code}&state=${state}`;
    expect(summaryOf(id, loginOf({ request: requestUrl(parameters), response }))).toBe(summary);
  });

  it("shows scheme and host of both and what was carried", () => {
    const request = requestUrl({ response_type: "code", redirect_uri: plainCallback });
    const login = loginOf({ request, response: `${plainCallback}?code=${code}&state=${state}` });
    expect(evidenceOf(id, login)).toEqual({
      redirect_uri: "http://app.example",
      "received at": "http://app.example",
      carried: "code",
    });
  });
});

describe("redirect-uri-risky (RFC 9700, section 4.11.1)", () => {
  const id = "redirect-uri-risky";

  it.each([
    ["fired low", `${callback}?next=https://evil.example`],
    ["fired low", `${callback}?next=//evil.example/x`],
    ["fired low", `${callback}?next=https%253A%252F%252Fevil.example`],
    ["fired medium", `${callback}#/done`],
    ["silent", `${callback}?next=/home`],
    ["silent", `${callback}?next=https://app.example/home`],
    ["silent", `${callback}?state=https://evil.example`],
    ["silent", `${callback}?iss=https://login.example/`],
    ["silent", callback],
  ])("%s for %s", (summary, redirect_uri) => {
    expect(summaryOf(id, asking({ redirect_uri }))).toBe(summary);
  });

  it("knows the issuer from the metadata", () => {
    const login = asking({ redirect_uri: `${callback}?iss=https://id.example` });
    const found = { issuer: "https://login.example", how: "guessed" } as const;
    const server = { ...known({ issuer: "https://id.example" }), found };
    expect(summaryOf(id, caseOf(login, { server }))).toBe("silent");
    expect(evidenceOf(id, caseOf(login, { server: known({ issuer }) }))).toEqual({
      "query parameter iss": "https://id.example",
    });
  });

  it("does not apply without a redirect URI", () => {
    expect(summaryOf(id, asking({ redirect_uri: undefined }))).toBe("not-applicable");
  });
});

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

describe("response-mode-query-for-tokens (Multiple Response Types, section 5)", () => {
  const id = "response-mode-query-for-tokens";

  it.each([
    ["fired high", { response_type: "id_token", response_mode: "query" }],
    ["fired high", { response_type: "code token", response_mode: "query" }],
    ["silent", { response_type: "code", response_mode: "query" }],
    ["silent", { response_type: "code", response_mode: "query.jwt" }],
    ["silent", { response_type: "id_token", response_mode: "jwt" }],
    ["silent", { response_type: "id_token", response_mode: "fragment" }],
    ["undetermined", { response_type: "id_token", response_mode: "query.jwt" }],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it.each([
    [
      "signed",
      jws({ alg: "RS256" }, { iss: issuer, aud: clientId, exp: 1, id_token: idToken(), state }),
      "fired high",
    ],
    ["encrypted", jwe(), "silent"],
  ])("judges JARM by its form, %s: %s", (_, jwt, summary) => {
    const request = requestUrl({ response_type: "id_token", response_mode: "query.jwt" });
    const login = loginOf({ request, response: `${callback}?response=${jwt}` });
    expect(summaryOf(id, login)).toBe(summary);
  });
});

describe("secret-in-front-channel (RFC 6749, section 2.3.1)", () => {
  const id = "secret-in-front-channel";

  it.each([
    ["fired high", { client_secret: "s3cr3t" }],
    ["fired high", { code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" }],
    ["silent", { client_secret: "" }],
    ["silent", { code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" }],
    ["fired high", { client_secret: "s3cr3t", request_uri: "urn:x" }],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it("finds a password in the URL of a later page of the server, and none on other hosts", () => {
    const query = encode({ username: "zoe", password: "correct horse battery" });
    expect(evidenceOf(id, loginOf({ more: serverPage(`https://login.example/login?${query}`) }))).toEqual({
      password: `${mask("correct horse battery")} by GET to https://login.example/login`,
    });
    expect(summaryOf(id, loginOf({ more: serverPage(`https://other.example/login?${query}`) }))).toBe(
      "silent",
    );
  });

  it("is undetermined without a visible request", () => {
    const response = `${callback}#${encode({ access_token: opaqueToken, token_type: "Bearer", state })}`;
    expect(verdictOf(id, loginOf({ request: null, response })).outcome).toBe("undetermined");
  });
});
