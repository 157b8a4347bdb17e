import {
  normaliseResponseType,
  parseAuthorizationRequest,
} from "../../../extension/oauth/authorization-request.js";
import { parametersOf } from "../../../extension/oauth/parameter.js";
import { jwe, jws } from "../../fixtures/tokens.js";

const parse = (url: string, patterns?: readonly string[]) =>
  parseAuthorizationRequest(url, "GET", null, patterns);
const namesOf = (parameters: readonly { name: string }[] | undefined) => parameters?.map(({ name }) => name);

/** RFC 9101, section 4: the claims of the example, with the members that a Request Object must not hold. */
const claims = {
  iss: "s6BhdRkqt3",
  aud: "https://server.example.com",
  response_type: "code id_token",
  client_id: "s6BhdRkqt3",
  redirect_uri: "https://client.example.org/cb",
  scope: "openid",
  state: "af0ifjsldkj",
  nonce: "n-0S6_WzA2Mj",
  max_age: 86400,
};

describe("parseAuthorizationRequest", () => {
  it("reads the example of OpenID Connect Core 1.0, section 3.2.2.1", () => {
    const query =
      "response_type=id_token%20token&client_id=s6BhdRkqt3&redirect_uri=https%3A%2F%2Fclient.example.org%2Fcb" +
      "&scope=openid%20profile&state=af0ifjsldkj&nonce=n-0S6_WzA2Mj";
    expect(parse(`https://server.example.com/authorize?${query}`)).toEqual({
      endpoint: "https://server.example.com/authorize",
      method: "GET",
      parameters: parametersOf(query),
      effective: parametersOf(query),
      requestObject: "none",
      requestUri: null,
      hidden: false,
      clientId: "s6BhdRkqt3",
      redirectUri: "https://client.example.org/cb",
      state: "af0ifjsldkj",
      nonce: "n-0S6_WzA2Mj",
      responseTypes: ["id_token", "token"],
      scope: ["openid", "profile"],
      prompt: [],
      responseMode: { value: "fragment", source: "default", resolved: "fragment" },
      codeChallenge: null,
      codeChallengeMethod: null,
    });
  });

  it("reads a request sent by POST, its form after its query (OpenID Connect Core 1.0, section 3.1.2.1)", () => {
    const form = parametersOf("client_id=b&response_type=code&response_mode=form_post");
    expect(parseAuthorizationRequest("https://as.example/auth?tenant=x", "POST", form)).toMatchObject({
      endpoint: "https://as.example/auth",
      method: "POST",
      parameters: [...parametersOf("tenant=x"), ...form],
      clientId: "b",
      redirectUri: null,
      state: null,
      nonce: null,
      responseTypes: ["code"],
      scope: [],
      responseMode: { value: "form_post", source: "sent", resolved: "form_post" },
    });
  });

  it("reads prompt and PKCE (OpenID Connect Core 1.0, section 3.1.2.1; RFC 7636, section 4.3)", () => {
    const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    const url =
      "https://as.example/authorize?client_id=a&response_type=code&prompt=login%20consent" +
      `&code_challenge=${challenge}&code_challenge_method=S256`;
    expect(parse(url)).toMatchObject({
      prompt: ["login", "consent"],
      codeChallenge: challenge,
      codeChallengeMethod: "S256",
    });
  });

  it.each([
    ["code", ["code"]],
    ["id_token", ["id_token"]],
    ["token", ["token"]],
    ["id_token token", ["id_token", "token"]],
    ["code id_token", ["code", "id_token"]],
    ["code token", ["code", "token"]],
    ["code id_token token", ["code", "id_token", "token"]],
    ["none", ["none"]],
    ["none token", ["none", "token"]],
  ])("recognises response_type=%s by link and by form, whatever the path", (responseType, responseTypes) => {
    const encoded = new URLSearchParams({ response_type: responseType, client_id: "a" }).toString();
    expect(parse(`https://as.example/x?${encoded}`)).toMatchObject({ responseTypes });
    expect(parseAuthorizationRequest("https://as.example/x", "POST", parametersOf(encoded))).toMatchObject({
      responseTypes,
    });
  });

  it.each([
    ["https://as.example/authorize"],
    ["https://as.example/authorize?response_type=code"],
    ["https://as.example/authorize?client_id=a"],
    ["https://as.example/#response_type=code&client_id=a"],
    ["https://as.example/?q=response_type%3Dcode%26client_id%3Da"],
    ["https://as.example/x?request_uri=urn%3Ax"],
    ["https://as.example/x?client_id=a&request_uri="],
    ["https://as.example/x?client_id=&request_uri=urn%3Ax"],
    ["https://shop.example/x?client_id=a&request=quote"],
    ["https://shop.example/x?client_id=a&request=a.b.c"],
    ["https://shop.example/search?q=oauth&state=open&code=A12"],
  ])("finds none in %j", (url) => {
    expect(parse(url)).toBeNull();
  });

  it("returns a request with faulty values as it is", () => {
    const request = parse("https://as.example/a?response_type=&client_id=&state=a&state=b&response_mode=");
    expect(request).toMatchObject({
      clientId: "",
      responseTypes: [],
      state: "a",
      responseMode: { value: "query", source: "default", resolved: "query" },
    });
  });
});

