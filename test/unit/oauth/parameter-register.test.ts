import { parameterInfo } from "../../../extension/oauth/parameter-register.js";

describe("parameterInfo", () => {
  it.each([
    ["response_type", true, "RFC 6749, section 3.1.1"],
    ["scope", true, "RFC 6749, section 3.3"],
    ["prompt", true, "OpenID Connect Core 1.0, section 3.1.2.1"],
    ["acr_values", true, "OpenID Connect Core 1.0, section 3.1.2.1"],
    ["ui_locales", true, "OpenID Connect Core 1.0, section 3.1.2.1"],
    ["state", false, "RFC 6749, section 4.1.1"],
    ["nonce", false, "OpenID Connect Core 1.0, section 3.1.2.1"],
    ["iss", false, "RFC 9207, section 2"],
    ["code_challenge", false, "RFC 7636, section 4.3"],
    ["post_logout_redirect_uri", false, "OpenID Connect RP-Initiated Logout 1.0, section 2"],
    ["audience", false, "Auth0 (vendor parameter); RFC 8693, section 2.1, in token exchange"],
  ])("knows %s", (name, list, source) => {
    expect(parameterInfo(name)).toEqual({ meaning: expect.stringMatching(/^[A-Z].*\.$/), list, source });
  });

  it("knows every parameter of the messages this extension reads", () => {
    const names =
      "response_type client_id redirect_uri scope state response_mode nonce display prompt max_age ui_locales " +
      "claims_locales id_token_hint login_hint acr_values claims registration request request_uri code_challenge " +
      "code_challenge_method resource authorization_details dpop_jkt access_token token_type expires_in id_token " +
      "code refresh_token error error_description error_uri iss session_state grant_type code_verifier " +
      "client_secret client_assertion client_assertion_type username password assertion device_code subject_token " +
      "subject_token_type actor_token actor_token_type requested_token_type issued_token_type audience " +
      "post_logout_redirect_uri logout_hint sid logout_token";
    expect(names.split(" ").filter((name) => parameterInfo(name) === null)).toEqual([]);
  });

  it.each(["", "State", "auth0Client", "constructor", "__proto__", "toString"])(
    "does not know %j",
    (name) => {
      expect(parameterInfo(name)).toBeNull();
    },
  );
});
