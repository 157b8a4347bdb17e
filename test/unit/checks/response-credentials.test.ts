import { readLogin } from "../../../extension/flow/read-login.js";
import { mask } from "../../../extension/mask.js";
import { access as accessTo, assembled, authorize, inTab } from "../../fixtures/browsing.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, idToken, jwe, jws, opaqueToken } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const access = accessToken();
const inFragment = (parameters: Parameters<typeof encode>[0]) => `${callback}#${encode(parameters)}`;
const inQuery = (parameters: Parameters<typeof encode>[0]) => `${callback}?${encode(parameters)}`;
const success = { access_token: access, token_type: "Bearer", expires_in: "7200", state };

describe("without a visible response, its checks are undetermined", () => {
  it.each([
    ["access-token-in-fragment"],
    ["token-in-query"],
    ["access-token-in-form-post"],
    ["id-token-in-fragment"],
    ["id-token-form-post-login"],
    ["code-in-fragment"],
    ["code-pkce-response"],
    ["response-mode-mismatch"],
    ["unexpected-credential-in-response"],
    ["refresh-token-in-front-channel"],
    ["state-mismatch"],
    ["unsolicited-response"],
    ["response-at-other-uri"],
    ["iss-mismatch"],
    ["iss-missing"],
    ["mix-up-undefended"],
    ["error-response-invalid"],
    ["token-type-invalid"],
    ["token-lifetime-long"],
    ["response-replayed"],
    ["scope-broader-than-requested"],
  ])("%s", (id) => {
    expect(verdictOf(id, loginOf({}))).toEqual({
      outcome: "undetermined",
      reason: "No authorization response was visible.",
    });
  });
});

describe("access-token-in-fragment (RFC 9700, section 4.3.2)", () => {
  const id = "access-token-in-fragment";

  it.each([
    ["the usual response", inFragment(success), requestUrl(), "fired high"],
    ["the usual response without a visible request", inFragment(success), null, "fired high"],
    ["a token alone after a request", inFragment({ access_token: opaqueToken }), requestUrl(), "fired high"],
    ["a token with token_type", inFragment({ access_token: "a", token_type: "Bearer" }), null, "fired high"],
    ["a token with expires_in", inFragment({ access_token: "a", expires_in: "60" }), null, "fired high"],
    ["a route with a parameter of that name", inFragment({ access_token: "a", tab: "x" }), null, "silent"],
    ["an ID Token alone", inFragment({ id_token: idToken(), state }), requestUrl(), "silent"],
    ["a code", inFragment({ code: "abc", state }), requestUrl(), "silent"],
    ["a token in the query", inQuery(success), requestUrl(), "silent"],
    ["an empty token", inFragment({ access_token: "", token_type: "Bearer" }), requestUrl(), "silent"],
    ["an error response", inFragment({ error: "login_required", state }), requestUrl(), "not-applicable"],
  ])("%s: %s", (_, response, request, summary) => {
    expect(summaryOf(id, loginOf({ request, response }))).toBe(summary);
  });

  it("is silent on a form post", () => {
    expect(summaryOf(id, loginOf({ response: callback, form: encode(success) }))).toBe("silent");
  });

  it("shows the callback without values and the token masked", () => {
    const response = `${callback}?return=%2Fsecret#${encode(success)}`;
    expect(evidenceOf(id, loginOf({ response }))).toEqual({
      callback,
      access_token: mask(access),
      token_type: "Bearer",
      expires_in: "7200",
    });
  });
});

describe("token-in-query (Multiple Response Types, section 5)", () => {
  const id = "token-in-query";

  it.each([
    ["an ID Token", inQuery({ id_token: idToken(), state }), "fired high"],
    ["an access token", inQuery(success), "fired high"],
    ["a refresh token beside a code", inQuery({ code: "abc", refresh_token: opaqueToken }), "fired high"],
    ["a token beside a fragment response", `${callback}?access_token=a1b2#error=server_error`, "fired high"],
    ["a code", inQuery({ code: "abc", state }), "silent"],
    ["an error", inQuery({ error: "access_denied", state }), "silent"],
    ["an ID Token hint", inQuery({ code: "abc", id_token_hint: idToken() }), "silent"],
    ["an empty ID Token", inQuery({ id_token: "", state }), "silent"],
    ["tokens in the fragment", inFragment({ ...success, id_token: idToken() }), "silent"],
  ])("%s: %s", (_, response, summary) => {
    expect(summaryOf(id, loginOf({ response }))).toBe(summary);
  });

  it("shows path, names and masked values", () => {
    const response = inQuery({ id_token: idToken(), access_token: opaqueToken, state });
    expect(evidenceOf(id, loginOf({ response }))).toEqual({
      callback,
      id_token: mask(idToken()),
      access_token: mask(opaqueToken),
    });
  });
});