describe("a request behind request_uri", () => {
  it("of RFC 9126, section 4, hides everything but the client", () => {
    const url =
      "https://as.example.com/authorize?client_id=s6BhdRkqt3" +
      "&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3A6esc_11ACC5bwc014ltc14eY22c";
    expect(parse(url)).toMatchObject({
      clientId: "s6BhdRkqt3",
      requestUri: "urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c",
      requestObject: "none",
      hidden: true,
      redirectUri: null,
      responseTypes: [],
      responseMode: { value: "query", source: "hidden", resolved: "query" },
    });
  });

  it("keeps what is sent beside it (OpenID Connect Core 1.0, section 6.2)", () => {
    const url =
      "https://as.example/a?client_id=a&response_type=id_token&response_mode=fragment&state=s" +
      "&request_uri=https%3A%2F%2Fclient.example%2Frequest.jwt";
    expect(parse(url)).toMatchObject({
      hidden: true,
      state: "s",
      responseTypes: ["id_token"],
      responseMode: { value: "fragment", source: "sent", resolved: "fragment" },
    });
  });
});

describe("a Request Object (RFC 9101)", () => {
  const url = (object: string, more = "") =>
    `https://as.example/x?client_id=s6BhdRkqt3${more}&request=${object}`;

  it("is read and takes the place of the parameters outside (OpenID Connect Core 1.0, section 6.1)", () => {
    const object = jws({ alg: "RS256", kid: "k2bdc" }, claims);
    const request = parse(url(object, "&state=outside&ui_locales=fr"));
    expect(request).toMatchObject({
      requestObject: "signed",
      hidden: false,
      clientId: "s6BhdRkqt3",
      redirectUri: "https://client.example.org/cb",
      state: "af0ifjsldkj",
      nonce: "n-0S6_WzA2Mj",
      responseTypes: ["code", "id_token"],
      scope: ["openid"],
      responseMode: { value: "fragment", source: "default", resolved: "fragment" },
    });
    expect(namesOf(request?.parameters)).toEqual(["client_id", "state", "ui_locales", "request"]);
    expect(namesOf(request?.effective)).toEqual(["ui_locales", "request", ...Object.keys(claims)]);
    expect(request?.effective.at(-1)).toEqual({
      name: "max_age",
      value: "86400",
      raw: "max_age=86400",
      problem: null,
    });
  });

  it("holds objects and lists as JSON, and nothing for null", () => {
    const object = jws(
      { alg: "none" },
      { claims: { id_token: { acr: null } }, aud: ["a", "b"], state: null, nonce: 7 },
    );
    const effective = parse(url(object))?.effective;
    expect(effective?.map(({ name, value }) => [name, value]).slice(2)).toEqual([
      ["claims", '{"id_token":{"acr":null}}'],
      ["aud", '["a","b"]'],
      ["state", ""],
      ["nonce", "7"],
    ]);
  });

  it("cannot bring a request or a request_uri of its own (RFC 9101, section 4)", () => {
    const object = jws({ alg: "RS256" }, { ...claims, request: "x", request_uri: "urn:x" });
    expect(parse(url(object))).toMatchObject({ requestUri: null, hidden: false });
    expect(parse(url(object))?.effective.filter(({ name }) => name === "request")).toHaveLength(1);
  });

  const signed = jws({ alg: "RS256" }, claims);

  it.each([
    ["unsigned by alg", jws({ alg: "none" }, claims), "unsigned", false, "af0ifjsldkj"],
    ["without a signature", `${signed.slice(0, signed.lastIndexOf("."))}.`, "unsigned", false, "af0ifjsldkj"],
    ["encrypted", jwe(), "encrypted", true, null],
    ["cut off", signed.slice(0, 80), "unreadable", false, null],
    ["whose claims are a list", jws({ alg: "RS256" }, "[]"), "unreadable", false, null],
    ["whose claims are no UTF-8", "eyJhbGciOiJSUzI1NiJ9._-8.AA", "unreadable", false, null],
    [
      "with a member of Object.prototype",
      jws({ alg: "RS256" }, '{"__proto__":{"state":"x"}}'),
      "signed",
      false,
      null,
    ],
  ])("%s is recognised as such", (_, object, requestObject, hidden, state) => {
    expect(parse(url(object))).toMatchObject({ requestObject, hidden, state });
  });

  it("that is broken stays a fault of a request with response_type", () => {
    expect(parse(url("nonsense", "&response_type=code&state=s"))).toMatchObject({
      requestObject: "unreadable",
      hidden: false,
      state: "s",
    });
  });
});

