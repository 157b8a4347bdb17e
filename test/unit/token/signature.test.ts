import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Jwk } from "../../../extension/oauth/server-knowledge.js";
import { decode, type Jws } from "../../../extension/token/decode.js";
import { type Keys, verifySignature } from "../../../extension/token/signature.js";
import { encrypted } from "../../fixtures/vectors/encrypted.js";
import {
  core,
  detached,
  flattened,
  keySet7517,
  macs,
  signed,
  unsecured,
} from "../../fixtures/vectors/signed.js";

const at = 1_767_607_200_000;
const keysOf = (keys: readonly Jwk[], more: Partial<Keys> = {}): Keys => ({
  set: { state: "known", url: "https://login.example/jwks", at, value: { keys } },
  missing: [],
  receivedAt: at - 1000,
  clientId: "client-1",
  secret: null,
  ...more,
});
const verify = async (raw: string, keys: Keys) => {
  const { outcome, fault } = await verifySignature(raw, decode(raw) as Jws, keys);
  return fault === undefined ? outcome : `${outcome}: ${fault}`;
};
/** Another value of the same length for the last part. */
const spoilt = (raw: string) => raw.replace(/.{6}$/, "AAAAAA");

describe("signatures of specifications", () => {
  it.each(signed.map((vector) => [vector.section, vector] as const))("%s", async (_, { token, jwk }) => {
    expect(await verify(token, keysOf([jwk]))).toBe("passed");
    expect(await verify(spoilt(token), keysOf([jwk]))).toBe("failed: bad-signature");
  });

  it.each([
    ["A.2", core.alone],
    ["A.3", core.withAccessToken],
    ["A.4", core.withCode],
  ])("OpenID Connect Core 1.0, %s", async (_, token) => {
    expect(await verify(token, keysOf([core.jwk]))).toBe("passed");
  });

  it.each(macs.map((vector) => [vector.section, vector] as const))(
    "%s: its key, once published, is known to fit",
    async (_, { token, jwk }) => {
      expect(await verify(token, keysOf([jwk]))).toBe("failed: public-secret");
      expect(await verify(spoilt(token), keysOf([jwk]))).toBe("undetermined: no-secret");
    },
  );

  it("RFC 7515, A.5: an unsecured token is not signed", async () => {
    expect(await verify(unsecured, keysOf([]))).toBe("failed: unsigned");
  });

  it("RFC 7515, A.7: the JSON serialization is no JWT", () => {
    expect(decode(flattened).format).toBe("opaque");
  });

  it("RFC 7520, 4.5: a signature of something that is not there does not fit", async () => {
    const [, { token, jwk }] = macs as unknown as [unknown, (typeof macs)[0]];
    const secret = Buffer.from(String(jwk.k), "base64url").toString("latin1");
    expect(token.replace(/\..*\./, "..")).toBe(detached);
    expect(await verify(detached, keysOf([jwk], { secret }))).not.toBe("passed");
    expect(decode(detached)).toMatchObject({ format: "jws", alg: "HS256" });
  });

  it("RFC 7516, A.1: an encrypted token is none that is signed", () => {
    const [{ token }] = encrypted as unknown as [(typeof encrypted)[0]];
    expect(decode(token)).toMatchObject({ format: "jwe", alg: "RSA-OAEP", enc: "A256GCM", problems: [] });
  });
});

describe("the compact serialization (RFC 7515, section 7.1)", () => {
  const [{ token, jwk }] = signed as unknown as [(typeof signed)[0]];
  it.each([
    ["padding", `${token}==`],
    ["a line break at its end", `${token}\n`],
    ["a blank inside", token.replace(".", ". ")],
    ["plain base64", token.replace("-", "+")],
    ["a fourth part", `${token}.`],
    ["two parts", token.replace(/\.[^.]*$/, "")],
  ])("fails with %s", async (_, raw) => {
    expect(await verify(raw, keysOf([jwk]))).toMatch(/^failed: (?:malformed|unsigned)$/);
  });
});

