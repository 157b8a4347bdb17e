import { caseOf } from "../../../extension/checks/case.js";
import { tokenExchange } from "../../fixtures/exchanges.js";
import { callback, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { known } from "../../fixtures/server.js";
import { opaqueToken } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const none = undefined;
/** RFC 7636, appendix B. */
const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const code_challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const s256 = { code_challenge, code_challenge_method: "S256" };
const code = "SplxlOBeZQQYbYS6WxSbIA";
const response = `${callback}?code=${code}&state=${state}`;
const asking = (parameters: Parameters<typeof requestUrl>[0]) =>
  loginOf({ request: requestUrl({ response_type: "code", ...parameters }) });
const redeemed = (
  parameters: Parameters<typeof requestUrl>[0],
  form: Readonly<Record<string, string>> = {},
  exchange: Partial<Parameters<typeof tokenExchange>[0]> = {},
) =>
  loginOf({
    request: requestUrl({ response_type: "code", ...parameters }),
    response,
    more: tokenExchange({
      form: { grant_type: "authorization_code", code, ...form },
      answer: { access_token: opaqueToken, token_type: "Bearer" },
      ...exchange,
    }),
  });

describe("pkce-missing (RFC 9700, section 2.1.1)", () => {
  const id = "pkce-missing";

  it.each([
    ["fired low", asking({})],
    ["fired medium", asking({ nonce: none })],
    // A nonce that no ID Token returns binds nothing.
    ["fired medium", asking({ scope: "read:orders" })],
    ["fired high", redeemed({})],
    ["fired low", redeemed({}, { client_secret: "s3cr3t" })],
    ["fired low", redeemed({}, {}, { headers: [{ name: "Authorization", value: "Basic YTpi" }] })],
    ["silent", redeemed({}, { code_verifier: verifier })],
    ["silent", asking(s256)],
    ["undetermined", asking({ request_uri: "urn:ietf:params:oauth:request_uri:x" })],
    ["not-applicable", asking({ response_type: "id_token token" })],
  ])("%s", (summary, login) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("says who redeemed the code", () => {
    expect(evidenceOf(id, redeemed({}))).toEqual({
      response_type: "code",
      nonce: "present",
      "code redeemed by": "the browser, without client authentication",
    });
    const posted = loginOf({
      request: requestUrl({ response_type: "code", response_mode: "form_post" }),
      response: callback,
      form: `code=${code}&state=${state}`,
    });
    expect(evidenceOf(id, posted)["code redeemed by"]).toBe("the client's server");
    expect(evidenceOf(id, asking({}))["code redeemed by"]).toBe("not seen");
  });
});

describe("pkce-plain (RFC 7636, section 4.2)", () => {
  const id = "pkce-plain";

  it.each([
    ["fired medium", asking({ code_challenge: verifier })],
    ["fired medium", asking({ code_challenge: verifier, code_challenge_method: "plain" })],
    ["silent", asking(s256)],
    ["not-applicable", asking({})],
    ["not-applicable", asking({ code_challenge: "" })],
  ])("%s", (summary, login) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("is graver where the server can do better", () => {
    const login = asking({ code_challenge: verifier });
    const server = known({ code_challenge_methods_supported: ["plain", "S256"] });
    expect(summaryOf(id, caseOf(login, { server }))).toBe("fired high");
    expect(evidenceOf(id, caseOf(login, { server }))).toEqual({
      code_challenge_method: "absent, so plain",
      metadata: "plain, S256",
    });
  });
});

describe("pkce-value-malformed (RFC 7636, section 4.2)", () => {
  const id = "pkce-value-malformed";

  it.each([
    ["fired medium", asking({ ...s256, code_challenge: `${code_challenge}=` })],
    ["fired medium", asking({ ...s256, code_challenge: code_challenge.slice(1) })],
    ["fired medium", asking({ ...s256, code_challenge: code_challenge.replace("-", "+") })],
    ["fired medium", asking({ code_challenge: "short" })],
    ["fired medium", asking({ code_challenge: "a".repeat(129) })],
    ["fired medium", redeemed(s256, { code_verifier: "short" })],
    ["fired medium", redeemed({ request_uri: "urn:x" }, { code_verifier: `${verifier}%` })],
    ["silent", asking(s256)],
    ["silent", asking({ code_challenge: `${"a".repeat(42)}~` })],
    ["silent", redeemed(s256, { code_verifier: verifier })],
    ["undetermined", asking({ request_uri: "urn:x" })],
    ["not-applicable", asking({ code_challenge: "" })],
  ])("%s", (summary, login) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("shows length and first illegal character, not the value", () => {
    expect(evidenceOf(id, asking({ ...s256, code_challenge: `${code_challenge}=` }))).toEqual({
      "code_challenge, S256": "44 characters, illegal character U+003D at 44",
    });
    expect(evidenceOf(id, redeemed(s256, { code_verifier: "short" }))).toEqual({
      code_verifier: "5 characters",
    });
  });
});

describe("pkce-support-not-advertised (RFC 9700, section 2.1.1)", () => {
  const id = "pkce-support-not-advertised";
  const alone = { ...s256, state: none, nonce: none };

  it.each([
    ["fired medium", alone, known()],
    ["fired medium", alone, known({ code_challenge_methods_supported: ["plain"] })],
    ["fired low", s256, known()],
    ["silent", alone, known({ code_challenge_methods_supported: ["S256"] })],
    ["not-applicable", {}, known()],
  ])("%s for %j", (summary, parameters, server) => {
    expect(summaryOf(id, caseOf(asking(parameters), { server }))).toBe(summary);
  });

  it("is undetermined without metadata", () => {
    expect(summaryOf(id, asking(alone))).toBe("undetermined");
  });

  it("is silent where the token endpoint was seen to reject a wrong verifier", () => {
    const wrong = (status: number, answer: object) =>
      redeemed(alone, { code_verifier: `${verifier}A` }, { status, answer: { ...answer } });
    const server = known();
    expect(summaryOf(id, caseOf(wrong(400, { error: "invalid_grant" }), { server }))).toBe("silent");
    expect(summaryOf(id, caseOf(wrong(200, { access_token: opaqueToken }), { server }))).toBe("fired medium");
  });

  it("shows where it looked and what it found", () => {
    const server = known({ code_challenge_methods_supported: ["plain"] });
    expect(evidenceOf(id, caseOf(asking(alone), { server }))).toEqual({
      metadata: "https://login.example/.well-known/openid-configuration",
      code_challenge_methods_supported: "plain",
      code_challenge_method: "S256",
    });
  });
});
