import { caseOf } from "../../../extension/checks/case.js";
import { judged, makeIssuer, serverWith } from "../../fixtures/issuer.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { issuer, known } from "../../fixtures/server.js";
import { clientId, idToken, jwe, jws, loginTime } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const asked = { response_type: "id_token", response_mode: "form_post" };

function posted(form: Parameters<typeof encode>[0], parameters = {}, response = callback) {
  return loginOf({
    request: requestUrl({ ...asked, ...parameters }),
    response,
    form: encode({ id_token: idToken(), state, ...form }),
  });
}

const signer = makeIssuer();

describe("id-token-form-post-login (OAuth 2.0 Form Post Response Mode, section 2)", () => {
  const id = "id-token-form-post-login";

  it("passes what is verified as such", async () => {
    const { jwk, sign } = await signer;
    const login = posted({ id_token: await sign() });
    const theCase = await judged(login, serverWith([jwk]));
    expect(evidenceOf(id, theCase)["ID Token"]).toBe("verified");
    const { jwk: other } = await makeIssuer();
    expect(summaryOf(id, await judged(login, serverWith([other])))).toBe("silent");
  });

  it("passes a login-only ID Token that is bound to its request, its signature unverified", () => {
    expect(summaryOf(id, posted({}))).toBe("fired pass");
    expect(evidenceOf(id, posted({}))).toEqual({
      callback,
      form: "id_token, state",
      state: "equal",
      nonce: "equal",
      "ID Token": "pass, unverified: Neither the issuer's algorithms nor its key are known.",
    });
  });

  it.each([
    ["another parameter beside it", { iss: "https://login.example/", session_state: "x.y" }, {}],
    ["a list with the client as audience", { id_token: idToken({ aud: [clientId] }) }, {}],
    [
      "an expiry within the tolerated clock difference",
      { id_token: idToken({ iat: loginTime - 300, exp: loginTime - 299 }) },
      {},
    ],
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
    ["several audiences, the client among them", { id_token: idToken({ aud: [clientId, "other"] }) }, {}],
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

describe("code-pkce-response (RFC 9700, section 2.1.1)", () => {
  const id = "code-pkce-response";
  const code = "SplxlOBeZQQYbYS6WxSbIA";
  const s256 = {
    response_type: "code",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
  };
  const answered = (parameters: object = {}, request: object = {}, at = callback) =>
    loginOf({
      request: requestUrl({ ...s256, ...request }),
      response: `${at}?${encode({ code, state, ...parameters })}`,
    });

  it.each([
    ["by query", answered()],
    [
      "by form",
      loginOf({
        request: requestUrl({ ...s256, response_mode: "form_post" }),
        response: callback,
        form: encode({ code, state }),
      }),
    ],
    ["with a nonce instead of state", answered({ state: undefined }, { state: undefined })],
    [
      "over HTTP on loopback",
      answered({}, { redirect_uri: "http://127.0.0.1/cb" }, "http://127.0.0.1:51004/cb"),
    ],
  ])("passes a code %s", (_, login) => {
    expect(summaryOf(id, login)).toBe("fired pass");
  });

  it.each([
    [
      "an access token beside it",
      answered({ access_token: "kYl2mVtqS0mZ8rJx3Qd7HfWcPuB5nEa4", token_type: "Bearer" }),
    ],
    ["a refresh token beside it", answered({ refresh_token: "kYl2mVtqS0mZ8rJx3Qd7HfWcPuB5nEa4" })],
    ["no challenge", answered({}, { code_challenge: undefined })],
    ["a plain challenge", answered({}, { code_challenge_method: undefined })],
    ["another state", answered({ state: "other" })],
    ["neither state nor nonce", answered({ state: undefined }, { state: undefined, nonce: undefined })],
    ["another redirect URI", answered({}, {}, `${callback}/other`)],
    ["plain HTTP", answered({}, { redirect_uri: "http://app.example/cb" }, "http://app.example/cb")],
    [
      "the fragment",
      loginOf({ request: requestUrl(s256), response: `${callback}#${encode({ code, state })}` }),
    ],
    [
      "a hybrid flow",
      loginOf({
        request: requestUrl({ ...s256, response_type: "code id_token" }),
        response: `${callback}#${encode({ code, id_token: idToken(), state })}`,
      }),
    ],
  ])("does not pass %s", (_, login) => {
    expect(summaryOf(id, login)).toBe("silent");
  });

  it.each([
    ["equal", answered({ iss: issuer }), {}, "fired pass"],
    ["not promised by the server", answered(), {}, "fired pass"],
    ["another", answered({ iss: "https://b.example" }), {}, "silent"],
    ["promised and missing", answered(), { authorization_response_iss_parameter_supported: true }, "silent"],
  ])("an iss that is %s", (shown, login, metadata, summary) => {
    const theCase = caseOf(login, { server: known(metadata) });
    expect(summaryOf(id, theCase)).toBe(summary);
    if (summary === "fired pass") expect(evidenceOf(id, theCase).iss).toBe(shown);
  });

  it("says what it could not compare", () => {
    expect(evidenceOf(id, answered({ iss: issuer }))).toEqual({
      callback,
      channel: "query",
      code_challenge_method: "S256",
      state: "equal",
      iss: "not compared: The server's metadata was not fetched.",
    });
  });

  it.each([
    ["not-applicable", answered({ error: "access_denied", code: undefined })],
    ["undetermined", answered({}, { request_uri: "urn:x" })],
    [
      "undetermined",
      loginOf({ request: null, response: `${callback}#${encode({ id_token: idToken(), code, state })}` }),
    ],
  ])("%s", (summary, login) => {
    expect(summaryOf(id, login)).toBe(summary);
  });
});