describe("a request without response_type", () => {
  const callback = "redirect_uri=https%3A%2F%2Fapp.example%2Fcb";

  it.each([
    ["GitHub", `https://github.com/login/oauth/authorize?client_id=a&${callback}&scope=user&state=s`],
    [
      "GitHub without redirect_uri",
      "https://github.com/login/oauth/authorize?client_id=a&scope=user&state=s",
    ],
    ["Slack", `https://slack.com/oauth/v2/authorize?client_id=1.2&user_scope=x&${callback}`],
    ["Facebook", `https://www.facebook.com/v19.0/dialog/oauth?client_id=1&${callback}&state=s`],
    ["Shopify", `https://shop.example/admin/oauth/authorize?client_id=a&scope=x&${callback}&state=s`],
    ["a path in two words", `https://as.example/-/oauth_authorize?client_id=a&${callback}`],
    ["a script", `https://as.example/oauth/authorize.php?client_id=a&${callback}`],
    ["a custom scheme", "https://as.example/authorize/?client_id=a&redirect_uri=com.app%3A%2Fcb"],
  ])("is recognised: %s", (_, url) => {
    expect(parse(url)).toMatchObject({
      responseTypes: [],
      responseMode: { value: "query", source: "default", resolved: "query" },
    });
  });

  it.each([
    ["another path", `https://github.com/login?client_id=a&${callback}&scope=user&state=s`],
    ["a longer word", `https://as.example/authorized?client_id=a&${callback}`],
    ["a word that ends so", `https://as.example/reauth?client_id=a&${callback}`],
    ["a host of that name", `https://oauth?client_id=a&${callback}`],
    ["no client_id", `https://as.example/authorize?${callback}&scope=x&state=s`],
    ["scope only", "https://discord.example/oauth2/authorize?client_id=a&scope=bot&permissions=8"],
    ["state only", "https://as.example/authorize?client_id=a&state=s"],
    ["a redirect_uri that is none", "https://as.example/authorize?client_id=a&redirect_uri=%2Fhome"],
    ["a response", `https://app.example/auth?client_id=a&code=x&scope=openid&state=s`],
    ["an error response", `https://app.example/auth?client_id=a&error=x&scope=openid&state=s`],
    ["a token request", `https://as.example/oauth?client_id=a&grant_type=x&${callback}`],
  ])("is not seen in %s", (_, url) => {
    expect(parse(url)).toBeNull();
  });

  it("is not seen in a form that sends a password", () => {
    const form = parametersOf(`client_id=a&${callback}&username=u&password=p`);
    expect(parseAuthorizationRequest("https://as.example/auth", "POST", form)).toBeNull();
  });
});

describe("patterns of the settings", () => {
  const odd = "https://odd.example/start/now?client_id=a";

  it.each([
    [odd, ["https://odd.example/start*"]],
    [odd, ["https://odd.example/start"]],
    [odd, ["https://other.example/", "https://*.example/*/now"]],
    [`${odd}#x`, ["https://odd.example/start/now?client_id=a"]],
  ])("make %j a request by %j", (url, patterns) => {
    expect(parse(url, patterns)).toMatchObject({ clientId: "a", responseTypes: [] });
  });

  it.each([
    [odd, []],
    [odd, ["", " "]],
    [odd, ["https://odd.example/stop*"]],
    [odd, ["odd.example/start"]],
    ["https://odd.example/start?q=a", ["https://odd.example/start*"]],
    ["https://odd.example/start?client_id=", ["https://odd.example/start*"]],
    ["https://odd.example/?client_id=a#/start", ["https://odd.example/*start"]],
  ])("leave %j alone by %j", (url, patterns) => {
    expect(parse(url, patterns)).toBeNull();
  });
});

describe("response mode", () => {
  const modeOf = (responseType: string, more = "") =>
    parse(`https://as.example/a?client_id=a&response_type=${encodeURIComponent(responseType)}${more}`)
      ?.responseMode;

  it.each([
    ["code", "query"],
    ["none", "query"],
    ["token", "fragment"],
    ["id_token", "fragment"],
    ["code id_token", "fragment"],
    ["code token", "fragment"],
    ["code id_token token", "fragment"],
  ])("of %j by default is %j (Multiple Response Types, sections 2.1 and 5)", (responseType, value) => {
    expect(modeOf(responseType)).toEqual({ value, source: "default", resolved: value });
  });

  it.each([
    ["code", "jwt", "query.jwt"],
    ["none", "jwt", "query.jwt"],
    ["id_token token", "jwt", "fragment.jwt"],
    ["code", "fragment.jwt", "fragment.jwt"],
    ["token", "form_post.jwt", "form_post.jwt"],
    ["code", "web_message", "web_message"],
  ])("of %j sent as %j amounts to %j (JARM, section 2.3)", (responseType, value, resolved) => {
    expect(modeOf(responseType, `&response_mode=${value}`)).toEqual({ value, source: "sent", resolved });
  });
});

describe("normaliseResponseType", () => {
  it.each([
    ["token id_token code", ["code", "id_token", "token"]],
    ["vp_token id_token", ["id_token", "vp_token"]],
    ["token  token", ["token"]],
    ["token none", ["none", "token"]],
    ["", []],
  ])("of %j is %j", (value, types) => {
    expect(normaliseResponseType(value)).toEqual(types);
  });
});
