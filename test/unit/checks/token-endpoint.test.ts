import { type Case, caseOf } from "../../../extension/checks/case.js";
import type { PastLogin } from "../../../extension/flow/history.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { mask } from "../../../extension/mask.js";
import { shortHash } from "../../../extension/oauth/digest.js";
import { nothingKnown, type ServerKnowledge } from "../../../extension/oauth/server-knowledge.js";
import { callback, requestUrl, state } from "../../fixtures/login.js";
import { clientId, jws, opaqueToken } from "../../fixtures/tokens.js";
import {
  access,
  app,
  authorize,
  challenge,
  code,
  codeResponse,
  committed,
  loginSeen,
  page,
  redemption,
  redirect,
  request,
  response,
  sentHeaders,
  server,
  start,
  toCallback,
  tokenCall,
  tokenEndpoint,
  verifier,
} from "../../fixtures/traffic.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const granted = { access_token: opaqueToken, token_type: "Bearer", expires_in: 3600 };
const refresh = "v1.MfjQ0bT3Yw5kR8sXc1Zp";
const codeLogin = (...facts: (readonly Observation[])[]) => loginSeen(toCallback(), ...facts);
const redeem = (form: Readonly<Record<string, string>> = {}, members: object | null = granted, more = {}) =>
  tokenCall(300, { ...redemption, ...form }, members, more);
const without = (...names: (keyof typeof redemption)[]) =>
  Object.fromEntries(Object.entries(redemption).filter(([name]) => !names.some((other) => other === name)));

/** A login whose code a server redeems, of which the browser sees nothing. */
const serverLogin = loginSeen(
  request(0, "1", authorize(), { initiator: app }),
  redirect(90, "1", authorize(), codeResponse),
  request(100, "1", codeResponse),
  redirect(120, "1", codeResponse, `${app}/home`),
);

describe("where a server redeems the code, its checks do not pass in silence", () => {
  it.each([
    ["client-secret-in-browser"],
    ["pkce-verifier-mismatch"],
    ["pkce-downgrade-accepted"],
    ["code-or-redirect-mismatch"],
    ["code-sent-to-other-as"],
    ["credential-response-cacheable"],
    ["refresh-token-not-rotated"],
    ["refresh-token-reuse-accepted"],
  ])("%s", (id) => {
    expect(summaryOf(id, serverLogin)).toBe("undetermined");
    expect(summaryOf(id, loginSeen(access(), committed(0, authorize())))).toBe("undetermined");
  });
});

describe("client-secret-in-browser (OAuth 2.0 for Browser-Based Applications, section 6.3.3.1)", () => {
  const id = "client-secret-in-browser";
  const basic = (credentials: string) => ({ sent: { Authorization: `Basic ${btoa(credentials)}` } });
  const assertion = (alg: string) => ({ client_assertion: jws({ alg }, { iss: clientId }) });
  const pushed = (form: Readonly<Record<string, string>>) => [
    request(-300, "p", `${server}/oauth/par`, { form, initiator: app, resource: "script" }),
    sentHeaders(-299, "p", `${server}/oauth/par`, {}, "POST"),
  ];
  const par = { client_id: clientId, response_type: "code", redirect_uri: callback };

  it.each([
    ["client_secret", redeem({ client_secret: "a-very-secret-secret" }), "fired high"],
    ["HTTP Basic", redeem({}, granted, basic("spa:a-very-secret-secret")), "fired high"],
    ["HTTP Basic without a secret", redeem({}, granted, basic("spa:")), "silent"],
    ["client_secret_jwt", redeem(assertion("HS256")), "fired high"],
    ["private_key_jwt", redeem(assertion("ES256")), "fired info"],
    [
      "client_credentials",
      tokenCall(300, { grant_type: "client_credentials", client_id: clientId }, granted),
      "fired high",
    ],
    ["a pushed request", pushed({ ...par, client_secret: "a-very-secret-secret" }), "fired high"],
    ["a pushed request without secret", pushed(par), "silent"],
    ["client_id and verifier", redeem(), "silent"],
    ["headers that were not visible", redeem({}, granted, { sent: null }), "undetermined"],
  ])("%s", (_, facts, summary) => {
    expect(summaryOf(id, codeLogin(facts))).toBe(summary);
  });

  it("shows endpoint, method and the secret masked", () => {
    const secret = "a-very-secret-secret";
    expect(evidenceOf(id, codeLogin(redeem({}, granted, basic(`spa:${secret}`))))).toEqual({
      endpoint: tokenEndpoint,
      authentication: "client_secret_basic",
      value: mask(secret),
    });
  });
});

