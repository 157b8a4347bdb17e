import { createHash } from "node:crypto";
import { caseOf } from "../../../extension/checks/case.js";
import type { Login } from "../../../extension/flow/login.js";
import { mask } from "../../../extension/mask.js";
import { nothingKnown } from "../../../extension/oauth/server-knowledge.js";
import { tokenExchange } from "../../fixtures/exchanges.js";
import { judged, makeIssuer, serverWith } from "../../fixtures/issuer.js";
import { callback, encode, loginOf, requestUrl, sentAt, state } from "../../fixtures/login.js";
import { accessToken, idToken, jwe, loginTime } from "../../fixtures/tokens.js";
import { core } from "../../fixtures/vectors/signed.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const half = (text: string, bits = 256): string => {
  const digest = createHash(`sha${bits}`).update(text).digest();
  return digest.subarray(0, digest.length / 2).toString("base64url");
};
const code = "made-up-code-0123456789";
const access = accessToken();

/** A response with these parameters beside the ID Token and the state. */
const front = (token: string, beside: Record<string, string> = {}, asked: object = {}): Login =>
  loginOf({
    request: requestUrl({ response_type: "code id_token token", ...asked }),
    response: `${callback}#${encode({ id_token: token, state, ...beside })}`,
  });
const viaCode = (claims: object, more: readonly object[] = [], frontToken?: string): Login =>
  loginOf({
    request: requestUrl({ response_type: frontToken ? "code id_token" : "code" }),
    response: `${callback}${frontToken ? "#" : "?"}${encode({ code, state, id_token: frontToken })}`,
    more: [
      ...tokenExchange({
        form: { grant_type: "authorization_code", code },
        answer: { access_token: access, token_type: "Bearer", id_token: idToken(claims) },
      }),
      ...more.flatMap((later, index) =>
        tokenExchange({
          id: `t${index + 2}`,
          after: 1000 * (index + 1),
          form: { grant_type: "refresh_token", refresh_token: "r" },
          answer: { access_token: "a2", token_type: "Bearer", id_token: idToken(later) },
        }),
      ),
    ],
  });

describe("idt-at-hash (OpenID Connect Core 1.0, section 3.2.2.9)", () => {
  const id = "idt-at-hash";
  const withToken = (claims: object, header = {}) => front(idToken(claims, header), { access_token: access });
  it.each([
    ["none beside an access token", withToken({}), "fired high"],
    ["another token's", withToken({ at_hash: half("other") }), "fired high"],
    [
      "the whole hash",
      withToken({ at_hash: createHash("sha256").update(access).digest("base64url") }),
      "fired high",
    ],
    ["a hash that is no text", withToken({ at_hash: 1 }), "fired high"],
    ["another token's, by the token endpoint", viaCode({ at_hash: half("other") }), "fired high"],
    ["the access token's", withToken({ at_hash: half(access) }), "silent"],
    ["the access token's, by ES256", withToken({ at_hash: half(access) }, { alg: "ES256" }), "silent"],
    ["the access token's, by the token endpoint", viaCode({ at_hash: half(access) }), "silent"],
    ["none by the token endpoint", viaCode({}), "not-applicable"],
    ["none and no access token", front(idToken(), { code }), "not-applicable"],
    ["one by EdDSA", withToken({ at_hash: half(access) }, { alg: "EdDSA" }), "undetermined"],
    ["one that binds nothing visible", front(idToken({ at_hash: half(access) }), { code }), "undetermined"],
    ["encryption", front(jwe(), { access_token: access }), "undetermined"],
  ])("%s", (_, login, outcome) => {
    expect(summaryOf(id, login)).toBe(outcome);
  });

  it.each([384, 512])("SHA-%i is computed by the verification", async (bits) => {
    const alg = `RS${bits}`;
    const right = withToken({ at_hash: half(access, bits) }, { alg });
    const wrong = withToken({ at_hash: half(access) }, { alg });
    expect(summaryOf(id, right)).toBe("undetermined");
    expect(summaryOf(id, await judged(right, nothingKnown))).toBe("silent");
    expect(summaryOf(id, await judged(wrong, nothingKnown))).toBe("fired high");
  });

  it("fits the example of OpenID Connect Core 1.0, A.3", () => {
    const login = front(core.withAccessToken, { access_token: core.accessToken });
    expect(summaryOf(id, login)).toBe("silent");
  });

  it("shows algorithm and both values masked", () => {
    expect(evidenceOf(id, withToken({ at_hash: half("other") }))).toEqual({
      found: "Not the hash of what came.",
      alg: "RS256",
      expected: mask(half(access)),
      "in the token": mask(half("other")),
    });
  });
});

