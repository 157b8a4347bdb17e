import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { clientId, idToken, jwe, jws, loginTime } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const id = "id-token-form-post-login";
const asked = { response_type: "id_token", response_mode: "form_post" };

function posted(form: Parameters<typeof encode>[0], parameters = {}, response = callback) {
  return loginOf({
    request: requestUrl({ ...asked, ...parameters }),
    response,
    form: encode({ id_token: idToken(), state, ...form }),
  });
}

describe("id-token-form-post-login (OAuth 2.0 Form Post Response Mode, section 2)", () => {
  it("passes a login-only ID Token that is bound to its request, its signature unverified", () => {
    expect(summaryOf(id, posted({}))).toBe("fired pass");
    expect(evidenceOf(id, posted({}))).toEqual({
      callback,
      form: "id_token, state",
      state: "equal",
      nonce: "equal",
      signature: "pass, unverified: the signature has not been checked",
    });
  });

  it.each([
    ["another parameter beside it", { iss: "https://login.example/", session_state: "x.y" }, {}],
    ["several audiences, the client among them", { id_token: idToken({ aud: [clientId, "other"] }) }, {}],
    ["an expiry within the tolerated clock difference", { id_token: idToken({ exp: loginTime - 299 }) }, {}],
  ])("passes with %s", (_, form, parameters) => {
    expect(summaryOf(id, posted(form, parameters))).toBe("fired pass");
  });

  it("passes a redirect URI that the browser completed with a slash", () => {
    const login = posted({}, { redirect_uri: "https://app.example" }, "https://app.example/");
    expect(summaryOf(id, login)).toBe("fired pass");
  });

  it.each([
    ["another nonce", { id_token: idToken({ nonce: "other" }) }, {}],
    ["no nonce in the token", { id_token: idToken({ nonce: undefined }) }, {}],
    ["no nonce in the request", {}, { nonce: undefined }],
    ["no nonce at all", { id_token: idToken({ nonce: undefined }) }, { nonce: undefined }],
    ["another state", { state: "other" }, {}],
    ["no state in the response", { state: undefined }, {}],
    ["no state at all", { state: undefined }, { state: undefined }],
    ["another redirect URI", {}, { redirect_uri: "https://app.example/callback2" }],
    ["no redirect URI", {}, { redirect_uri: undefined }],
    ["another client's token", { id_token: idToken({ aud: "other" }) }, {}],
    ["no audience", { id_token: idToken({ aud: undefined }) }, {}],
    ["an expired token", { id_token: idToken({ exp: loginTime - 300 }) }, {}],
    ["no expiry", { id_token: idToken({ exp: undefined }) }, {}],
    ["no time of issue", { id_token: idToken({ iat: undefined }) }, {}],
    ["no subject", { id_token: idToken({ sub: "" }) }, {}],
    ["no issuer", { id_token: idToken({ iss: undefined }) }, {}],
    ["an unsigned token", { id_token: idToken({}, { alg: "None" }) }, {}],
    ["a token without its signature", { id_token: idToken().replace(/[^.]*$/, "") }, {}],
    ["a broken token", { id_token: `${idToken()}=` }, {}],
    ["a token whose claims are a list", { id_token: jws({ alg: "RS256" }, "[]") }, {}],
    ["a token that is none", { id_token: "abc" }, {}],
  ])("does not pass %s", (_, form, parameters) => {
    expect(summaryOf(id, posted(form, parameters))).toBe("silent");
  });

  it("does not pass two ID Tokens", () => {
    const form = `${encode({ id_token: idToken(), state })}&${encode({ id_token: idToken() })}`;
    expect(summaryOf(id, loginOf({ request: requestUrl(asked), response: callback, form }))).toBe("silent");
  });

  it.each([
    ["with an access token", { access_token: "a1b2", token_type: "Bearer" }],
    ["with a code", { code: "abc" }],
    ["with a refresh token", { refresh_token: "a1b2" }],
    ["without an ID Token", { id_token: undefined, code: "abc" }],
    ["with an error", { error: "access_denied" }],
  ])("does not apply to a form %s", (_, form) => {
    expect(summaryOf(id, posted(form))).toBe("not-applicable");
  });

  it("does not apply to a fragment", () => {
    const response = `${callback}#${encode({ id_token: idToken(), state })}`;
    expect(summaryOf(id, loginOf({ request: requestUrl(asked), response }))).toBe("not-applicable");
  });

  it.each([
    ["The ID Token is encrypted.", requestUrl(asked), jwe()],
    ["The authorization request was not visible.", null, idToken()],
    [
      "The request's parameters are hidden behind its request_uri.",
      requestUrl({ request_uri: "urn:x" }),
      idToken(),
    ],
  ])("is undetermined: %s", (reason, request, token) => {
    const login = loginOf({ request, response: callback, form: encode({ id_token: token, state }) });
    expect(verdictOf(id, login)).toEqual({ outcome: "undetermined", reason });
  });
});