describe("password-grant (RFC 9700, section 2.4)", () => {
  const id = "password-grant";
  const form = (grant: string) => ({ grant_type: grant, username: "ada", client_id: clientId });

  it.each([
    ["password", tokenCall(0, form("password"), granted), "fired high"],
    [
      "Auth0's password-realm",
      tokenCall(0, form("http://auth0.com/oauth/grant-type/password-realm"), granted),
      "fired high",
    ],
    ["the server's own form", tokenCall(0, form("password"), granted, { initiator: server }), "silent"],
    ["a code", redeem(), "silent"],
  ])("%s", (_, facts, summary) => {
    expect(summaryOf(id, loginSeen(facts))).toBe(summary);
  });

  it("does not apply to a redirect, and names no value", () => {
    expect(summaryOf(id, serverLogin)).toBe("not-applicable");
    expect(evidenceOf(id, loginSeen(tokenCall(0, form("password"), granted)))).toEqual({
      endpoint: tokenEndpoint,
      "page of": app,
      grant_type: "password",
      parameters: "grant_type, username, client_id",
    });
  });
});

describe("pkce-verifier-mismatch (RFC 7636, section 4.6)", () => {
  const id = "pkce-verifier-mismatch";
  const wrong = "x".repeat(43);

  it.each([
    ["a verifier that fits", codeLogin(redeem()), "silent"],
    ["another verifier, accepted", codeLogin(redeem({ code_verifier: wrong })), "fired high"],
    [
      "another verifier, refused",
      codeLogin(redeem({ code_verifier: wrong }, { error: "invalid_grant" }, { status: 400 })),
      "fired high",
    ],
    ["no verifier", codeLogin(tokenCall(300, without("code_verifier"), granted)), "fired high"],
    [
      "no challenge",
      loginSeen(toCallback(codeResponse, authorize({ code_challenge: undefined })), redeem()),
      "not-applicable",
    ],
    [
      "a request that was pushed",
      loginSeen(
        toCallback(codeResponse, `${server}/authorize?client_id=${clientId}&request_uri=urn:x`),
        redeem(),
      ),
      "undetermined",
    ],
    [
      "an unknown method",
      loginSeen(toCallback(codeResponse, authorize({ code_challenge_method: "S512" })), redeem()),
      "undetermined",
    ],
  ])("%s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("stresses that the server accepted it", () => {
    expect(evidenceOf(id, codeLogin(redeem({ code_verifier: wrong })))).toMatchObject({
      code_challenge_method: "S256",
      code_challenge: mask(challenge),
      status: "200",
      server: "accepted it",
    });
    const refused = codeLogin(redeem({ code_verifier: wrong }, { error: "invalid_grant" }, { status: 400 }));
    expect(evidenceOf(id, refused)).not.toHaveProperty("server");
  });
});

describe("pkce-downgrade-accepted (RFC 9700, section 4.8.2)", () => {
  const id = "pkce-downgrade-accepted";
  const bare = authorize({ code_challenge: undefined, code_challenge_method: undefined });
  const login = (...facts: (readonly Observation[])[]) => loginSeen(toCallback(codeResponse, bare), ...facts);

  it.each([
    ["a verifier without a challenge, accepted", login(redeem()), "fired high"],
    ["refused", login(redeem({}, { error: "invalid_grant" }, { status: 400 })), "silent"],
    ["an answer that nobody saw", login(redeem({}, null)), "undetermined"],
    ["no verifier", login(tokenCall(300, without("code_verifier"), granted)), "not-applicable"],
    ["a challenge", codeLogin(redeem()), "not-applicable"],
    [
      "a pushed request",
      loginSeen(
        toCallback(codeResponse, `${server}/authorize?client_id=${clientId}&request_uri=urn:x`),
        redeem(),
      ),
      "undetermined",
    ],
  ])("%s", (_, seen, summary) => {
    expect(summaryOf(id, seen)).toBe(summary);
  });

  it("names parameters and status", () => {
    expect(evidenceOf(id, login(redeem()))).toEqual({
      code_challenge: "absent",
      code_verifier: "present",
      status: "200",
    });
  });
});

