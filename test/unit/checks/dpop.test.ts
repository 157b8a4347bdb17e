import { caseOf } from "../../../extension/checks/case.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { sha256Base64url, shortHash } from "../../../extension/oauth/digest.js";
import { thumbprintOf } from "../../../extension/token/thumbprint.js";
import type { Verification } from "../../../extension/token/verification.js";
import { callback, encode, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, jwe, jws, loginTime, opaqueToken } from "../../fixtures/tokens.js";
import {
  access,
  api,
  app,
  authorize,
  call,
  codeResponse,
  committed,
  loginSeen,
  look,
  redemption,
  toCallback,
  tokenCall,
  tokenEndpoint,
} from "../../fixtures/traffic.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const key = {
  kty: "EC",
  crv: "P-256",
  x: "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
  y: "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
};
const thumbprint = thumbprintOf(key) ?? "";
const foreign = { ...key, x: "x".repeat(43) };

interface Proof {
  readonly header?: object;
  readonly claims?: object;
}

const proofFor = (method: string, url: string, { header = {}, claims = {} }: Proof = {}) =>
  jws(
    { typ: "dpop+jwt", alg: "ES256", jwk: key, ...header },
    { jti: `jti-of-${method}-${url}`, htm: method, htu: url, iat: loginTime, ...claims },
  );

const bound = accessToken({ cnf: { jkt: thumbprint } });
const orders = `${api}/orders`;
const granted = { access_token: bound, token_type: "DPoP" };
const redeem = (proof = proofFor("POST", tokenEndpoint), members: object = granted, headers = {}) =>
  tokenCall(300, redemption, members, { sent: { DPoP: proof }, headers });
const calling = (
  proof: string | null,
  {
    ms = 600,
    scheme = "DPoP",
    token = bound,
    ...answered
  }: {
    ms?: number;
    scheme?: string;
    token?: string;
    status?: number;
    headers?: Readonly<Record<string, string>>;
  } = {},
) => call(ms, orders, { Authorization: `${scheme} ${token}`, ...(proof ? { DPoP: proof } : {}) }, answered);
const proofForCall = (more: Proof = {}) =>
  proofFor("GET", orders, { ...more, claims: { ath: sha256Base64url(bound), ...more.claims } });
const login = (...facts: (readonly Observation[])[]) => loginSeen(toCallback(), ...facts);
const bearerLogin = login(tokenCall(300, redemption, { access_token: opaqueToken, token_type: "Bearer" }));

describe("where there is no proof, its checks do not apply", () => {
  it.each([["dpop-proof-invalid"], ["dpop-proof-replayed"], ["dpop-binding-mismatch"], ["dpop-key-exposed"]])(
    "%s",
    (id) => {
      expect(summaryOf(id, bearerLogin)).toBe("not-applicable");
      const hidden = tokenCall(300, redemption, { access_token: opaqueToken }, { sent: null });
      expect(summaryOf(id, login(hidden))).toBe("undetermined");
    },
  );
});

