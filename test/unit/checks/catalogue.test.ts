import { caseOf } from "../../../extension/checks/case.js";
import { atLeastMedium, checks, evaluate } from "../../../extension/checks/catalogue.js";
import { severities } from "../../../extension/checks/verdict.js";
import type { Login } from "../../../extension/flow/login.js";
import { readCheckNotes } from "../../../scripts/checks-docs.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { known } from "../../fixtures/server.js";
import { accessToken, opaqueToken } from "../../fixtures/tokens.js";

const catalogue = `
  required-parameter-missing duplicate-parameter redirect-uri-insecure redirect-uri-risky
  response-type-issues-access-token response-mode-query-for-tokens state-missing state-readable-data
  nonce-missing transaction-value-guessable transaction-value-reused pkce-missing pkce-plain
  pkce-value-malformed pkce-support-not-advertised secret-in-front-channel openid-scope-missing
  prompt-conflict request-object-unsigned request-object-inconsistent request-uri-unsafe
  par-required-bypassed resource-request-invalid

  access-token-in-fragment token-in-query access-token-in-form-post id-token-in-fragment
  id-token-form-post-login code-in-fragment code-pkce-response response-mode-mismatch
  unexpected-credential-in-response refresh-token-in-front-channel state-mismatch
  unsolicited-response response-at-other-uri iss-mismatch iss-missing mix-up-undefended
  error-response-invalid prompt-none-outcome token-type-invalid token-lifetime-long
  response-replayed scope-broader-than-requested jarm-response-invalid

  idt-malformed idt-alg-none idt-alg-unexpected idt-hmac-in-browser idt-signature-invalid
  idt-kid-unresolved idt-header-unsafe idt-typ-confusion idt-encrypted idt-claim-missing
  idt-iss-mismatch idt-aud-mismatch idt-azp-or-extra-audience idt-expired idt-time-implausible
  idt-nonce-mismatch idt-at-hash idt-c-hash idt-s-hash idt-auth-time-stale idt-acr-unmet
  idt-continuity-broken userinfo-sub-mismatch jwks-unsafe discovery-issuer-mismatch

  at-signature-invalid at-profile-violation api-accepts-invalid-token id-token-as-api-token
  cors-on-token-api

  token-in-referer token-left-in-url third-party-content-on-callback token-to-third-party
  token-outside-audience access-token-in-api-query token-in-web-storage token-in-script-cookie
  session-cookie-flags open-redirect-callback authz-page-leaks-request

  client-secret-in-browser password-grant pkce-verifier-mismatch pkce-downgrade-accepted
  code-or-redirect-mismatch code-sent-to-other-as credential-response-cacheable
  refresh-token-not-rotated refresh-token-reuse-accepted

  dpop-proof-invalid dpop-proof-replayed dpop-binding-mismatch dpop-key-exposed
  certificate-bound-token-in-front-channel

  postmessage-target-unsafe postmessage-sender-unverified

  logout-redirect-unsafe logout-tokens-remain frontchannel-logout-invalid

  transport-insecure clickjacking-unprotected redirect-307-credentials
  cors-on-authorization-endpoint
`
  .trim()
  .split(/\s+/);

const notes = readCheckNotes();

describe("the catalogue", () => {
  it("has each of its 110 checks once", () => {
    expect(checks.map(({ id }) => id).toSorted()).toEqual(catalogue.toSorted());
  });

  it.each(checks.map((check) => [check.id, check] as const))("%s explains itself", (id, check) => {
    expect(check.title).toMatch(/^\S.*\.$/);
    expect(check.remedy).toMatch(/^[A-Z].*\.$/);
    expect(check.citations.length).toBeGreaterThan(0);
    for (const { label, url } of check.citations) {
      expect(label).toMatch(/, section [\d.]+$|^Auth0 documentation, /);
      expect(new URL(url).protocol).toBe("https:");
    }
    expect(new Set(check.citations.map(({ url }) => url)).size).toBe(check.citations.length);
    expect(notes.get(id)).toEqual({
      severity: expect.stringMatching(new RegExp(`\\b(?:${severities.join("|")})\\b`)),
      fires: expect.stringMatching(/^\S.{20,}\.$/),
      silent: expect.stringMatching(/^\S.{10,}\.$/),
      differs: expect.stringMatching(/^$|^The catalogue |^By the order in the catalogue .+\.$/),
    });
  });
});

const summaries = (login: Login, beside = {}) =>
  evaluate(caseOf(login, beside)).map(({ check, verdict }) =>
    verdict.outcome === "fired" ? `${check.id}: ${verdict.severity}` : `${check.id}: ${verdict.outcome}`,
  );

describe("evaluate", () => {
  const poor = loginOf({
    request: requestUrl({ response_type: "code token", state: undefined, nonce: undefined }),
    response: `${callback}#access_token=${opaqueToken}&token_type=Bearer&expires_in=3601&code=SplxlOBeZQQYbYS6WxSbIA`,
  });

  it("puts the gravest findings first, then what could not be decided, then the rest", () => {
    const order = [...severities, "undetermined", "silent", "not-applicable"];
    const ranks = summaries(poor).map((summary) => order.indexOf(summary.split(": ")[1] ?? ""));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(new Set(ranks).size).toBeGreaterThan(5);
    expect(summaries(poor).slice(0, 3)).toEqual([
      "response-type-issues-access-token: high",
      "state-missing: high",
      "access-token-in-fragment: high",
    ]);
  });

  it("counts what fired with high or medium severity", () => {
    const expected = summaries(poor).filter((summary) => /: (?:high|medium)$/.test(summary)).length;
    expect(expected).toBeGreaterThan(2);
    expect(atLeastMedium(evaluate(caseOf(poor)))).toBe(expected);
  });

  it.each([
    ["a broken request", { request: "https://as.example/a?response_type=%FF&client_id=%&request=..&state" }],
    [
      "a broken response",
      { request: null, response: "no url#access_token=%&id_token=...&expires_in=-1&token_type" },
    ],
    [
      "nothing but a token",
      { request: null, response: `${callback}#access_token=&id_token=eyJ.&token_type=a` },
    ],
    [
      "members that are no text",
      {
        request: requestUrl({
          claims: '{"id_token":{"acr":null,"auth_time":{"essential":{"toString":1}}}}',
          authorization_details: '[{"type":{"toString":1}}]',
          resource: "[{}]",
        }),
        response: `${callback}#${encode({ access_token: accessToken({ scope: { toString: 1 }, aud: [[]] }), token_type: "x", state })}`,
      },
    ],
    [
      "everything far too long",
      {
        request: requestUrl({ state: "a".repeat(200_000) }),
        response: `${callback}#state=${"%41".repeat(100_000)}&id_token=${"eyJ.".repeat(50_000)}`,
      },
    ],
  ])("gives the same findings twice, and never throws, for %s", (_, messages) => {
    const metadata = known({
      issuer: { toString: 1 },
      response_types_supported: [{ toString: 1 }],
      code_challenge_methods_supported: "S256",
    });
    for (const beside of [{}, { server: metadata }]) {
      const login = loginOf(messages);
      expect(summaries(login, beside)).toEqual(summaries(login, beside));
      expect(summaries(login, beside)).toHaveLength(checks.length);
    }
  });
});