describe("code-or-redirect-mismatch (RFC 9700, section 4.5.1)", () => {
  const id = "code-or-redirect-mismatch";
  const past = (hashes: Readonly<Record<string, string>>, more: Partial<PastLogin> = {}): PastLogin => ({
    flowId: "login-0",
    at: start - 5000,
    endedAt: start - 1000,
    clientId,
    serverOrigin: server,
    tabId: 1,
    silent: false,
    error: null,
    issuerNamed: false,
    idTokenAlg: null,
    hashes,
    stems: {},
    ...more,
  });
  const received = past({ code: shortHash("the-code-that-came-back") });
  const pasted = (history: readonly PastLogin[]): Case => caseOf(loginSeen(redeem()), { history });

  it.each([
    ["the code that came back, at its redirect URI", codeLogin(redeem()), "silent"],
    ["another redirect URI", codeLogin(redeem({ redirect_uri: `${app}/other` })), "fired medium"],
    [
      "no redirect URI, as OAuth 2.1 has it",
      codeLogin(tokenCall(300, without("redirect_uri"), granted)),
      "silent",
    ],
    ["a code from elsewhere after another came back", pasted([received]), "fired high"],
    ["a code from an earlier login", pasted([received, past({ code: shortHash(code) })]), "undetermined"],
    ["a code after another client's", pasted([{ ...received, clientId: "other" }]), "undetermined"],
    ["a code long after", pasted([{ ...received, endedAt: start - 3_600_000 }]), "undetermined"],
    ["a code of which nothing is known", pasted([]), "undetermined"],
  ])("%s", (_, subject, summary) => {
    expect(summaryOf(id, subject)).toBe(summary);
  });

  it("shows hashes of the codes, and both URIs", () => {
    expect(evidenceOf(id, pasted([received]))).toEqual({
      "code redeemed": shortHash(code),
      "code received": shortHash("the-code-that-came-back"),
    });
    expect(evidenceOf(id, codeLogin(redeem({ redirect_uri: `${app}/other` })))).toEqual({
      "authorization request": callback,
      "token request": `${app}/other`,
    });
  });
});

describe("code-sent-to-other-as (RFC 9700, section 4.4.2)", () => {
  const id = "code-sent-to-other-as";
  const published = (metadata: object): ServerKnowledge => ({
    ...nothingKnown,
    metadata: {
      state: "known",
      url: `${server}/.well-known/openid-configuration`,
      at: start,
      value: { issuer: `${server}/`, authorization_endpoint: `${server}/authorize`, ...metadata },
    },
  });
  const at = (endpoint: string, knowledge = published({ token_endpoint: tokenEndpoint })): Case =>
    caseOf(codeLogin(redeem({}, granted, { endpoint })), { server: knowledge });
  const alias = {
    token_endpoint: tokenEndpoint,
    mtls_endpoint_aliases: { token_endpoint: "https://mtls.test/token" },
  };

  it.each([
    ["the endpoint that is published", at(tokenEndpoint), "silent"],
    ["its alias for mutual TLS", at("https://mtls.test/token", published(alias)), "silent"],
    ["another server", at("https://other.test/token"), "fired high"],
    ["the client's own backend", at(`${app}/api/token`), "silent"],
    ["the same site without metadata", at("https://tokens.login.example/t", nothingKnown), "silent"],
    ["another site without metadata", at("https://other.test/token", nothingKnown), "undetermined"],
  ])("%s", (_, subject, summary) => {
    expect(summaryOf(id, subject)).toBe(summary);
  });

  it("shows both endpoints and the issuer", () => {
    expect(evidenceOf(id, at("https://other.test/token"))).toEqual({
      "authorization endpoint": `${server}/authorize`,
      "token endpoint used": "https://other.test/token",
      "token endpoint published": tokenEndpoint,
      issuer: `${server}/`,
    });
  });
});

describe("credential-response-cacheable (RFC 6749, section 5.1)", () => {
  const id = "credential-response-cacheable";
  const answer = (headers: Readonly<Record<string, string>>) => redeem({}, granted, { headers });
  const formPost = (headers: Readonly<Record<string, string>>) =>
    loginSeen(
      page(0, "1", requestUrl({ response_mode: "form_post" }), { initiator: app, headers }),
      request(90, "2", callback, { form: { code, state }, initiator: server }),
    );
  const pushed = (headers: Readonly<Record<string, string>>, status = 201) => [
    request(-300, "p", `${server}/oauth/par`, {
      form: { client_id: clientId, response_type: "code" },
      initiator: app,
      resource: "script",
    }),
    response(-250, "p", `${server}/oauth/par`, { status, headers }),
  ];

  it.each([
    ["private", codeLogin(answer({ "Cache-Control": "private" })), "fired medium"],
    ["another header alone", codeLogin(answer({ Pragma: "no-cache" })), "fired medium"],
    ["no-store", codeLogin(answer({ "cache-control": "no-cache, No-Store" })), "silent"],
    ["headers that were not visible", codeLogin(answer({})), "undetermined"],
    [
      "an error",
      codeLogin(redeem({}, { error: "invalid_grant" }, { status: 400, headers: { Date: "x" } })),
      "not-applicable",
    ],
    ["a form post page", formPost({ "cache-control": "private" }), "fired low"],
    ["a form post page with no-store", formPost({ "cache-control": "no-store" }), "silent"],
    ["a pushed request", codeLogin(redeem(), pushed({ "Cache-Control": "max-age=60" })), "fired low"],
    ["an answer of status 204", codeLogin(redeem(), pushed({ Date: "x" }, 204)), "silent"],
  ])("%s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("shows path and header", () => {
    expect(evidenceOf(id, codeLogin(answer({ "Cache-Control": "private" })))).toEqual({
      "token endpoint": tokenEndpoint,
      "Cache-Control": "private",
    });
  });
});