describe("idt-c-hash (OpenID Connect Core 1.0, section 3.3.2.10)", () => {
  const id = "idt-c-hash";
  it.each([
    ["none beside a code", front(idToken(), { code }), "fired high"],
    ["another code's", front(idToken({ c_hash: half("other") }), { code }), "fired high"],
    ["another code's, by the token endpoint", viaCode({ c_hash: half("other") }), "fired high"],
    ["the code's", front(idToken({ c_hash: half(code) }), { code }), "silent"],
    ["the code's, by the token endpoint", viaCode({ c_hash: half(code) }), "silent"],
    ["none by the token endpoint", viaCode({}), "not-applicable"],
    ["none and no code", front(idToken(), { access_token: access }), "not-applicable"],
    ["the example of OpenID Connect Core 1.0, A.4", front(core.withCode, { code: core.code }), "silent"],
  ])("%s", (_, login, outcome) => {
    expect(summaryOf(id, login)).toBe(outcome);
  });
});

describe("idt-s-hash (Financial-grade API 1.0 Part 2, section 5.1.1)", () => {
  it.each([
    ["another state's", front(idToken({ s_hash: half("other") })), "fired medium"],
    ["another state's, by the token endpoint", viaCode({ s_hash: half("other") }), "fired medium"],
    ["the state's", front(idToken({ s_hash: half(state) })), "silent"],
    ["none", front(idToken()), "not-applicable"],
  ])("%s", (_, login, outcome) => {
    expect(summaryOf("idt-s-hash", login)).toBe(outcome);
  });
});

describe("idt-auth-time-stale (OpenID Connect Core 1.0, section 3.1.3.7, item 13)", () => {
  const essential = JSON.stringify({ id_token: { auth_time: { essential: true } } });
  const asked = (parameters: object, claims: object) => front(idToken(claims), {}, parameters);
  it.each([
    [
      "a day old, five minutes asked for",
      { max_age: "300" },
      { auth_time: loginTime - 86_400 },
      "fired high",
    ],
    ["20 s old, five minutes asked for", { max_age: "300" }, { auth_time: loginTime - 20 }, "silent"],
    ["within the tolerated difference", { max_age: "300" }, { auth_time: loginTime - 599 }, "silent"],
    ["none, five minutes asked for", { max_age: "300" }, {}, "fired medium"],
    ["none, essential", { claims: essential }, {}, "fired medium"],
    ["some, essential", { claims: essential }, { auth_time: loginTime - 86_400 }, "silent"],
    [
      "before the request, with prompt=login",
      { prompt: "login" },
      { auth_time: Math.floor(sentAt / 1000) - 301 },
      "fired medium",
    ],
    ["after the request, with prompt=login", { prompt: "login" }, { auth_time: loginTime - 1 }, "silent"],
    ["none, with prompt=login", { prompt: "login" }, {}, "undetermined"],
    ["old, and nothing asked for", {}, { auth_time: loginTime - 86_400 }, "not-applicable"],
    ["max_age that is no number", { max_age: "soon" }, {}, "not-applicable"],
    ["a hidden request", { request_uri: "urn:x" }, {}, "undetermined"],
  ])("%s", (_, parameters, claims, outcome) => {
    expect(summaryOf("idt-auth-time-stale", asked(parameters, claims))).toBe(outcome);
  });
});

describe("idt-acr-unmet (OpenID Connect Core 1.0, section 5.5.1.1)", () => {
  const essential = (acr: object) => ({ claims: JSON.stringify({ id_token: { acr } }) });
  it.each([
    ["an essential value", essential({ essential: true, value: "phr" }), { acr: "pwd" }, "fired medium"],
    [
      "one of essential values",
      essential({ essential: true, values: ["phr", "phrh"] }),
      { acr: "phrh" },
      "silent",
    ],
    ["an essential acr, none given", essential({ essential: true }), {}, "fired medium"],
    ["an essential acr, any given", essential({ essential: true }), { acr: "0" }, "silent"],
    ["a voluntary value", essential({ value: "phr" }), { acr: "pwd" }, "not-applicable"],
    ["acr_values, none of them", { acr_values: "a b" }, { acr: "c" }, "fired low"],
    ["acr_values, and 0", { acr_values: "a b" }, { acr: "0" }, "fired info"],
    ["acr_values, no acr", { acr_values: "a b" }, {}, "fired low"],
    ["acr_values, the second", { acr_values: "a b" }, { acr: "b" }, "silent"],
    ["nothing asked for", {}, {}, "not-applicable"],
    ["claims that are no JSON", { claims: "{" }, {}, "not-applicable"],
  ])("%s", (_, parameters, claims, outcome) => {
    expect(summaryOf("idt-acr-unmet", front(idToken(claims), {}, parameters))).toBe(outcome);
  });
});

