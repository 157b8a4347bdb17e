import { createHmac, generateKeyPairSync } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Jwk } from "../../../extension/oauth/server-knowledge.js";
import { findTokens } from "../../../extension/workbench/find-tokens.js";
import {
  type KeyMaterial,
  materialOfKeys,
  materialOfSecret,
} from "../../../extension/workbench/key-material.js";
import { thumbprintsOfKey, thumbprintsOfToken } from "../../../extension/workbench/thumbprints.js";
import { verifyPasted } from "../../../extension/workbench/verify-pasted.js";
import { certificatePem, certificateThumbprint } from "../../fixtures/certificate.js";
import { encrypted } from "../../fixtures/vectors/encrypted.js";
import { dpop, ed25519Key, keySet7517, macs, signed, unsecured } from "../../fixtures/vectors/signed.js";

const nothing: KeyMaterial = { keys: [], secret: null, text: "" };
const tokenIn = (text: string) => {
  const [token] = findTokens(text);
  if (!token) throw new Error("no token");
  return token;
};
async function verify(text: string, given: KeyMaterial | null) {
  const { outcome, fault } = await verifyPasted(tokenIn(text), given ?? nothing);
  return fault === undefined ? outcome : `${outcome}: ${fault}`;
}
const pasted = async (keys: unknown) =>
  (await materialOfKeys(typeof keys === "string" ? keys : JSON.stringify(keys))).material;
const secret = async (text: string, encoding: "text" | "base64url" = "text") =>
  (await materialOfSecret(text, encoding)).material;
const spoilt = (raw: string) => raw.replace(/.{6}$/, "AAAAAA");
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("with the keys of the specifications", () => {
  it.each(signed.map((vector) => [vector.section, vector] as const))("%s", async (_, { token, jwk }) => {
    expect(await verify(token, await pasted(jwk))).toBe("passed");
    expect(await verify(spoilt(token), await pasted(jwk))).toBe("failed: bad-signature");
  });

  it.each(macs.map((vector) => [vector.section, vector] as const))("%s", async (_, { token, jwk }) => {
    expect(await verify(token, await pasted(jwk))).toBe("passed");
    expect(await verify(token, await secret(String(jwk.k), "base64url"))).toBe("passed");
    expect(await verify(token, await secret(String(jwk.k)))).toBe("failed: bad-signature");
    expect(await verify(spoilt(token), await pasted(jwk))).toBe("failed: bad-signature");
  });
});