describe("dpop-proof-invalid (RFC 9449, section 4.3)", () => {
  const id = "dpop-proof-invalid";
  const judged = (proof: string, signature: "passed" | "failed" | null = "passed") => {
    const facts = login(redeem(proof));
    const { id: step, ...verified } = { id: "signature", title: "", source: "", inputs: [], reason: "" };
    const verification: Verification = {
      outcome: signature ?? "undetermined",
      steps: [{ id: step, ...verified, outcome: signature ?? "undetermined" }],
    };
    return caseOf(facts, {
      verifications: signature ? new Map([["dpop@token-300", verification]]) : new Map(),
    });
  };
  const proof = (more: Proof) => proofFor("POST", tokenEndpoint, more);

  it.each([
    ["another method", proof({ claims: { htm: "GET" } }), "fired medium"],
    ["another address", proof({ claims: { htu: `${app}/token` } }), "fired medium"],
    [
      "an address that normalisation makes equal",
      proof({ claims: { htu: "https://LOGIN.example:443/oauth/token?x=1" } }),
      "undetermined",
    ],
    ["made an hour ago", proof({ claims: { iat: loginTime - 3600 } }), "fired medium"],
    ["without jti", proof({ claims: { jti: undefined } }), "fired medium"],
    ["another type", proof({ header: { typ: "JWT" } }), "fired medium"],
    ["a MAC", proof({ header: { alg: "HS256" } }), "fired high"],
    ["a private key", proof({ header: { jwk: { ...key, d: "secret-of-the-key" } } }), "fired high"],
    ["without a key", proof({ header: { jwk: undefined } }), "fired medium"],
    ["no JWT", "opaque", "fired medium"],
    ["two of them", `${proof({})}, ${proof({})}`, "fired medium"],
    ["nothing wrong but a signature that nobody checked", proof({}), "undetermined"],
  ])("%s", (_, value, summary) => {
    expect(summaryOf(id, judged(value, null))).toBe(summary);
  });

  it("goes by the verification where there is one", () => {
    expect(summaryOf(id, judged(proof({})))).toBe("silent");
    expect(summaryOf(id, judged(proof({}), "failed"))).toBe("fired medium");
  });

  it("names the rule and masks the proof", () => {
    const faulty = proof({ claims: { htm: "GET" } });
    const shown = evidenceOf(id, judged(faulty, null));
    expect(shown).toMatchObject({
      request: `POST ${tokenEndpoint}`,
      rule: expect.stringContaining("method"),
    });
    expect(shown.proof).not.toContain(faulty);
  });
});

describe("dpop-proof-replayed (RFC 9449, section 11.1)", () => {
  const id = "dpop-proof-replayed";
  const other = proofForCall({ claims: { jti: "another" } });
  const nonce = { "DPoP-Nonce": "n-1" };
  const withNonce = proofForCall({ claims: { jti: "another", nonce: "n-1" } });

  it.each([
    [
      "one proof in two calls",
      [calling(proofForCall()), calling(proofForCall(), { ms: 900 })],
      "fired medium",
    ],
    ["two proofs", [calling(proofForCall()), calling(other, { ms: 900 })], "silent"],
    [
      "a nonce that is ignored",
      [calling(proofForCall(), { headers: nonce }), calling(other, { ms: 900 })],
      "fired medium",
    ],
    [
      "a nonce that is used",
      [calling(proofForCall(), { headers: nonce }), calling(withNonce, { ms: 900 })],
      "silent",
    ],
    ["the nonce of another server", [redeem(undefined, granted, nonce), calling(other)], "silent"],
  ])("%s", (_, facts, summary) => {
    expect(summaryOf(id, login(redeem(), facts.flat()))).toBe(summary);
  });

  it("shows the hash of jti and both times", () => {
    const twice = login(redeem(), calling(proofForCall()), calling(proofForCall(), { ms: 900 }));
    expect(evidenceOf(id, twice)).toEqual({
      jti: shortHash(`jti-of-GET-${orders}`),
      "first sent": "2026-01-05 10:00:00 UTC",
      "sent again": "2026-01-05 10:00:00 UTC",
    });
  });
});

