import { claimInfo, headerInfo } from "../../../extension/token/claims-register.js";

const meaning = expect.stringMatching(/^[A-Z].*\.$/);

describe("claimInfo", () => {
  it.each([
    ["iss", "other", "RFC 7519, section 4.1.1"],
    ["exp", "time", "RFC 7519, section 4.1.4"],
    ["nbf", "time", "RFC 7519, section 4.1.5"],
    ["iat", "time", "RFC 7519, section 4.1.6"],
    ["auth_time", "time", "OpenID Connect Core 1.0, section 2"],
    ["updated_at", "time", "OpenID Connect Core 1.0, section 5.1"],
    ["toe", "time", "RFC 8417, section 2.2"],
    ["birthdate", "other", "OpenID Connect Core 1.0, section 5.1"],
    ["at_hash", "other", "OpenID Connect Core 1.0, section 3.2.2.9"],
    ["entitlements", "other", "RFC 9068, section 2.2.3.1; RFC 7643, section 4.1.2"],
    ["cnf", "other", "RFC 7800, section 3.1"],
  ])("knows %s", (name, type, source) => {
    expect(claimInfo(name)).toEqual({ meaning, type, source });
  });

  it("knows the registered claims of logins", () => {
    const names =
      "iss sub aud exp nbf iat jti name given_name family_name middle_name nickname preferred_username profile " +
      "picture website email email_verified gender birthdate zoneinfo locale phone_number phone_number_verified " +
      "address updated_at azp nonce auth_time at_hash c_hash s_hash acr amr sub_jwk sid client_id scope roles groups " +
      "entitlements cnf act may_act events toe txn authorization_details";
    expect(names.split(" ").filter((name) => claimInfo(name) === null)).toEqual([]);
  });

  it("knows the registered claims of calls, devices, content delivery, federations and mobile networks", () => {
    const names =
      "sip_from_tag sip_date sip_callid sip_cseq_num sip_via_branch orig dest mky rph attest origid jcard div opt sph " +
      "atc msgi rcd rcdi crn at_use_nbr ace_profile cnonce exi eat_nonce ueid sueids oemid hwmodel hwversion oemboot " +
      "dbgstat location eat_profile submods uptime bootcount bootseed dloas swname swversion manifests measurements " +
      "measres intuse cdniv cdnicrit cdniip cdniuc cdniets cdnistt cdnistd sig_val_claims rdap_allowed_purposes " +
      "rdap_dnt_allowed geohash vct vct#integrity status status_list ttl jwks metadata metadata_policy constraints " +
      "authority_hints trust_marks trust_mark keys consumerPlmnId producerNfSetId resOwnerId htm htu ath vot vtm " +
      "token_introspection sub_id verified_claims msisdn vc vp _sd _sd_alg sd_hash ...";
    expect(names.split(" ").filter((name) => claimInfo(name) === null)).toEqual([]);
  });

  it.each([
    ["oid", "Microsoft Entra"],
    ["tid", "Microsoft Entra"],
    ["wids", "Microsoft Entra"],
    ["upn", "Microsoft Entra"],
    ["scp", "Microsoft Entra, Okta"],
    ["ver", "Microsoft Entra, Okta"],
    ["xms_cc", "Microsoft Entra"],
    ["xms_of_tomorrow", "Microsoft Entra"],
    ["cid", "Okta"],
    ["uid", "Okta"],
    ["hd", "Google"],
    ["realm_access", "Keycloak"],
    ["resource_access", "Keycloak"],
    ["token_use", "Amazon Cognito"],
    ["cognito:groups", "Amazon Cognito"],
    ["custom:plan", "Amazon Cognito"],
    ["https://aws.amazon.com/tags", "AWS"],
    ["firebase", "Firebase"],
    ["permissions", "Auth0"],
  ])("knows %s as a claim of %s, and says so", (name, source) => {
    const expected = expect.stringMatching(new RegExp(`^${source}: [A-Z].*\\.$`));
    expect(claimInfo(name)).toEqual({ meaning: expected, type: "other", source });
  });

  it("has a standard go before a vendor", () => {
    expect(claimInfo("roles")?.source).toBe("RFC 9068, section 2.2.3.1; RFC 7643, section 4.1.2");
  });

  it("reads the times of vendors as times", () => {
    expect(claimInfo("xms_tcdt")?.type).toBe("time");
  });

  it.each(["https://app.example/roles", "http://app.example/roles", "urn:example:roles"])(
    "tells that %s is the issuer's own",
    (name) => {
      expect(claimInfo(name)).toEqual({ meaning, type: "other", source: "RFC 7519, section 4.2" });
    },
  );

  it.each(["", "ISS", "my_role", "https://", "constructor", "__proto__"])("does not know %j", (name) => {
    expect(claimInfo(name)).toBeNull();
  });
});

describe("headerInfo", () => {
  it.each([
    ["alg", "RFC 7515, section 4.1.1; RFC 7516, section 4.1.1"],
    ["kid", "RFC 7515, section 4.1.4"],
    ["x5t#S256", "RFC 7515, section 4.1.8"],
    ["enc", "RFC 7516, section 4.1.2"],
    ["epk", "RFC 7518, section 4.6.1.1"],
    ["b64", "RFC 7797, section 3"],
  ])("knows %s", (name, source) => {
    expect(headerInfo(name)).toEqual({ meaning, type: "other", source });
  });

  it("knows the registered parameters of JWS and JWE", () => {
    const names = "alg kid typ cty jku jwk x5u x5c x5t x5t#S256 crit enc zip epk apu apv iv tag p2s p2c b64";
    expect(names.split(" ").filter((name) => headerInfo(name) === null)).toEqual([]);
  });

  it.each(["", "Alg", "exp", "constructor", "__proto__"])("does not know %j", (name) => {
    expect(headerInfo(name)).toBeNull();
  });
});
