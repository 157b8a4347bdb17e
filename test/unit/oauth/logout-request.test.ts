import { parseFrontChannelLogout, parseLogoutRequest } from "../../../extension/oauth/logout-request.js";
import { parametersOf } from "../../../extension/oauth/parameter.js";

const back = "https%3A%2F%2Fapp.example%2F";

describe("parseLogoutRequest", () => {
  it("reads a request (OpenID Connect RP-Initiated Logout 1.0, section 2)", () => {
    const query = `id_token_hint=a.b.c&client_id=a&post_logout_redirect_uri=${back}&state=s`;
    expect(parseLogoutRequest(`https://as.example/oidc/end?${query}`, "GET", null)).toEqual({
      kind: "rp-initiated",
      endpoint: "https://as.example/oidc/end",
      method: "GET",
      parameters: parametersOf(query),
      clientId: "a",
      postLogoutRedirectUri: "https://app.example/",
      state: "s",
    });
  });

  it("reads a form", () => {
    const form = parametersOf(`post_logout_redirect_uri=${back}`);
    expect(parseLogoutRequest("https://as.example/x", "POST", form)).toMatchObject({
      method: "POST",
      parameters: form,
    });
  });

  it.each([
    ["the hint alone", "https://as.example/connect/endsession?id_token_hint=a.b.c", null],
    ["the hint alone", "https://as.example/session/end_session?id_token_hint=a.b.c", null],
    ["the hint alone", "https://as.example/oauth2/signout?id_token_hint=a.b.c", null],
    ["Auth0's", `https://x.auth0.example/v2/logout?client_id=a&returnTo=${back}`, "https://app.example/"],
    [
      "Cognito's",
      `https://x.amazoncognito.example/logout?client_id=a&logout_uri=${back}`,
      "https://app.example/",
    ],
  ])("reads %s: %s", (_, url, postLogoutRedirectUri) => {
    expect(parseLogoutRequest(url, "GET", null)).toMatchObject({
      kind: "rp-initiated",
      postLogoutRedirectUri,
    });
  });

  it.each([
    ["https://as.example/logout"],
    ["https://as.example/logout?client_id=a"],
    [`https://shop.example/logout?returnTo=${back}`],
    [`https://shop.example/cart?client_id=a&returnTo=${back}`],
    ["https://as.example/login?id_token_hint=a.b.c"],
    ["https://logout.example/login?id_token_hint=a.b.c"],
    ["https://as.example/logout?post_logout_redirect_uri="],
    [`https://as.example/logout?response_type=code&client_id=a&logout_uri=${back}`],
    [
      `https://as.example/authorize?response_type=code&client_id=a&id_token_hint=x&post_logout_redirect_uri=${back}`,
    ],
  ])("finds none in %j", (url) => {
    expect(parseLogoutRequest(url, "GET", null)).toBeNull();
  });
});

describe("parseFrontChannelLogout (OpenID Connect Front-Channel Logout 1.0, section 2)", () => {
  it("reads iss with sid", () => {
    const query = "iss=https%3A%2F%2Fserver.example.com&sid=08a5019c-17e1-4977-8f42-65a12843ea02";
    expect(parseFrontChannelLogout(`https://rp.example.org/frontchannel_logout?${query}`)).toEqual({
      kind: "front-channel",
      endpoint: "https://rp.example.org/frontchannel_logout",
      method: "GET",
      parameters: parametersOf(query),
      clientId: null,
      postLogoutRedirectUri: null,
      state: null,
    });
  });

  it.each([
    ["https://rp.example.org/frontchannel_logout"],
    ["https://rp.example.org/logout?tab=1"],
    ["https://rp.example.org/?iss=a"],
    ["https://rp.example.org/?sid=a"],
    ["https://rp.example.org/?iss=&sid=a"],
    ["https://rp.example.org/#iss=a&sid=b"],
    ["https://rp.example.org/cb?iss=a&sid=b&code=x&state=s"],
  ])("finds none in %j", (url) => {
    expect(parseFrontChannelLogout(url)).toBeNull();
  });

  it.each([["iss"], ["sid"]])("reads a lone %s at a path that speaks of a logout", (name) => {
    const seen = parseFrontChannelLogout(`https://rp.example.org/frontchannel_logout?${name}=a`);
    expect(seen?.parameters.map((parameter) => parameter.name)).toEqual([name]);
  });
});
