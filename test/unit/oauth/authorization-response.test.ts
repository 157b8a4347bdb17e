import {
  isTokenResponse,
  parseAuthorizationResponse,
  parseNoneResponse,
  parseWebMessage,
} from "../../../extension/oauth/authorization-response.js";
import { parametersOf } from "../../../extension/oauth/parameter.js";
import { jwe, jws } from "../../fixtures/tokens.js";

const cb = "https://client.example.org/cb";
const parse = (url: string) => parseAuthorizationResponse(url, null);

/** JARM, section 2.1, example of an authorization code. */
const jarmClaims = {
  iss: "https://accounts.example.com",
  aud: "s6BhdRkqt3",
  exp: 1311281970,
  code: "PyyFaux2o7Q0YfXBU32jhw.5FXSQpvr8akv9CeRDSd0QA",
  state: "S8NJ7uqk5fY4EjNvP_G_FtyJu6pUsvH9jsYni9dMAJw",
};
const jarm = (claims: object | string = jarmClaims, alg = "RS256") => jws({ alg }, claims);

describe("parseAuthorizationResponse", () => {
  it("reads the example of OpenID Connect Core 1.0, section 3.2.2.5", () => {
    const fragment =
      "access_token=SlAV32hkKG&token_type=bearer&id_token=eyJ0.eyJ1.X&expires_in=3600&state=af0ifjsldkj";
    expect(parse(`${cb}#${fragment}`)).toEqual({
      channel: "fragment",
      receivedAt: cb,
      parameters: parametersOf(fragment),
      outer: parametersOf(fragment),
      jarm: null,
      state: "af0ifjsldkj",
      error: null,
    });
  });

  it("reads an error response (RFC 6749, section 4.1.2.1)", () => {
    expect(parse(`${cb}?error=access_denied&state=xyz`)).toMatchObject({
      channel: "query",
      receivedAt: cb,
      parameters: parametersOf("error=access_denied&state=xyz"),
      state: "xyz",
      error: "access_denied",
    });
  });

  it.each([
    ["a form", `${cb}?tenant=x`, "id_token=a.b.c&state=s", "form_post", `${cb}?tenant=x`],
    ["a form before a fragment", `${cb}#code=x`, "code=y", "form_post", cb],
    ["a fragment before a query", `${cb}?code=x#access_token=y`, null, "fragment", `${cb}?code=x`],
    ["a fragment beside a form of something else", `${cb}#code=x`, "q=y", "fragment", cb],
    ["a query", `${cb}?code=x&state=s`, null, "query", cb],
    ["a query beside a route", `${cb}?code=x#/home`, null, "query", cb],
    [
      "a query with state beside a route without",
      `${cb}?code=x&state=s#/offer?code=SUMMER`,
      null,
      "query",
      cb,
    ],
    ["a query before what Facebook appends", `${cb}?code=x&state=s#_=_`, null, "query", cb],
    ["a custom scheme", "com.example.app:/cb#code=x&state=s", null, "fragment", "com.example.app:/cb"],
  ])("reads %s", (_, url, form, channel, receivedAt) => {
    const response = parseAuthorizationResponse(url, form === null ? null : parametersOf(form));
    expect(response).toMatchObject({ channel, receivedAt });
  });

  it.each([
    [cb],
    [`${cb}#/settings`],
    [`${cb}#/code`],
    [`${cb}?state=s`],
    [`${cb}?response=eyJ0.eyJ1.X`],
    [`${cb}?id_token_hint=eyJ0.eyJ1.X`],
    [`${cb}?q=access_token%3Dx`],
  ])("finds none in %j", (url) => {
    expect(parse(url)).toBeNull();
  });

  it("finds none in a token request (RFC 6749, section 4.1.3)", () => {
    const form = parametersOf("grant_type=authorization_code&code=x&state=s");
    expect(parseAuthorizationResponse("https://as.example/token", form)).toBeNull();
  });
});