describe("what must never be verified", () => {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const input = `${base64url({ alg: "HS256" })}.${base64url({ sub: "mallory" })}`;
  const confused = (key: string | Buffer) =>
    `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;

  it.each([
    ["PEM", pem, pem],
    ["PEM without its last line break", pem.trim(), pem],
    ["PEM with the line breaks of Windows", pem.replaceAll("\n", "\r\n"), pem.replaceAll("\n", "\r\n")],
    ["DER", publicKey.export({ type: "spki", format: "der" }), pem],
    [
      "PKCS #1",
      publicKey.export({ type: "pkcs1", format: "pem" }),
      publicKey.export({ type: "pkcs1", format: "pem" }),
    ],
    [
      "a JWK",
      JSON.stringify(publicKey.export({ format: "jwk" })),
      JSON.stringify(publicKey.export({ format: "jwk" })),
    ],
  ])("a MAC made with a public key: %s (RFC 8725, section 2.1)", async (_, key, text) => {
    expect(await verify(confused(key as Buffer), await pasted(text.toString()))).toBe(
      "failed: public-secret",
    );
    expect(await verify(confused(key as Buffer), await secret(text.toString()))).toBe(
      "failed: public-secret",
    );
  });

  it("a MAC, by a key pair that has nothing to do with it", async () => {
    expect(await verify(confused("a secret of nobody's, long enough"), await pasted(pem))).toBe(
      "undetermined: no-secret",
    );
  });

  it("a MAC, by what is published as a secret", async () => {
    const [{ token, jwk }] = macs as unknown as [(typeof macs)[0]];
    expect(await verify(token, { keys: [jwk], secret: null, text: null })).toBe("failed: public-secret");
  });

  it.each(["none", "None", "nOnE"])("alg %s", async (alg) => {
    const token = `${base64url({ alg })}.${base64url({ sub: "mallory" })}.`;
    for (const given of [await pasted(pem), await secret("secret"), nothing]) {
      expect(await verify(token, given)).toBe("failed: unsigned");
      expect(await verify(`${token}AAAA`, given)).toBe("failed: unsigned");
    }
    expect(await verify(unsecured, await pasted(keySet7517))).toBe("failed: unsigned");
  });

  it("a signature by its own embedded key", async () => {
    const stranger = await generateKeyPair("ES256", { extractable: true });
    const jwk = await exportJWK(stranger.publicKey);
    const token = await new SignJWT({}).setProtectedHeader({ alg: "ES256", jwk }).sign(stranger.privateKey);
    expect(await verify(token, await pasted(signed[1]?.jwk))).toBe("failed: bad-signature");
  });
});

describe("the choice of the key", () => {
  const make = async (alg: string, kid?: string) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const token = await new SignJWT({ sub: "1" })
      .setProtectedHeader(kid ? { alg, kid } : { alg })
      .sign(privateKey);
    return { token, jwk: (await exportJWK(publicKey)) as Jwk, own: (await exportJWK(privateKey)) as Jwk };
  };

  it.each<[string, (jwk: Jwk) => unknown, string]>([
    ["a key alone, whatever its kid", (jwk) => ({ ...jwk, kid: "other" }), "passed"],
    ["a key alone, without kid", (jwk) => jwk, "passed"],
    [
      "the key of that kid",
      (jwk) => ({
        keys: [
          { ...signed[1]?.jwk, kid: "a" },
          { ...jwk, kid: "k1" },
        ],
      }),
      "passed",
    ],
    [
      "no key of that kid",
      (jwk) => ({
        keys: [
          { ...signed[1]?.jwk, kid: "a" },
          { ...jwk, kid: "b" },
        ],
      }),
      "failed: kid-unknown",
    ],
    ["several without kid", (jwk) => [signed[1]?.jwk, jwk], "passed"],
    ["several that are all wrong", () => [signed[1]?.jwk, keySet7517[0]], "failed: no-key"],
    ["a key of another type", () => ed25519Key, "failed: no-key"],
    ["a key for encryption", (jwk) => ({ ...jwk, use: "enc" }), "failed: no-key"],
    ["a broken key", (jwk) => ({ ...jwk, x: "AA" }), "undetermined: unsupported"],
  ])("%s", async (name, keys, outcome) => {
    const { token, jwk } = await make("ES256", "k1");
    const given =
      name === "several that are all wrong"
        ? [{ ...(keys(jwk) as Jwk[])[1], kid: "k1" }, ed25519Key]
        : keys(jwk);
    expect(await verify(token, await pasted(given))).toBe(outcome);
  });

  it("takes the public part of a private key", async () => {
    const { token, own } = await make("ES256");
    expect(await verify(token, await pasted(own))).toBe("passed");
  });

  it("takes no secret for a signature, and no RSA key of less than 2048 bits", async () => {
    const { token } = await make("RS256");
    expect(await verify(token, await secret("a secret"))).toBe("undetermined: no-key");
    const small = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ format: "jwk" });
    expect(await verify(token, await pasted(small))).toBe("failed: weak-key");
  });

  it("says so of a secret that is too short (RFC 7518, section 3.2)", async () => {
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode("0123456789abcdef"));
    expect(await verify(token, await secret("0123456789abcdef"))).toBe("failed: weak-key");
  });

  it.each([
    ["an encrypted token", encrypted[0]?.token ?? "", "not-applicable"],
    ["an opaque token", "2YotnFZFEjr1zCsicMWpAA", "not-applicable"],
    ["crit", `${base64url({ alg: "ES256", crit: ["x"], x: 1 })}.e30.AAAA`, "failed: crit"],
    ["padding", `${(signed[1]?.token ?? "").replace(/\./, "=.")}`, "failed: malformed"],
    ["an unknown algorithm", `${base64url({ alg: "XS256" })}.e30.AAAA`, "undetermined: unsupported"],
  ])("says so of %s", async (_, text, outcome) => {
    expect(await verify(text, await pasted(signed[1]?.jwk))).toBe(outcome);
  });
});

describe("thumbprints", () => {
  const token = tokenIn(dpop.atResource);

  it("RFC 7638, section 3.1", async () => {
    const { keys } = await materialOfKeys(JSON.stringify(keySet7517[1]));
    expect(keys.flatMap((key) => thumbprintsOfKey(key, token))).toEqual([
      { label: "JWK (RFC 7638)", value: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", agrees: null },
    ]);
  });

  it("RFC 8037, A.3", async () => {
    const { keys } = await materialOfKeys(JSON.stringify(ed25519Key));
    expect(keys.flatMap((key) => thumbprintsOfKey(key, token))[0]?.value).toBe(
      "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
    );
  });

  it("RFC 9449, sections 4.2 and 6.1: `ath`, and the key of the proof", () => {
    expect(thumbprintsOfToken(tokenIn(`Authorization: DPoP ${dpop.accessToken}`))).toEqual([
      {
        label: "SHA-256 of the token (`ath`)",
        value: "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo",
        agrees: null,
      },
    ]);
    expect(thumbprintsOfToken(token)[1]).toEqual({
      label: "`jwk` in the header (RFC 7638)",
      value: dpop.thumbprint,
      agrees: null,
    });
  });

  it("of certificates, and whether the token names them (RFC 7515, section 4.1.8)", async () => {
    const x5c = [certificatePem.replace(/-----.*-----|\s/g, "")];
    const bearing = (stated: string) =>
      tokenIn(`${base64url({ alg: "ES256", x5c, "x5t#S256": stated })}.e30.AAAA`);
    const { keys } = await materialOfKeys(certificatePem);
    for (const [stated, agrees] of [
      [certificateThumbprint, true],
      ["AAAA", false],
    ] as const) {
      expect(thumbprintsOfToken(bearing(stated))[1]).toMatchObject({ value: certificateThumbprint, agrees });
      expect(keys.flatMap((key) => thumbprintsOfKey(key, bearing(stated)))[1]).toMatchObject({
        value: certificateThumbprint,
        agrees,
      });
    }
  });

  it("says where the token names the key: by `kid` or `cnf.jkt`", async () => {
    const { keys } = await materialOfKeys(JSON.stringify(ed25519Key));
    const jkt = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
    const named = [
      `${base64url({ alg: "EdDSA", kid: jkt })}.e30.AAAA`,
      `${base64url({ alg: "EdDSA" })}.${base64url({ cnf: { jkt } })}.AAAA`,
    ];
    for (const text of named) {
      expect(keys.flatMap((key) => thumbprintsOfKey(key, tokenIn(text)))[0]?.agrees).toBe(true);
    }
  });
});