describe("refresh-token-not-rotated (RFC 9700, section 4.14.2)", () => {
  const id = "refresh-token-not-rotated";
  const first = redeem({}, { ...granted, refresh_token: refresh });
  const again = (members: object | null, more = {}) =>
    tokenCall(
      4000,
      { grant_type: "refresh_token", refresh_token: refresh, client_id: clientId },
      members,
      more,
    );
  const proof = { sent: { DPoP: "a-proof" } };

  it.each([
    ["the same one again", [...first, ...again({ ...granted, refresh_token: refresh })], "fired high"],
    ["none", [...first, ...again(granted)], "fired high"],
    ["a new one", [...first, ...again({ ...granted, refresh_token: "v1.another" })], "silent"],
    [
      "the same one, bound by DPoP",
      [...first, ...again({ ...granted, refresh_token: refresh }, proof)],
      "silent",
    ],
    ["the same one, headers not visible", [...first, ...again(granted, { sent: null })], "undetermined"],
    ["a first one", first, "fired info"],
    ["a first one, bound by DPoP", redeem({}, { ...granted, refresh_token: refresh }, proof), "silent"],
    [
      "a refresh that was refused",
      [...first, ...again({ error: "invalid_grant" }, { status: 400 })],
      "fired info",
    ],
    ["a refresh whose answer nobody saw", [...first, ...again(null)], "undetermined"],
    ["no refresh token", redeem(), "not-applicable"],
  ])("%s", (_, facts, summary) => {
    expect(summaryOf(id, codeLogin(facts))).toBe(summary);
  });

  it("shows hashes before and after", () => {
    expect(evidenceOf(id, codeLogin(first, again(granted)))).toEqual({
      endpoint: tokenEndpoint,
      before: shortHash(refresh),
      after: "none given",
    });
  });
});

describe("refresh-token-reuse-accepted (RFC 9700, section 4.14.2)", () => {
  const id = "refresh-token-reuse-accepted";
  const first = redeem({}, { ...granted, refresh_token: refresh });
  const send = (ms: number, sent: string, members: object | null, status = 200) =>
    tokenCall(ms, { grant_type: "refresh_token", refresh_token: sent, client_id: clientId }, members, {
      status,
    });
  const rotated = send(10_000, refresh, { ...granted, refresh_token: "v1.another" });
  const refused = { error: "invalid_grant" };

  it.each([
    ["accepted a day later", [...rotated, ...send(86_410_000, refresh, granted)], "fired high"],
    ["refused a day later", [...rotated, ...send(86_410_000, refresh, refused, 400)], "fired medium"],
    ["of two tabs at once", [...rotated, ...send(12_000, refresh, granted)], "fired low"],
    ["each time the newest", [...rotated, ...send(90_000, "v1.another", granted)], "silent"],
    [
      "again after an answer that was lost",
      [...send(10_000, refresh, null, 502), ...send(60_000, refresh, granted)],
      "undetermined",
    ],
    [
      "again after an error",
      [...send(10_000, refresh, refused, 400), ...send(60_000, refresh, granted)],
      "silent",
    ],
  ])("%s", (_, facts, summary) => {
    expect(summaryOf(id, codeLogin(first, facts))).toBe(summary);
  });

  it("shows hash, times and status", () => {
    expect(evidenceOf(id, codeLogin(first, rotated, send(70_000, refresh, granted)))).toEqual({
      "refresh token": shortHash(refresh),
      replaced: "2026-01-05 10:00:10 UTC",
      "sent again": "2026-01-05 10:01:10 UTC, 60.0 s later",
      status: "200",
    });
    expect(verdictOf(id, codeLogin(redeem()))).toEqual({ outcome: "not-applicable" });
  });
});

it("masks the verifier that was computed", () => {
  const wrong = `${verifier.slice(0, -1)}x`;
  const shown = JSON.stringify(
    verdictOf("pkce-verifier-mismatch", codeLogin(redeem({ code_verifier: wrong }))),
  );
  expect(shown).not.toContain(wrong);
});
