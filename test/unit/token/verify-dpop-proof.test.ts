import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { thumbprintOf } from "../../../extension/token/thumbprint.js";
import {
  dpopProofSteps,
  type ProofRequest,
  proofThumbprint,
  verifyDpopProof,
} from "../../../extension/token/verify-dpop-proof.js";
import { dpop, ed25519Key, keySet7517 } from "../../fixtures/vectors/signed.js";

const tokenRequest: ProofRequest = {
  method: "POST",
  url: "https://server.example.com/token",
  at: 1_562_262_616_000,
  accessToken: null,
};
const faultsOf = async (proof: string, request: ProofRequest) =>
  (await verifyDpopProof(proof, request)).steps
    .filter(({ outcome }) => outcome === "failed" || outcome === "undetermined")
    .map(({ id, fault }) => `${id}: ${fault}`);

describe("thumbprintOf", () => {
  it.each([
    ["RFC 7638, section 3.1", keySet7517[1], "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"],
    ["RFC 8037, A.3", ed25519Key, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"],
    ["a key without its curve", { kty: "EC", x: "a", y: "b" }, null],
    ["no known type", { kty: "constructor" }, null],
  ])("%s", (_, jwk, thumbprint) => {
    expect(thumbprintOf(jwk)).toBe(thumbprint);
  });
});

describe("verifyDpopProof (RFC 9449, section 4.3)", () => {
  it("passes the proof of RFC 9449, section 5", async () => {
    const { outcome, steps } = await verifyDpopProof(dpop.atTokenEndpoint, tokenRequest);
    expect(outcome).toBe("passed");
    expect(steps.map(({ id, outcome: result }) => [id, result])).toEqual([
      ["form", "passed"],
      ["claims", "passed"],
      ["typ", "passed"],
      ["alg", "passed"],
      ["jwk", "passed"],
      ["signature", "passed"],
      ["htm", "passed"],
      ["htu", "passed"],
      ["iat", "passed"],
      ["ath", "not-applicable"],
    ]);
    expect(proofThumbprint(dpop.atTokenEndpoint)).toBe(dpop.thumbprint);
  });

  it("passes the proof of RFC 9449, section 7.1, with its access token", async () => {
    const request = {
      method: "GET",
      url: "https://resource.example.org/protectedresource?page=1#top",
      at: 1_562_262_618_000,
      accessToken: dpop.accessToken,
    };
    expect((await verifyDpopProof(dpop.atResource, request)).outcome).toBe("passed");
    expect(await faultsOf(dpop.atResource, { ...request, accessToken: "another" })).toEqual([
      "ath: different",
    ]);
    expect(await faultsOf(dpop.atTokenEndpoint, { ...tokenRequest, accessToken: "a" })).toEqual([
      "ath: missing",
    ]);
  });

  it.each([
    ["another method", { method: "GET" }, ["htm: htm"]],
    ["another path", { url: "https://server.example.com/token2" }, ["htu: htu"]],
    ["another host", { url: "https://server.example.net/token" }, ["htu: htu"]],
    ["another port", { url: "https://server.example.com:8443/token" }, ["htu: htu"]],
    ["five minutes later", { at: tokenRequest.at + 300_000 }, []],
    ["more than five minutes later", { at: tokenRequest.at + 300_001 }, ["iat: iat"]],
    ["more than five minutes before", { at: tokenRequest.at - 300_001 }, ["iat: iat"]],
    ["an address written otherwise", { url: "HTTPS://Server.example.com:443/%74oken" }, []],
  ])("%s", async (_, change, faults) => {
    expect(await faultsOf(dpop.atTokenEndpoint, { ...tokenRequest, ...change })).toEqual(faults);
  });

  const claims = { jti: "1", htm: "POST", htu: tokenRequest.url, iat: tokenRequest.at / 1000 };
  const sign = async (header: object = {}, payload: object = claims) => {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    const jwk = await exportJWK(publicKey);
    return new SignJWT({ ...payload })
      .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk, ...header } as never)
      .sign(privateKey);
  };

  it.each<[string, () => Promise<string>, readonly string[]]>([
    ["a good one", () => sign(), []],
    ["another type", () => sign({ typ: "JWT" }), ["typ: typ"]],
    [
      "a private key",
      async () => sign({ jwk: { ...ed25519Key, d: "x" } }),
      ["jwk: private", "signature: undefined"],
    ],
    ["another key", async () => sign({ jwk: { ...keySet7517[0] } }), ["signature: bad-signature"]],
    ["no key", () => sign({ jwk: undefined }), ["jwk: absent", "signature: undefined"]],
    ["no jti", () => sign({}, { ...claims, jti: undefined }), ["claims: claim"]],
    ["no address", () => sign({}, { ...claims, htu: undefined }), ["claims: claim", "htu: htu"]],
    ["what is no JWT", async () => "abc", ["form: malformed"]],
    ["padding", async () => `${await sign()}=`, ["form: malformed"]],
  ])("%s", async (_, proof, faults) => {
    const found = await faultsOf(await proof(), tokenRequest);
    expect(
      found.map((fault) => (fault === "signature: unsupported" ? "signature: undefined" : fault)),
    ).toEqual(faults);
  });

  it.each([
    ["none", ["alg: alg"]],
    ["HS256", ["alg: alg"]],
  ])("a proof by %s", async (alg, faults) => {
    const header = Buffer.from(JSON.stringify({ alg, typ: "dpop+jwt", jwk: ed25519Key })).toString(
      "base64url",
    );
    const payload = Buffer.from(JSON.stringify(claims)).toString("base64url");
    const found = await faultsOf(`${header}.${payload}.AAAA`, tokenRequest);
    expect(found.filter((fault) => !fault.startsWith("signature"))).toEqual(faults);
    expect((await verifyDpopProof(`${header}.${payload}.AAAA`, tokenRequest)).outcome).toBe("failed");
  });

  it("tells all but the signature at once", () => {
    const steps = dpopProofSteps(dpop.atTokenEndpoint, tokenRequest);
    expect(steps.filter(({ outcome }) => outcome === "undetermined").map(({ id }) => id)).toEqual([
      "signature",
    ]);
  });
});