describe("choice of the key (OpenID Connect Core 1.0, section 10.1)", () => {
  const pairs = new Map<string, ReturnType<typeof generateKeyPair>>();
  const sign = async (alg: string, kid?: string) => {
    const pair = pairs.get(alg) ?? generateKeyPair(alg, { extractable: true });
    pairs.set(alg, pair);
    const { privateKey, publicKey } = await pair;
    const header = kid === undefined ? { alg } : { alg, kid };
    const token = await new SignJWT({ sub: "1" }).setProtectedHeader(header).sign(privateKey);
    return { token, jwk: (await exportJWK(publicKey)) as Jwk };
  };

  it.each([["RS256"], ["ES256"], ["ES384"], ["ES512"], ["EdDSA"]])(
    "takes the only key that fits %s where there is no kid",
    async (alg) => {
      const { token, jwk } = await sign(alg);
      expect(await verify(token, keysOf([keySet7517[0], jwk]))).toBe("passed");
    },
  );

  it("tries all that fit where there is no kid", async () => {
    const { token, jwk } = await sign("RS256");
    expect(await verify(token, keysOf([...keySet7517, jwk]))).toBe("passed");
    expect(await verify(token, keysOf([...keySet7517, core.jwk]))).toBe("failed: bad-signature");
  });

  it.each<[string, (jwk: Jwk) => Jwk[], string]>([
    ["the key of that kid", (jwk) => [core.jwk, { ...jwk, kid: "k1" }], "passed"],
    [
      "the same kid twice",
      (jwk) => [
        { ...core.jwk, kid: "k1" },
        { ...jwk, kid: "k1" },
      ],
      "passed",
    ],
    ["another kid", (jwk) => [{ ...jwk, kid: "k2" }], "failed: kid-unknown"],
    ["no kid in the set", (jwk) => [jwk], "failed: kid-unknown"],
    ["a key for encryption", (jwk) => [{ ...jwk, kid: "k1", use: "enc" }], "failed: no-key"],
    ["a key for another algorithm", (jwk) => [{ ...jwk, kid: "k1", alg: "PS256" }], "failed: no-key"],
    ["a key that may not verify", (jwk) => [{ ...jwk, kid: "k1", key_ops: ["sign"] }], "failed: no-key"],
    ["a broken key", () => [{ kty: "RSA", kid: "k1", n: "", e: "AQAB" }], "undetermined: unsupported"],
    ["a key without exponent", (jwk) => [{ kty: "RSA", kid: "k1", n: jwk.n }], "undetermined: unsupported"],
    ["no key at all", () => [], "failed: kid-unknown"],
  ])("with a kid, given %s", async (_, keys, outcome) => {
    const { token, jwk } = await sign("RS256", "k1");
    expect(await verify(token, keysOf(keys(jwk)))).toBe(outcome);
  });

  it("does not use the private part of a key that leaks it", async () => {
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    const token = await new SignJWT({}).setProtectedHeader({ alg: "ES256" }).sign(privateKey);
    expect(await verify(token, keysOf([(await exportJWK(privateKey)) as Jwk]))).toBe("passed");
  });

  it("waits for newer keys where the set is older than the token", async () => {
    const { token, jwk } = await sign("ES256", "k1");
    const rotated = { receivedAt: at + 1 };
    expect(await verify(token, keysOf([{ ...jwk, kid: "old" }], rotated))).toBe("undetermined: outdated");
    const lookedFor = { ...rotated, missing: ["k1"] };
    expect(await verify(token, keysOf([{ ...jwk, kid: "old" }], lookedFor))).toBe("failed: kid-unknown");
    const reused = [{ ...keySet7517[0], use: "sig", kid: "k1" }];
    expect(await verify(token, keysOf(reused, rotated))).toBe("undetermined: outdated");
    expect(await verify(token, keysOf([{ ...jwk, kid: "k1" }], rotated))).toBe("passed");
  });

  it("refuses an RSA key of less than 2048 bits (RFC 7518, section 3.3)", async () => {
    const weak = { kty: "RSA", kid: "k1", e: "AQAB", n: keySet7517[1].n.slice(0, 171) };
    const { token } = await sign("RS256", "k1");
    expect(await verify(token, keysOf([weak]))).toBe("failed: weak-key");
  });

  it.each([
    ["offline", { state: "unknown", reason: "not fetched: no answer" } as const],
    ["while they are fetched", { state: "pending" } as const],
  ])("knows nothing without keys: %s", async (_, set) => {
    const [{ token }] = signed as unknown as [(typeof signed)[0]];
    expect(await verify(token, keysOf([], { set }))).toBe("undetermined: keys-unknown");
  });

  it.each([["ES256K"], ["XY256"], ["Ed448"]])("cannot tell of %s", async (alg) => {
    const header = Buffer.from(JSON.stringify({ alg })).toString("base64url");
    const key = { kty: "EC", crv: "secp256k1", x: core.jwk.n.slice(0, 43), y: core.jwk.n.slice(0, 43) };
    const keys = [key, { kty: "OKP", crv: "Ed448", x: "AA" }];
    expect(await verify(`${header}.e30.AAAA`, keysOf(keys))).toBe("undetermined: unsupported");
  });
});

