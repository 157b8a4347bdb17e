import {
  normaliseResponseType,
  parseAuthorizationRequest,
} from "../../../extension/oauth/authorization-request.js";
import { parametersOf } from "../../../extension/oauth/parameter.js";

describe("parseAuthorizationRequest", () => {
  it("reads the example of OpenID Connect Core 1.0, section 3.2.2.1", () => {
    const query =
      "response_type=id_token%20token&client_id=s6BhdRkqt3&redirect_uri=https%3A%2F%2Fclient.example.org%2Fcb" +
      "&scope=openid%20profile&state=af0ifjsldkj&nonce=n-0S6_WzA2Mj";
    expect(parseAuthorizationRequest(`https://server.example.com/authorize?${query}`, "GET", null)).toEqual({
      endpoint: "https://server.example.com/authorize",
      method: "GET",
      parameters: parametersOf(query),
      clientId: "s6BhdRkqt3",
      redirectUri: "https://client.example.org/cb",
      state: "af0ifjsldkj",
      nonce: "n-0S6_WzA2Mj",
      responseTypes: ["id_token", "token"],
      scope: ["openid", "profile"],
      responseMode: { value: "fragment", source: "default" },
    });
  });

  it("reads a request sent by POST, its form after its query (OpenID Connect Core 1.0, section 3.1.2.1)", () => {
    const form = parametersOf("client_id=b&response_type=code&response_mode=form_post");
    expect(parseAuthorizationRequest("https://as.example/auth?tenant=x", "POST", form)).toEqual({
      endpoint: "https://as.example/auth",
      method: "POST",
      parameters: [...parametersOf("tenant=x"), ...form],
      clientId: "b",
      redirectUri: null,
      state: null,
      nonce: null,
      responseTypes: ["code"],
      scope: [],
      responseMode: { value: "form_post", source: "sent" },
    });
  });

  it.each([
    ["https://as.example/authorize"],
    ["https://as.example/authorize?response_type=code"],
    ["https://as.example/authorize?client_id=a"],
    ["https://as.example/#response_type=code&client_id=a"],
    ["https://as.example/?q=response_type%3Dcode%26client_id%3Da"],
  ])("finds none in %j", (url) => {
    expect(parseAuthorizationRequest(url, "GET", null)).toBeNull();
  });

  it("returns a request with faulty values as it is", () => {
    const request = parseAuthorizationRequest(
      "https://as.example/a?response_type=&client_id=&state=a&state=b&response_mode=",
      "GET",
      null,
    );
    expect(request).toMatchObject({
      clientId: "",
      responseTypes: [],
      state: "a",
      responseMode: { value: "query", source: "default" },
    });
  });
});

describe("default response mode (Multiple Response Types, sections 2.1 and 5)", () => {
  it.each([
    ["code", "query"],
    ["none", "query"],
    ["token", "fragment"],
    ["id_token", "fragment"],
    ["code id_token", "fragment"],
    ["code token", "fragment"],
  ])("of %j is %j", (responseType, value) => {
    const url = `https://as.example/a?client_id=a&response_type=${encodeURIComponent(responseType)}`;
    expect(parseAuthorizationRequest(url, "GET", null)?.responseMode).toEqual({ value, source: "default" });
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