describe("hash routers", () => {
  it.each([
    ["#/callback?code=x&state=s", "#/callback"],
    ["#/code=x&state=s", "#/"],
    ["#!/code=x&state=s", "#!/"],
    ["#!/callback?code=x&state=s", "#!/callback"],
    ["#/app/callback/code=x&state=s", "#/app/callback/"],
    ["#/callback&code=x&state=s", "#/callback"],
    ["#/callback#code=x&state=s", "#/callback"],
    ["#/callback?tenant=t#code=x&state=s", "#/callback?tenant=t"],
    ["#callback#code=x&state=s", "#callback"],
    ["#callback?code=x&state=s", "#callback"],
    ["#?code=x&state=s", ""],
    ["#code=x&state=s", ""],
  ])("%s", (fragment, route) => {
    expect(parse(`https://app.example/?lang=en${fragment}`)).toEqual({
      channel: "fragment",
      receivedAt: `https://app.example/?lang=en${route}`,
      parameters: parametersOf("code=x&state=s"),
      outer: parametersOf("code=x&state=s"),
      jarm: null,
      state: "s",
      error: null,
    });
  });

  it("keep a value with a slash or a question mark whole", () => {
    expect(parse(`${cb}#state=/a/b?c&access_token=x/y`)?.parameters).toEqual(
      parametersOf("state=/a/b?c&access_token=x/y"),
    );
  });
});

describe("JARM", () => {
  it.each([
    ["query.jwt", `${cb}?tenant=t&response=${jarm()}`, null],
    ["fragment.jwt", `${cb}#response=${jarm()}`, null],
    ["form_post.jwt", cb, `response=${jarm()}`],
  ])("unwraps %s (sections 2.3.1 to 2.3.3)", (channel, url, form) => {
    const response = parseAuthorizationResponse(url, form === null ? null : parametersOf(form));
    expect(response).toMatchObject({
      channel,
      receivedAt: cb,
      state: jarmClaims.state,
      error: null,
      jarm: { jwt: jarm(), format: "signed" },
    });
    expect(response?.parameters.map(({ name, value }) => [name, value])).toEqual(
      Object.entries({ ...jarmClaims, exp: "1311281970" }),
    );
    expect(response?.outer.at(-1)).toMatchObject({ name: "response", value: jarm() });
  });

  it("unwraps an error (section 2.1)", () => {
    const response = parse(`${cb}?response=${jarm({ error: "access_denied", state: "s" })}`);
    expect(response).toMatchObject({ channel: "query.jwt", error: "access_denied", state: "s" });
  });

  it("says that it is unsigned", () => {
    expect(parse(`${cb}?response=${jarm(jarmClaims, "none")}`)?.jarm?.format).toBe("unsigned");
  });

  it("leaves what is encrypted (section 2.2)", () => {
    const response = parse(`${cb}?response=${jwe()}`);
    expect(response).toEqual({
      channel: "query.jwt",
      receivedAt: cb,
      parameters: parametersOf(`response=${jwe()}`),
      outer: parametersOf(`response=${jwe()}`),
      jarm: { jwt: jwe(), format: "encrypted" },
      state: null,
      error: null,
    });
  });

  it.each([
    ["a JWT of something else", `response=${jarm({ iss: "i", aud: "a", exp: 1 })}`],
    ["two of them", `response=${jarm()}&response=${jarm()}`],
    ["a JWT cut off", `response=${jarm().slice(0, 90)}`],
    ["four parts", `response=${jarm()}.x`],
    ["claims nested too deeply", `response=${jarm(`{"code":${"[".repeat(200)}${"]".repeat(200)}}`)}`],
  ])("finds none in %s", (_, query) => {
    expect(parse(`${cb}?${query}`)).toBeNull();
  });
});

describe("parseNoneResponse (Multiple Response Types, section 4)", () => {
  it.each([
    [`${cb}?state=s`, null, "query", cb],
    [`${cb}#/done?state=s`, null, "fragment", `${cb}#/done`],
    [cb, "state=s", "form_post", cb],
    [`${cb}?response=${jarm({ state: "s" })}`, null, "query.jwt", cb],
  ])("reads %j %j", (url, form, channel, receivedAt) => {
    const response = parseNoneResponse(url, form === null ? null : parametersOf(form));
    expect(response).toMatchObject({ channel, receivedAt, state: "s", error: null });
  });

  it.each([[cb], [`${cb}?state=`], [`${cb}?error=login_required&state=s`], [`${cb}?code=x&state=s`]])(
    "finds none in %j",
    (url) => {
      expect(parseNoneResponse(url, null)).toBeNull();
    },
  );
});