describe("id-token-in-fragment (OpenID Connect Core 1.0, section 3.2.2.5)", () => {
  const id = "id-token-in-fragment";
  const request = requestUrl({ response_type: "id_token" });
  const withToken = (token: string) => loginOf({ request, response: inFragment({ id_token: token, state }) });

  it.each([
    ["nothing personal", idToken(), "fired low"],
    ["an e-mail address", idToken({ email: "zoe@app.example", email_verified: true }), "fired medium"],
    ["a phone number", idToken({ phone_number: "+33 1 00 00 00 00" }), "fired medium"],
    ["a private claim", idToken({ "https://app.example/role": "admin" }), "fired low"],
    ["encryption", jwe(), "fired low"],
    ["a broken payload", idToken().slice(0, 120), "fired low"],
    ["another nonce", idToken({ nonce: "other" }), "not-applicable"],
    ["another nonce in other letter case", idToken({ nonce: "N-0S6_WzA2MjVtkXfQz3h1" }), "not-applicable"],
    ["a nonce that is no string", idToken({ nonce: 1 }), "not-applicable"],
    ["no nonce", idToken({ nonce: undefined }), "not-applicable"],
  ])("with %s: %s", (_, token, summary) => {
    expect(summaryOf(id, withToken(token))).toBe(summary);
  });

  it.each([
    ["beside an access token", inFragment({ ...success, id_token: idToken() }), "not-applicable"],
    ["beside a code", inFragment({ code: "SplxlOBeZQQYbYS6WxSbIA", id_token: idToken() }), "not-applicable"],
    ["an error response", inFragment({ error: "login_required", state }), "not-applicable"],
    ["a code", inFragment({ code: "abc", state }), "silent"],
    ["in the query", inQuery({ id_token: idToken(), state }), "silent"],
  ])("%s: %s", (_, response, summary) => {
    expect(summaryOf(id, loginOf({ request, response }))).toBe(summary);
  });

  it("is silent on a form post", () => {
    const form = encode({ id_token: idToken(), state });
    expect(summaryOf(id, loginOf({ request, response: callback, form }))).toBe("silent");
  });

  it.each([
    [
      "fired low",
      "not sent",
      requestUrl({ response_type: "id_token", nonce: undefined }),
      { nonce: undefined },
    ],
    [
      "not-applicable",
      "not sent but returned",
      requestUrl({ response_type: "id_token", nonce: undefined }),
      {},
    ],
    ["fired low", "not comparable", null, {}],
  ])("%s with a nonce %s", (summary, _, asked, claims) => {
    const response = inFragment({ id_token: idToken(claims), state });
    expect(summaryOf(id, loginOf({ request: asked, response }))).toBe(summary);
  });

  it("names personal claims and shows no values", () => {
    const token = idToken({ email: "zoe@app.example", name: "Zoë" });
    expect(evidenceOf(id, withToken(token))).toEqual({
      callback,
      id_token: mask(token),
      claims: "iss, sub, aud, iat, exp, nonce, email, name",
      "personal claims": "email, name",
      nonce: "equal",
    });
    expect(evidenceOf(id, withToken(jwe()))).toMatchObject({
      claims: "not readable",
      "personal claims": "not readable",
      nonce: "not compared",
    });
  });
});

describe("refresh-token-in-front-channel (RFC 6749, section 4.2.2)", () => {
  const id = "refresh-token-in-front-channel";
  const withRefreshToken = { ...success, refresh_token: opaqueToken };

  it.each([
    ["in the fragment", inFragment(withRefreshToken), undefined, "fired high"],
    ["in the query", inQuery({ code: "abc", refresh_token: opaqueToken }), undefined, "fired high"],
    ["in a form", callback, encode(withRefreshToken), "fired high"],
    ["absent", inFragment(success), undefined, "silent"],
    ["empty", inFragment({ ...success, refresh_token: "" }), undefined, "silent"],
    ["named otherwise", inFragment({ ...success, refresh_token_expires_in: "60" }), undefined, "silent"],
  ])("%s: %s", (_, response, form, summary) => {
    expect(summaryOf(id, loginOf({ response, ...(form === undefined ? {} : { form }) }))).toBe(summary);
  });

  it("shows channel and masked token", () => {
    expect(evidenceOf(id, loginOf({ response: inFragment(withRefreshToken) }))).toEqual({
      callback,
      channel: "fragment",
      refresh_token: mask(opaqueToken),
    });
  });
});

describe("access-token-in-form-post (OAuth 2.0 Form Post Response Mode, section 4)", () => {
  const id = "access-token-in-form-post";
  const request = requestUrl({ response_mode: "form_post" });
  const posted = (form: Parameters<typeof encode>[0], initiator?: string) =>
    loginOf({
      request,
      response: callback,
      form: encode(form),
      ...(initiator === undefined ? {} : { initiator }),
    });

  it.each([
    ["from the server's page", posted(success), "fired medium"],
    ["from a page that is not known", posted(success, ""), "fired medium"],
    ["from the client's own page", posted(success, "https://app.example"), "not-applicable"],
    ["of a code", posted({ code: "abc", state }), "silent"],
    ["in the fragment instead", loginOf({ request, response: inFragment(success) }), "silent"],
  ])("a post %s: %s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("shows names, initiator and the token masked", () => {
    expect(evidenceOf(id, posted(success))).toEqual({
      form: "access_token, token_type, expires_in, state",
      "posted by": "https://login.example",
      access_token: mask(access),
    });
  });
});

