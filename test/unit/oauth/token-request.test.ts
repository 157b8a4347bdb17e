import { parametersOf } from "../../../extension/oauth/parameter.js";
import { parseTokenRequest } from "../../../extension/oauth/token-request.js";

const token = "https://server.example.com/token";
/** RFC 7636, appendix B, in the token request of RFC 6749, section 4.1.3. */
const body =
  "grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&client_id=s6BhdRkqt3" +
  "&redirect_uri=https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

const expected = {
  parameters: parametersOf(body),
  grantType: "authorization_code",
  clientId: "s6BhdRkqt3",
  code: "SplxlOBeZQQYbYS6WxSbIA",
  codeVerifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
  refreshToken: null,
  redirectUri: "https://client.example.com/cb",
};

describe("parseTokenRequest", () => {
  it("reads a form (RFC 6749, section 4.1.3)", () => {
    expect(parseTokenRequest(token, "POST", parametersOf(body), null)).toEqual(expected);
  });

  it("reads a urlencoded text", () => {
    expect(parseTokenRequest(token, "POST", null, body)).toEqual(expected);
  });

  it("reads JSON, as auth0-spa-js sends with useFormData: false", () => {
    const json = ` ${JSON.stringify(Object.fromEntries(new URLSearchParams(body)))}`;
    const request = parseTokenRequest(token, "post", null, json);
    expect(request).toMatchObject({ ...expected, parameters: expect.any(Array) });
    expect(request?.parameters[0]).toEqual({
      name: "grant_type",
      value: "authorization_code",
      raw: "grant_type=authorization_code",
      problem: null,
    });
  });

  it.each([
    ["refresh_token", "grant_type=refresh_token&refresh_token=r", { refreshToken: "r" }],
    ["client_credentials", "grant_type=client_credentials&scope=x", { clientId: null }],
    [
      "urn:ietf:params:oauth:grant-type:device_code",
      "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=d",
      {},
    ],
    [
      "urn:ietf:params:oauth:grant-type:token-exchange",
      "subject_token=s&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange",
      {},
    ],
  ])("reads the grant %s", (grantType, text, members) => {
    expect(parseTokenRequest(token, "POST", null, text)).toMatchObject({ grantType, ...members });
  });

  it("reads parameters in the query, where some clients put them", () => {
    const request = parseTokenRequest(`${token}?grant_type=client_credentials&p=x#y`, "POST", null, null);
    expect(request?.parameters).toEqual(parametersOf("grant_type=client_credentials&p=x"));
  });

  it.each([
    ["GET", null, body],
    ["PUT", null, body],
    ["POST", null, null],
    ["POST", null, ""],
    ["POST", null, "grant_type="],
    ["POST", null, "code=x&state=s"],
    ["POST", null, "q=grant_type%3Dx"],
    ["POST", null, '["grant_type"]'],
    ["POST", null, '{"grant_type":"authorization_code"'],
    ["POST", null, '{"grant_type":null}'],
    ["POST", "q=x", body],
  ])("finds none in %s %j %j", (method, form, text) => {
    expect(parseTokenRequest(token, method, form === null ? null : parametersOf(form), text)).toBeNull();
  });
});
