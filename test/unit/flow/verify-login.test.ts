import type { Login } from "../../../extension/flow/login.js";
import { type Given, verifyLogin, wantsNewKeys } from "../../../extension/flow/verify-login.js";
import { nothingKnown, type ServerKnowledge } from "../../../extension/oauth/server-knowledge.js";
import { tokenExchange } from "../../fixtures/exchanges.js";
import { type Issuer, mac, makeIssuer, serverWith } from "../../fixtures/issuer.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, clientId, idToken, jwe, jws, loginTime, opaqueToken } from "../../fixtures/tokens.js";
import { dpop } from "../../fixtures/vectors/signed.js";

let issuer: Issuer;
let other: Issuer;
beforeAll(async () => {
  [issuer, other] = await Promise.all([makeIssuer(), makeIssuer("ES256", "other")]);
});

const front = (
  parameters: Record<string, string>,
  asked: Record<string, string> = { response_type: "id_token" },
): Login =>
  loginOf({ request: requestUrl(asked), response: `${callback}#${encode({ state, ...parameters })}` });

/** Outcomes of the steps of one verification, by step, and of the whole. */
async function stepsOf(
  login: Login,
  id: string,
  server: ServerKnowledge = serverWith([issuer.jwk]),
  given: Given = {},
) {
  const verification = (await verifyLogin(login, server, given)).get(id);
  const steps = verification?.steps.map((step) => [step.id, step.outcome]) ?? [];
  return Object.fromEntries([["all", verification?.outcome], ...steps]);
}

describe("verifyLogin: the ID Token (OpenID Connect Core 1.0, section 3.1.3.7)", () => {
  const announced = { id_token_signing_alg_values_supported: ["ES256"] };

  it("takes every step of a good one, in order", async () => {
    const login = front({ id_token: await issuer.sign() });
    const steps = await stepsOf(login, "id_token", serverWith([issuer.jwk], announced));
    expect(steps).toEqual({
      all: "passed",
      form: "passed",
      claims: "passed",
      iss: "passed",
      aud: "passed",
      azp: "not-applicable",
      typ: "passed",
      header: "passed",
      kid: "passed",
      signature: "passed",
      alg: "passed",
      exp: "passed",
      iat: "passed",
      nbf: "not-applicable",
      nonce: "passed",
      acr: "not-applicable",
      auth_time: "not-applicable",
      at_hash: "not-applicable",
      c_hash: "not-applicable",
      s_hash: "not-applicable",
      continuity: "not-applicable",
    });
  });

  it("takes the other steps even after one has failed", async () => {
    const login = front({ id_token: await issuer.sign({ aud: "other", nonce: "other", exp: 1 }) });
    const steps = await stepsOf(login, "id_token");
    expect(steps).toMatchObject({
      all: "failed",
      aud: "failed",
      exp: "failed",
      nonce: "failed",
      iss: "passed",
      signature: "passed",
    });
  });

  it.each([
    ["offline", "Not fetched: offline, or the server lets no other site read its answer."],
    ["blocked", "Not fetched: blocked, as its address is private and that of the server is not."],
  ])("is undetermined, never passed, without keys: %s", async (_, reason) => {
    const unknown = { state: "unknown", reason } as const;
    const server = { metadata: unknown, keys: unknown };
    const verifications = await verifyLogin(front({ id_token: await issuer.sign() }), server);
    const verification = verifications.get("id_token");
    expect(verification?.outcome).toBe("undetermined");
    const undetermined = verification?.steps.filter(({ outcome }) => outcome === "undetermined");
    expect(undetermined?.map(({ id, reason: why }) => [id, why])).toEqual([
      ["iss", reason],
      ["kid", reason],
      ["signature", reason],
      ["alg", "Neither the issuer's algorithms nor its key are known."],
    ]);
  });

  it("verifies a MAC with the secret that a person typed", async () => {
    const secret = "a-made-up-secret-of-more-than-32-bytes";
    const login = front({ id_token: await mac(secret) });
    const server = serverWith([], { id_token_signing_alg_values_supported: ["HS256"] });
    expect(await stepsOf(login, "id_token", server)).toMatchObject({
      all: "undetermined",
      signature: "undetermined",
    });
    expect(await stepsOf(login, "id_token", server, { secret })).toMatchObject({
      all: "passed",
      signature: "passed",
    });
    expect(await stepsOf(login, "id_token", server, { secret: "x" })).toMatchObject({ signature: "failed" });
  });

  it("fails an unsigned one of the front channel, and cannot tell of one of the token endpoint", async () => {
    const unsigned = jws({ alg: "none" }, { sub: "1" }).replace(/[^.]*$/, "");
    expect(await stepsOf(front({ id_token: unsigned }), "id_token")).toMatchObject({ signature: "failed" });
    const login = loginOf({
      request: requestUrl({ response_type: "code" }),
      response: `${callback}?${encode({ code: "abc", state })}`,
      more: tokenExchange({
        form: { grant_type: "authorization_code", code: "abc" },
        answer: { id_token: unsigned },
      }),
    });
    expect(await stepsOf(login, "id_token@1")).toMatchObject({ signature: "undetermined" });
  });

  it.each([
    ["encrypted", jwe(), { all: "undetermined", form: "passed", encryption: "undetermined" }],
    ["broken", "abc.def", { all: "failed", form: "failed" }],
  ])("says no more of an %s one than it can", async (_, token, steps) => {
    expect(await stepsOf(front({ id_token: token }), "id_token")).toEqual(steps);
  });

  it("uses the keys of another issuer once they were asked for, and still names the issuer as another", async () => {
    const login = front({ id_token: await other.sign({ iss: "https://other.example" }) });
    expect(await stepsOf(login, "id_token")).toMatchObject({ iss: "failed", signature: "failed" });
    const others = new Map([["https://other.example", serverWith([other.jwk])]]);
    const steps = await stepsOf(login, "id_token", serverWith([issuer.jwk]), { others });
    expect(steps).toMatchObject({ iss: "failed", signature: "passed" });
  });

  it("shows no secret in any input", async () => {
    const access_token = accessToken();
    const login = front({
      id_token: await issuer.sign({ at_hash: "x" }),
      access_token,
      code: "c".repeat(40),
    });
    const shown = JSON.stringify([...(await verifyLogin(login, serverWith([issuer.jwk]))).values()]);
    for (const { raw } of login.tokens) expect(shown).not.toContain(raw);
    for (const secret of [state, "c".repeat(40), "n-0S6_WzA2MjVtkXfQz3h1"])
      expect(shown).not.toContain(secret);
  });
});