describe("idt-continuity-broken (OpenID Connect Core 1.0, sections 3.3.3.6 and 12.2)", () => {
  const id = "idt-continuity-broken";
  it.each([
    ["hybrid: another subject", viaCode({ sub: "2" }, [], idToken({ sub: "1" })), "fired high"],
    ["hybrid: another issuer", viaCode({ iss: "https://b.example" }, [], idToken()), "fired high"],
    ["hybrid: the same person", viaCode({ auth_time: 1 }, [], idToken()), "silent"],
    ["refresh: another subject", viaCode({}, [{ sub: "2" }]), "fired high"],
    ["refresh: another audience", viaCode({}, [{ aud: "other" }]), "fired high"],
    ["refresh: another nonce", viaCode({}, [{ nonce: "n2" }]), "fired high"],
    ["refresh: another auth_time", viaCode({ auth_time: 1 }, [{ auth_time: 2 }]), "fired high"],
    ["second refresh: another subject", viaCode({}, [{}, { sub: "2" }]), "fired high"],
    [
      "refresh: the same, without nonce",
      viaCode({ auth_time: 1 }, [{ nonce: undefined, auth_time: 1, iat: loginTime + 1 }]),
      "silent",
    ],
    [
      "refresh: the audience as a list",
      viaCode({ aud: "Bq3kTz0vYw8" }, [{ aud: ["Bq3kTz0vYw8"] }]),
      "silent",
    ],
    ["one token", viaCode({}), "not-applicable"],
  ])("%s", (_, login, outcome) => {
    expect(summaryOf(id, login)).toBe(outcome);
  });

  it("names token and claim, and masks the person", () => {
    const login = viaCode({ sub: "auth0|65a1c0ffee-made-up" }, [{ sub: "auth0|other-made-up-0001" }]);
    expect(evidenceOf(id, login)).toEqual({
      token: "id_token@2",
      found: "Differs from the ID Token before it.",
      sub: `${mask("auth0|65a1c0ffee-made-up")}, then ${mask("auth0|other-made-up-0001")}`,
    });
  });
});

describe("userinfo-sub-mismatch (OpenID Connect Core 1.0, section 5.3.2)", () => {
  const id = "userinfo-sub-mismatch";
  const withUserInfo = (body: string | null, url = "https://login.example/userinfo", status = 200): Login => {
    const login = viaCode({ sub: "1" });
    const token = login.tokens.find(({ kind }) => kind === "access_token");
    const call = {
      requestId: "u1",
      at: sentAt + 5000,
      method: "GET",
      url,
      initiator: "https://app.example",
      requestHeaders: [],
      tokenId: token?.id ?? "",
      scheme: "Bearer",
      via: "header",
      resource: "script",
      answer: { at: sentAt + 5100, status, headers: [], error: null, ...(body === null ? {} : { body }) },
      provenance: "browser",
    } as const;
    return { ...login, calls: [call] };
  };

  it.each([
    ["another person", withUserInfo('{"sub":"2"}'), "fired high"],
    ["no subject", withUserInfo('{"name":"Zoë"}'), "fired high"],
    ["the same person", withUserInfo('{"sub":"1"}'), "silent"],
    ["the same person, signed", withUserInfo(idToken({ sub: "1" })), "silent"],
    ["another person, signed", withUserInfo(idToken({ sub: "2" })), "fired high"],
    ["an encrypted answer", withUserInfo(jwe()), "undetermined"],
    ["what is no JSON", withUserInfo("<html>"), "undetermined"],
    ["an answer that was not visible", withUserInfo(null), "undetermined"],
    ["an error", withUserInfo('{"error":"invalid_token"}', undefined, 401), "undetermined"],
    ["another API", withUserInfo('{"sub":"2"}', "https://api.example/me"), "not-applicable"],
    [
      "no ID Token",
      loginOf({ response: `${callback}#access_token=${access}&state=${state}` }),
      "not-applicable",
    ],
  ])("%s", (_, login, outcome) => {
    expect(summaryOf(id, login)).toBe(outcome);
  });

  it("knows the endpoint by the metadata", () => {
    const server = serverWith([], { userinfo_endpoint: "https://login.example/me" });
    const login = withUserInfo('{"sub":"2"}', "https://login.example/me?schema=openid");
    expect(summaryOf(id, caseOf(login, { server }))).toBe("fired high");
    expect(verdictOf(id, login).outcome).toBe("not-applicable");
  });

  it("verifies what is signed", async () => {
    const issuer = await makeIssuer();
    const login = withUserInfo(await issuer.sign({ sub: "1" }));
    const { verifications } = await judged(login, serverWith([issuer.jwk]));
    const outcomes = verifications.get("userinfo@u1")?.steps.map(({ id: step, outcome }) => [step, outcome]);
    expect(outcomes).toEqual([
      ["signature", "passed"],
      ["iss", "passed"],
      ["aud", "passed"],
      ["sub", "passed"],
    ]);
  });
});
