import { CompactEncrypt, EncryptJWT, exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Jwk } from "../../../extension/oauth/server-knowledge.js";
import { findTokens } from "../../../extension/workbench/find-tokens.js";
import type { KeyMaterial } from "../../../extension/workbench/key-material.js";
import { openJwe } from "../../../extension/workbench/open-jwe.js";
import { encrypted, outdated } from "../../fixtures/vectors/encrypted.js";
import { flattened, general } from "../../fixtures/vectors/encrypted-json.js";
import { signed } from "../../fixtures/vectors/signed.js";

const [rsaOaep, a128kw] = encrypted as unknown as readonly [Vector, Vector];
type Vector = (typeof encrypted)[0];

const withKeys = (...keys: readonly Jwk[]): KeyMaterial => ({ keys, secret: null, text: "" });
const withSecret = (secret: Uint8Array): KeyMaterial => ({ keys: [], secret, text: "" });
const bytes = (text: string) => new TextEncoder().encode(text);

async function open(text: string, given: KeyMaterial) {
  const token = findTokens(text).at(-1);
  if (!token) throw new Error("no token");
  const opened = await openJwe(token, given);
  return opened?.outcome === "opened" ? opened.content : opened && `${opened.outcome}: ${opened.fault}`;
}

describe("openJwe", () => {
  it.each(encrypted.map((vector) => [vector.section, vector] as const))(
    "%s",
    async (_, { token, key, plaintext }) => {
      const given = typeof key === "string" ? withSecret(bytes(key)) : withKeys(key as Jwk);
      expect(await open(token, given)).toEqual(
        plaintext.startsWith("{")
          ? { kind: "claims", claims: JSON.parse(plaintext), problems: [] }
          : { kind: "text", text: plaintext },
      );
    },
  );

  it.each([
    ["RFC 7516, A.4 (general JSON Serialization, the second recipient)", general],
    ["RFC 7516, A.5 (flattened JSON Serialization)", flattened],
  ])("%s", async (_, text) => {
    const { key, plaintext } = a128kw;
    expect(await open(text, withKeys(key as Jwk))).toEqual({ kind: "text", text: plaintext });
  });

  it.each(Object.entries(outdated))("%s: RSA1_5 is what no browser can do", async (_, token) => {
    expect(await open(token, withKeys(rsaOaep.key as Jwk))).toBe("undetermined: unsupported");
  });

  it.each([
    ["dir", 32],
    ["A128KW", 16],
    ["A192KW", 24],
    ["A256KW", 32],
    ["A128GCMKW", 16],
    ["A256GCMKW", 32],
  ])("opens %s with a shared key, and says so of another", async (alg, length) => {
    const key = crypto.getRandomValues(new Uint8Array(length));
    const token = await new EncryptJWT({ sub: "ada" })
      .setProtectedHeader({ alg, enc: "A256GCM" })
      .encrypt(key);
    const claims = { kind: "claims", claims: { sub: "ada" }, problems: [] };
    expect(await open(token, withSecret(key))).toEqual(claims);
    expect(await open(token, withKeys({ kty: "oct", k: Buffer.from(key).toString("base64url") }))).toEqual(
      claims,
    );
    expect(await open(token, withSecret(new Uint8Array(length)))).toBe("failed: wrong-key");
    expect(await open(token, withSecret(new Uint8Array(length - 1)))).toBe("failed: key-length");
  });

  it.each([
    ["RSA-OAEP-256", {}],
    ["ECDH-ES", { crv: "P-256" }],
    ["ECDH-ES", { crv: "X25519" }],
    ["ECDH-ES+A128KW", { crv: "P-521" }],
  ])("opens %s %j with the private key alone", async (alg, options) => {
    const pair = await generateKeyPair(alg, { ...options, extractable: true });
    const other = await generateKeyPair(alg, { ...options, extractable: true });
    const [own, wrong, open_] = await Promise.all(
      [pair.privateKey, other.privateKey, pair.publicKey].map((key) => exportJWK(key) as Promise<Jwk>),
    );
    const token = await new CompactEncrypt(bytes("hello"))
      .setProtectedHeader({ alg, enc: "A128GCM" })
      .encrypt(pair.publicKey);
    expect(await open(token, withKeys(wrong as Jwk, own as Jwk))).toEqual({ kind: "text", text: "hello" });
    expect(await open(token, withKeys(wrong as Jwk))).toBe("failed: wrong-key");
    expect(await open(token, withKeys(open_ as Jwk))).toBe("failed: public-key");
    expect(await open(token, withKeys({ kty: "oct", k: "AA" }))).toBe("failed: key");
    expect(await open(token, withSecret(bytes("secret")))).toBe("failed: key");
  });

  it("tries the key of the token's kid first, and then the others", async () => {
    const [wrong, right] = [
      crypto.getRandomValues(new Uint8Array(16)),
      crypto.getRandomValues(new Uint8Array(16)),
    ];
    const oct = (key: Uint8Array, kid: string): Jwk => ({
      kty: "oct",
      kid,
      k: Buffer.from(key).toString("base64url"),
    });
    const token = await new CompactEncrypt(bytes("x"))
      .setProtectedHeader({ alg: "A128KW", enc: "A128GCM", kid: "b" })
      .encrypt(right);
    expect(await open(token, withKeys(oct(wrong, "a"), oct(right, "b")))).toEqual({
      kind: "text",
      text: "x",
    });
    expect(await open(token, withKeys(oct(wrong, "b"), oct(right, "a")))).toEqual({
      kind: "text",
      text: "x",
    });
  });

  describe("PBES2", () => {
    const protect = (p2c: number) =>
      new CompactEncrypt(bytes("hello"))
        .setProtectedHeader({ alg: "PBES2-HS256+A128KW", enc: "A128GCM" })
        .setKeyManagementParameters({ p2c })
        .encrypt(bytes("a password"));

    it("opens with the password, with more iterations than libraries allow by default", async () => {
      const token = await protect(20_000);
      expect(await open(token, withSecret(bytes("a password")))).toEqual({ kind: "text", text: "hello" });
      expect(await open(token, withSecret(bytes("another")))).toBe("failed: wrong-key");
    });

    it("does not let a token keep the computer busy", async () => {
      const [, ...others] = (await protect(1000)).split(".");
      const header = { alg: "PBES2-HS256+A128KW", enc: "A128GCM", p2s: "AAAAAAAAAAAAAAAA", p2c: 1_000_001 };
      const token = [Buffer.from(JSON.stringify(header)).toString("base64url"), ...others].join(".");
      expect(await open(token, withSecret(bytes("a password")))).toBe("undetermined: p2c");
    });
  });

  it("finds the token within (RFC 7519, section 2)", async () => {
    const key = crypto.getRandomValues(new Uint8Array(32));
    const { privateKey } = await generateKeyPair("ES256");
    const inner = await new SignJWT({ sub: "ada" }).setProtectedHeader({ alg: "ES256" }).sign(privateKey);
    const outer = await new CompactEncrypt(bytes(inner))
      .setProtectedHeader({ alg: "dir", enc: "A256GCM", cty: "JWT" })
      .encrypt(key);
    expect(await open(outer, withSecret(key))).toMatchObject({
      kind: "token",
      token: { place: "inside the JWE", raw: inner, decoded: { format: "jws", problems: [] } },
    });
  });

  it.each([
    ["no alg", { enc: "A128GCM" }, "failed: malformed"],
    ["an unknown alg", { alg: "ROT13", enc: "A128GCM" }, "undetermined: unsupported"],
    ["an unknown enc", { alg: "dir", enc: "ROT13" }, "undetermined: unsupported"],
    [
      "a crit that is not understood",
      { alg: "A128KW", enc: "A128GCM", crit: ["x"], x: 1 },
      "undetermined: unsupported",
    ],
  ])("says so of %s", async (_, header, outcome) => {
    const raw = `${Buffer.from(JSON.stringify(header)).toString("base64url")}.AAAA.AAAA.AAAA.AAAA`;
    expect(await open(raw, withSecret(new Uint8Array(16)))).toBe(outcome);
  });

  it("says so of parts that are not base64url, and of what is not there", async () => {
    const [first = ""] = rsaOaep.token.split(".");
    expect(await open(`${first}....`, withKeys(rsaOaep.key as Jwk))).toBe("failed: malformed");
    expect(await open(rsaOaep.token, withKeys())).toBe("failed: key");
    expect(await open(signed[0]?.token ?? "", withKeys(rsaOaep.key as Jwk))).toBeNull();
  });
});