describe("verifyLogin: keys that are older than the token", () => {
  it("asks for newer ones", async () => {
    const login = front({ id_token: await issuer.sign() });
    const old = {
      ...serverWith([]),
      keys: { state: "known", url: "https://login.example/jwks", at: 0, value: { keys: [other.jwk] } },
    } as const;
    expect(wantsNewKeys(await verifyLogin(login, old))).toBe(true);
    expect(wantsNewKeys(await verifyLogin(login, serverWith([other.jwk])))).toBe(false);
    expect(wantsNewKeys(await verifyLogin(login, nothingKnown))).toBe(false);
  });
});

describe("verifyLogin: the response (RFC 9207, section 2.4; RFC 6749, section 10.12)", () => {
  const promised = { authorization_response_iss_parameter_supported: true };
  it.each<[string, Record<string, string>, object, object]>([
    [
      "state and issuer",
      { iss: "https://login.example/" },
      {},
      { all: "passed", state: "passed", iss: "passed" },
    ],
    [
      "another issuer",
      { iss: "https://evil.example/" },
      {},
      { all: "failed", state: "passed", iss: "failed" },
    ],
    ["another state", { state: "other" }, {}, { all: "failed", state: "failed", iss: "not-applicable" }],
    ["no issuer", {}, {}, { all: "passed", state: "passed", iss: "not-applicable" }],
    ["no issuer although it is promised", {}, promised, { all: "failed", state: "passed", iss: "failed" }],
  ])("%s", async (_, parameters, members, expected) => {
    const login = front({ code: "abc", ...parameters }, { response_type: "code" });
    expect(await stepsOf(login, "response", serverWith([], members))).toEqual(expected);
  });

  it("takes the issuer from the ID Token of a response that names none itself (RFC 9700, section 4.4.2.1)", async () => {
    const login = front({ id_token: await issuer.sign() });
    expect(await stepsOf(login, "response", serverWith([issuer.jwk], promised))).toMatchObject({
      all: "passed",
      iss: "not-applicable",
    });
  });

  it("cannot compare the issuer without metadata, nor the state with a hidden request", async () => {
    const login = front({ code: "abc", iss: "https://login.example/" }, { request_uri: "urn:x" });
    expect(await stepsOf(login, "response", nothingKnown)).toEqual({
      all: "undetermined",
      state: "undetermined",
      iss: "undetermined",
    });
  });

  it("verifies a response by JARM", async () => {
    const response = await issuer.sign({
      code: "abc",
      state,
      exp: loginTime + 300,
      sub: undefined,
      nonce: undefined,
    });
    const login = loginOf({
      request: requestUrl({ response_type: "code", response_mode: "jwt" }),
      response: `${callback}?${encode({ response })}`,
    });
    expect(await stepsOf(login, "response")).toEqual({
      all: "passed",
      state: "passed",
      iss: "not-applicable",
      jarm_iss: "passed",
      jarm_aud: "passed",
      jarm_exp: "passed",
      jarm_signature: "passed",
      jarm_lifetime: "passed",
      jarm_outside: "passed",
    });
  });
});