describe("parseWebMessage", () => {
  const origin = "https://login.example";
  const read = (message: unknown) => parseWebMessage(origin, JSON.stringify(message));

  it("reads what Auth0 posts", () => {
    const response = read({
      type: "authorization_response",
      response: { access_token: "a", expires_in: 7200, token_type: "Bearer", state: "s" },
    });
    const parameters = [
      { name: "access_token", value: "a", raw: "access_token=a", problem: null },
      { name: "expires_in", value: "7200", raw: "expires_in=7200", problem: null },
      { name: "token_type", value: "Bearer", raw: "token_type=Bearer", problem: null },
      { name: "state", value: "s", raw: "state=s", problem: null },
    ];
    expect(response).toEqual({
      channel: "web_message",
      receivedAt: origin,
      parameters,
      outer: parameters,
      jarm: null,
      state: "s",
      error: null,
    });
  });

  it.each([
    [
      "an error by the draft, without state",
      { type: "authorization_response", response: { error: "login_required" } },
    ],
    ["an object", { code: "x", state: "s" }],
    ["an object with null for what it has not", { code: "x", state: "s", error: null }],
    ["an object inside", { source: "auth", data: { id_token: "x", state: "s" } }],
    ["an object two levels down", { a: [{ code: "x", state: "s" }] }],
    ["an object in JSON text", JSON.stringify({ payload: { code: "x", state: "s" } })],
    ["what oidc-client posts", { source: "oidc-client", url: `${cb}?code=x&state=s`, keepOpen: false }],
    ["a URL", `${cb}#access_token=x&state=s`],
    ["a query", "?code=x&state=s"],
    ["a fragment", "#/cb?code=x&state=s"],
    ["urlencoded text", "code=x&state=s"],
    ["urlencoded text inside", { hash: "code=x&state=s" }],
  ])("reads %s", (_, message) => {
    expect(read(message)).toMatchObject({ channel: "web_message", receivedAt: origin, jarm: null });
  });

  it.each([
    ["in the draft's object", { type: "authorization_response", response: { response: jarm() } }],
    ["as the draft's response", { type: "authorization_response", response: jarm() }],
    ["in another object", { response: jarm() }],
    ["in a URL", `${cb}?response=${jarm()}`],
  ])("unwraps JARM %s", (_, message) => {
    expect(read(message)).toMatchObject({
      channel: "web_message.jwt",
      receivedAt: origin,
      state: jarmClaims.state,
      jarm: { jwt: jarm(), format: "signed" },
    });
  });

  it("leaves what is encrypted", () => {
    expect(read({ response: jwe() })).toMatchObject({
      channel: "web_message.jwt",
      state: null,
      jarm: { format: "encrypted" },
    });
  });

  it.each([
    ["no state", { code: "x" }],
    ["a number for a code", { code: 200, state: "ok" }],
    ["a number beside a response of another kind", { code: 200, state: "ok", response: "fine" }],
    ["an object for a state", { error: "x", state: {} }],
    ["a draft of another kind", { type: "authorization_request", request: { code: "x" } }],
    ["three levels", { a: { b: { c: { code: "x", state: "s" } } } }],
    ["a URL without state", `${cb}?code=x`],
    ["text", "code and state"],
    ["JSON text in JSON text twice", JSON.stringify(JSON.stringify({ code: "x", state: "s" }))],
    ["null", null],
    ["a number", 7],
  ])("finds none in %s", (_, message) => {
    expect(read(message)).toBeNull();
  });

  it.each([[""], ["{"], ["undefined"], ['{"code":"x","state":"s"']])("finds none in %j, no JSON", (data) => {
    expect(parseWebMessage(origin, data)).toBeNull();
  });
});

describe("isTokenResponse", () => {
  it.each([
    ["access_token=a&token_type=Bearer", true],
    ["access_token=a&state=s", true],
    ["access_token=a&expires_in=60", true],
    ["id_token=eyJ0.eyJ1.X", true],
    [`response=${jarm()}`, true],
    [`response=${jarm({ ...jarmClaims, exp: undefined })}`, false],
    [`response=${jarm(jarmClaims, "none")}`, false],
    [`response=${jwe()}`, false],
    ["iss=i&aud=a&exp=1&code=a", false],
    ["access_token=a", false],
    ["id_token=abc&state=s", false],
    ["code=a&state=s", false],
    ["error=x&state=s", false],
  ])("of %j is %j", (fragment, expected) => {
    const response = parse(`${cb}#${fragment}`);
    expect(response && isTokenResponse(response)).toBe(expected);
  });
});