describe("dpop-binding-mismatch (RFC 9449, section 7.1)", () => {
  const id = "dpop-binding-mismatch";
  const challengeOf = { status: 401, headers: { "WWW-Authenticate": "Bearer" } };

  it.each([
    ["token, key and proof that belong together", [redeem(), calling(proofForCall())], "silent"],
    ["a foreign key", [redeem(), calling(proofForCall({ header: { jwk: foreign } }))], "fired high"],
    ["no ath", [redeem(), calling(proofFor("GET", orders))], "fired medium"],
    [
      "the ath of another token",
      [redeem(), calling(proofForCall({ claims: { ath: "a".repeat(43) } }))],
      "fired medium",
    ],
    ["a bound token as Bearer", [redeem(), calling(null, { scheme: "Bearer" })], "fired high"],
    [
      "a bound token as Bearer, as the API asked",
      [redeem(), calling(proofForCall(), challengeOf), calling(null, { ms: 900, scheme: "Bearer" })],
      "silent",
    ],
    [
      "a Bearer answer to a proof",
      [redeem(undefined, { access_token: opaqueToken, token_type: "Bearer" })],
      "fired medium",
    ],
    [
      "a Bearer answer that may bind the refresh token",
      [
        redeem(undefined, {
          access_token: opaqueToken,
          token_type: "bearer",
          refresh_token: "v1.refresh-token-abc",
        }),
      ],
      "fired info",
    ],
  ])("%s", (_, facts, summary) => {
    expect(summaryOf(id, login(facts.flat()))).toBe(summary);
  });

  it.each([
    ["the key that was announced", thumbprint, "silent"],
    ["another", "a".repeat(43), "fired high"],
  ])("compares dpop_jkt: %s", (_, jkt, summary) => {
    expect(summaryOf(id, loginSeen(toCallback(codeResponse, authorize({ dpop_jkt: jkt })), redeem()))).toBe(
      summary,
    );
  });

  it("shows both thumbprints", () => {
    const seen = login(redeem(), calling(proofForCall({ header: { jwk: foreign } })));
    expect(evidenceOf(id, seen)).toEqual({
      request: orders,
      "cnf.jkt": thumbprint,
      "key of the proof": thumbprintOf(foreign),
    });
  });
});

describe("dpop-key-exposed (RFC 9449, section 11.4)", () => {
  const id = "dpop-key-exposed";
  const finding = (extractable: boolean, publicKey: Readonly<Record<string, string>> | null) =>
    look(900, `${app}/`, { keys: [{ where: "indexedDB", key: "auth/keys", extractable, publicKey }] });

  it.each([
    ["a key that can be copied", finding(true, key), "fired medium"],
    ["a key that cannot", finding(false, key), "silent"],
    ["a key of another purpose", finding(true, foreign), "silent"],
    ["a key whose public part was not visible", finding(true, null), "undetermined"],
    ["no key", look(900, `${app}/`), "silent"],
  ])("%s", (_, fact, summary) => {
    expect(summaryOf(id, login(redeem(), [fact]))).toBe(summary);
  });

  it("is undetermined without a look into the client's page", () => {
    expect(summaryOf(id, login(redeem()))).toBe("undetermined");
  });

  it("shows store, key and thumbprint", () => {
    expect(evidenceOf(id, login(redeem(), [finding(true, key)]))).toEqual({
      store: "indexedDB",
      key: "auth/keys",
      extractable: "yes",
      thumbprint,
    });
  });
});

describe("certificate-bound-token-in-front-channel (RFC 8705, section 6.4)", () => {
  const id = "certificate-bound-token-in-front-channel";
  const certificate = accessToken({ cnf: { "x5t#S256": "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2" } });
  const implicit = (token: string) =>
    loginSeen(toCallback(`${callback}#${encode({ access_token: token, state })}`, requestUrl()));

  it.each([
    ["bound", implicit(certificate), "fired medium"],
    ["not bound", implicit(accessToken()), "silent"],
    ["opaque", implicit(opaqueToken), "silent"],
    ["encrypted", implicit(jwe()), "undetermined"],
    [
      "bound, from the token endpoint",
      login(tokenCall(300, redemption, { access_token: certificate })),
      "not-applicable",
    ],
    ["not seen", loginSeen(access(), committed(0, authorize())), "undetermined"],
  ])("%s", (_, seen, summary) => {
    expect(summaryOf(id, seen)).toBe(summary);
  });

  it("names member and channel", () => {
    expect(evidenceOf(id, implicit(certificate))).toEqual({
      token: "access_token",
      cnf: "x5t#S256",
      channel: "fragment",
    });
  });
});