describe("verifyLogin: the token endpoint and the APIs", () => {
  const challenge = {
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
  };
  const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  it.each<[string, object, Record<string, string>, string | undefined]>([
    ["the verifier of RFC 7636, appendix B", challenge, { code_verifier: verifier }, "passed"],
    ["another verifier", challenge, { code_verifier: "another" }, "failed"],
    ["no verifier", challenge, {}, "failed"],
    ["a verifier without challenge", {}, { code_verifier: verifier }, "undetermined"],
    ["neither", {}, {}, undefined],
  ])("PKCE: %s", async (_, asked, form, outcome) => {
    const login = loginOf({
      request: requestUrl({ response_type: "code", ...asked }),
      response: `${callback}?${encode({ code: "abc", state })}`,
      more: tokenExchange({ form: { grant_type: "authorization_code", code: "abc", ...form }, answer: {} }),
    });
    expect((await stepsOf(login, "token-request@1")).all).toBe(outcome);
  });

  it("verifies a JWT access token, and leaves an opaque one out", async () => {
    const jwt = await issuer.sign(
      { nonce: undefined, aud: "https://api.example/", client_id: clientId, jti: "1" },
      { typ: "at+jwt" },
    );
    expect((await stepsOf(front({ access_token: jwt }), "access_token")).all).toBe("passed");
    const opaque = await verifyLogin(front({ access_token: opaqueToken }), serverWith([issuer.jwk]));
    expect([...opaque.keys()]).toEqual(["response"]);
  });

  it("verifies DPoP proofs of token requests and API calls, one at most each", async () => {
    const proofs = (...values: string[]) => values.map((value) => ({ name: "DPoP", value }));
    const redeemed = (headers: ReturnType<typeof proofs>) =>
      loginOf({
        request: requestUrl({ response_type: "code" }),
        response: `${callback}?${encode({ code: "abc", state })}`,
        more: tokenExchange({
          form: { grant_type: "authorization_code", code: "abc" },
          headers,
          answer: { access_token: opaqueToken, token_type: "DPoP" },
        }),
      });
    const login = redeemed(proofs(dpop.atTokenEndpoint));
    const steps = await stepsOf(login, "dpop@t1");
    expect(steps).toMatchObject({
      signature: "passed",
      htm: "passed",
      htu: "failed",
      iat: "failed",
      ath: "not-applicable",
    });
    expect(await stepsOf(redeemed(proofs("a", "b")), "dpop@t1")).toEqual({});
    const call = {
      ...{ requestId: "a1", at: loginTime * 1000, method: "GET", url: "https://api.example/" },
      ...{
        initiator: null,
        requestHeaders: proofs(dpop.atResource),
        tokenId: "access_token@1",
        scheme: "DPoP",
      },
      ...({ via: "header", resource: "script", answer: null, provenance: "browser" } as const),
    };
    expect(await stepsOf({ ...login, calls: [call] }, "dpop@a1")).toMatchObject({
      htm: "passed",
      ath: "failed",
    });
  });

  it("verifies a logout token where one is seen", async () => {
    const events = { "http://schemas.openid.net/event/backchannel-logout": {} };
    const token = await issuer.sign({ nonce: undefined, events, jti: "1" }, { typ: "logout+jwt" });
    const logout = (value: string): Login => ({
      ...front({ id_token: idToken() }),
      logouts: [
        {
          at: loginTime * 1000,
          kind: "front-channel",
          tabId: 1,
          endpoint: "https://app.example/logout",
          parameters: [{ name: "logout_token", value, raw: "", problem: null }],
          provenance: "browser",
        },
      ],
    });
    expect((await stepsOf(logout(token), "logout@1")).all).toBe("passed");
    const asIdToken = await issuer.sign({});
    expect(await stepsOf(logout(asIdToken), "logout@1")).toMatchObject({
      all: "failed",
      events: "failed",
      nonce: "failed",
    });
  });
});

describe("verifyLogin: hostile input", () => {
  const nested = (depth: number): unknown =>
    depth === 0 ? 1 : Array(10).fill(depth > 1 ? nested(1) : nested(0));
  it.each<[string, string]>([
    [
      "claims of wrong types",
      idToken({ iss: [], sub: {}, aud: {}, exp: "x", iat: null, nonce: [], azp: {}, tid: [] }),
    ],
    ["times out of all bounds", idToken({ exp: 1e300, iat: -1e300, nbf: 1e308, auth_time: 8.64e12 })],
    ["lists in lists", idToken({ aud: nested(3), acr: nested(3), at_hash: nested(3), azp: nested(2) })],
    [
      "a header of wrong types",
      idToken({}, { kid: {}, crit: 1, jwk: [], jku: {}, x5u: 1, x5c: {}, typ: [] }),
    ],
    ["a key that is none", idToken({}, { jwk: { kty: "RSA", n: "AA", e: {} } })],
    ["a name of a prototype", idToken({}, { alg: "constructor", kid: "__proto__" })],
    ["events that are a list", idToken({ events: ["http://schemas.openid.net/event/backchannel-logout"] })],
    ["a long kid", idToken({}, { kid: "k".repeat(100_000) })],
    ["no claims", jws({ alg: "ES256" }, {})],
  ])("gives a verification, not passed: %s", async (_, token) => {
    const login = front({ id_token: token, access_token: token, state: "" });
    const keys = [{ kty: "EC", kid: {} }, { kty: 1, n: [] }, issuer.jwk];
    const verifications = await verifyLogin(login, serverWith(keys as never));
    expect(verifications.get("id_token")?.outcome).not.toBe("passed");
    expect(verifications.get("id_token")?.steps.length).toBeGreaterThan(15);
  });
});