describe("critical header members (RFC 7515, section 4.1.11)", () => {
  it("fails where anything is critical, as nothing is understood", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: "ES256", b64: true, crit: ["b64"] })
      .sign(privateKey);
    expect(await verify(token, keysOf([(await exportJWK(publicKey)) as Jwk]))).toBe("failed: crit");
  });
});

describe("MACs (OpenID Connect Core 1.0, section 10.1; RFC 8725, sections 2.1 and 3.5)", () => {
  const mac = (key: string | Uint8Array) =>
    new SignJWT({ sub: "1" })
      .setProtectedHeader({ alg: "HS256" })
      .sign(typeof key === "string" ? new TextEncoder().encode(key) : key);
  const secret = "a-made-up-secret-of-more-than-32-bytes";
  const [, rsa] = keySet7517;
  const pem = `-----BEGIN PUBLIC KEY-----\n${(
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA" +
    Buffer.concat([Buffer.from(rsa.n, "base64url"), Buffer.from([2, 3, 1, 0, 1])]).toString("base64")
  )
    .match(/.{1,64}/g)
    ?.join("\n")}\n-----END PUBLIC KEY-----`;

  it.each<[string, string | Uint8Array, string | null, string]>([
    ["with the secret", secret, secret, "passed"],
    ["with another secret", secret, `${secret}x`, "failed: bad-signature"],
    ["without a secret", secret, null, "undetermined: no-secret"],
    ["with a short secret", "short", "short", "failed: weak-key"],
    ["made with nothing", new Uint8Array(1), null, "failed: public-secret"],
    ["made with the client's identifier", "client-1", secret, "failed: public-secret"],
    ["made with a public key", pem, secret, "failed: public-secret"],
    ["made with a public key and a line break", `${pem}\n`, null, "failed: public-secret"],
    [
      "made with a public key in DER",
      Buffer.from(pem.replace(/-----.*?-----|\n/g, ""), "base64"),
      null,
      "failed: public-secret",
    ],
  ])("%s", async (_, key, typed, outcome) => {
    expect(await verify(await mac(key), keysOf([...keySet7517], { secret: typed }))).toBe(outcome);
  });

  it("names the public value", async () => {
    const raw = await mac(pem);
    const { inputs } = await verifySignature(raw, decode(raw) as Jws, keysOf([...keySet7517]));
    expect(inputs.at(-1)).toEqual({ label: "key", value: "published key 2011-04-29" });
  });
});