describe("code-in-fragment (OpenID Connect Core 1.0, section 3.3.2.5)", () => {
  const id = "code-in-fragment";
  const code = "SplxlOBeZQQYbYS6WxSbIA";
  const asked = (response_type: string) => requestUrl({ response_type });

  it.each([
    ["a code flow", asked("code"), { code, state }, "fired low"],
    ["a hybrid flow", asked("code id_token"), { code, id_token: idToken(), state }, "fired info"],
    ["a hybrid flow that lacks its token", asked("code token"), { code, state }, "fired info"],
    ["a request that was not seen", null, { id_token: idToken(), code, state }, "fired info"],
    ["an error", asked("code"), { error: "access_denied", state }, "not-applicable"],
    ["no code", asked("id_token"), { id_token: idToken(), state }, "silent"],
  ])("%s: %s", (_, request, parameters, summary) => {
    expect(summaryOf(id, loginOf({ request, response: inFragment(parameters) }))).toBe(summary);
  });

  it("is silent on a code in the query", () => {
    expect(summaryOf(id, loginOf({ request: asked("code"), response: inQuery({ code, state }) }))).toBe(
      "silent",
    );
  });

  it("shows type, mode and the code masked", () => {
    const request = requestUrl({ response_type: "code", response_mode: "fragment" });
    expect(evidenceOf(id, loginOf({ request, response: inFragment({ code, state }) }))).toEqual({
      response_type: "code",
      response_mode: "fragment",
      code: mask(code),
    });
  });
});

describe("a response in a JWT (JARM, section 2)", () => {
  const wrapped = (parameters: object) =>
    jws({ alg: "RS256" }, { iss: "https://login.example/", aud: "x", exp: 1, ...parameters });
  const by = (mark: string, jwt: string) => loginOf({ response: `${callback}${mark}response=${jwt}` });

  it.each([
    ["access-token-in-fragment", by("#", wrapped(success)), "fired high"],
    ["token-in-query", by("?", wrapped(success)), "fired high"],
    ["id-token-in-fragment", by("#", wrapped({ id_token: idToken(), state })), "not-applicable"],
    ["access-token-in-fragment", by("#", jwe()), "undetermined"],
    ["token-in-query", by("?", jwe()), "undetermined"],
    ["code-in-fragment", by("#", wrapped({ code: "SplxlOBeZQQYbYS6WxSbIA", state })), "fired info"],
  ])("%s: %s", (id, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });
});

describe("refresh-token-in-front-channel, by a message between windows", () => {
  const tab = inTab(1);
  const message = (origin: string) => {
    const { flows } = assembled([
      accessTo("*://*/*"),
      tab.started(0, authorize("s-1", "&response_mode=web_message&prompt=none")),
      tab.message(300, origin, { refresh_token: opaqueToken, code: "SplxlOBeZQQYbYS6WxSbIA", state: "s-1" }),
    ]);
    const [flow] = flows;
    if (!flow) throw new Error("The fixture makes no flow.");
    return readLogin(flow);
  };

  it.each([
    ["of the server", "https://login.example", "fired high"],
    ["of the client's own frame", "https://app.example", "not-applicable"],
  ])("%s: %s", (_, origin, summary) => {
    expect(summaryOf("refresh-token-in-front-channel", message(origin))).toBe(summary);
  });
});

describe("no evidence holds a secret or a personal value", () => {
  it("shows no token, state or claim value in full", () => {
    const token = idToken({ email: "zoe@app.example", name: "Zoë" });
    const messages = [
      {
        request: requestUrl({ response_type: "id_token" }),
        response: inFragment({ id_token: token, state }),
      },
      { response: inFragment({ ...success, id_token: token, refresh_token: opaqueToken }) },
      { response: inQuery({ ...success, id_token: token }) },
      {
        request: requestUrl({ response_type: "id_token" }),
        response: callback,
        form: encode({ id_token: token, state }),
      },
    ];
    const ids = [
      "access-token-in-fragment",
      "token-in-query",
      "id-token-in-fragment",
      "id-token-form-post-login",
      "refresh-token-in-front-channel",
      "token-lifetime-long",
    ];
    const shown = messages.flatMap((message) => ids.map((id) => evidenceOf(id, loginOf(message))));
    const text = JSON.stringify(shown);
    expect(shown.filter((evidence) => Object.keys(evidence).length > 0).length).toBe(7);
    for (const secret of [token, access, opaqueToken, state, "zoe@app.example", "Zoë", "auth0|"]) {
      expect(text).not.toContain(secret);
    }
  });
});
