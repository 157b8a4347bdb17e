import {
  isTokenResponse,
  parseAuthorizationResponse,
} from "../../../extension/oauth/authorization-response.js";
import { parametersOf } from "../../../extension/oauth/parameter.js";

const cb = "https://client.example.org/cb";

describe("parseAuthorizationResponse", () => {
  it("reads the example of OpenID Connect Core 1.0, section 3.2.2.5", () => {
    const fragment =
      "access_token=SlAV32hkKG&token_type=bearer&id_token=eyJ0.eyJ1.X&expires_in=3600&state=af0ifjsldkj";
    expect(parseAuthorizationResponse(`${cb}#${fragment}`, null)).toEqual({
      channel: "fragment",
      receivedAt: cb,
      parameters: parametersOf(fragment),
      state: "af0ifjsldkj",
      error: null,
    });
  });

  it("reads an error response (RFC 6749, section 4.1.2.1)", () => {
    expect(parseAuthorizationResponse(`${cb}?error=access_denied&state=xyz`, null)).toEqual({
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
  ])("reads %s", (_, url, form, channel, receivedAt) => {
    const response = parseAuthorizationResponse(url, form === null ? null : parametersOf(form));
    expect(response).toMatchObject({ channel, receivedAt });
  });

  it.each([
    [cb],
    [`${cb}#/settings`],
    [`${cb}?state=s`],
    [`${cb}?response=eyJ0.eyJ1.X`],
    [`${cb}?id_token_hint=eyJ0.eyJ1.X`],
    [`${cb}?q=access_token%3Dx`],
  ])("finds none in %j", (url) => {
    expect(parseAuthorizationResponse(url, null)).toBeNull();
  });
});

describe("isTokenResponse", () => {
  it.each([
    ["access_token=a&token_type=Bearer", true],
    ["access_token=a&state=s", true],
    ["access_token=a&expires_in=60", true],
    ["id_token=eyJ0.eyJ1.X", true],
    ["access_token=a", false],
    ["id_token=abc&state=s", false],
    ["code=a&state=s", false],
    ["error=x&state=s", false],
  ])("of %j is %j", (fragment, expected) => {
    const response = parseAuthorizationResponse(`${cb}#${fragment}`, null);
    expect(response && isTokenResponse(response)).toBe(expected);
  });
});
