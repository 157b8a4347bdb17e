import { compactDecrypt, importJWK } from "jose";
import type { Jwk } from "../../../extension/oauth/server-knowledge.js";
import { decode, type Jws } from "../../../extension/token/decode.js";
import { verifySignature } from "../../../extension/token/signature.js";
import { encrypted, nested, outdated } from "../../fixtures/vectors/encrypted.js";

const headerOf = (raw: string) => {
  const token = decode(raw);
  if (token.format !== "jwe") throw new Error(`not encrypted: ${token.format}`);
  expect(token.problems).toEqual([]);
  return { alg: token.alg ?? "", enc: token.enc ?? "" };
};

async function decrypt(raw: string, key: Jwk | string): Promise<string> {
  const { alg, enc } = headerOf(raw);
  const imported =
    typeof key === "string" ? new TextEncoder().encode(key) : await importJWK(key, alg === "dir" ? enc : alg);
  const options = { keyManagementAlgorithms: [alg], maxPBES2Count: 10_000 };
  return new TextDecoder().decode((await compactDecrypt(raw, imported, options)).plaintext);
}

describe("encrypted tokens of specifications are decoded as far as they can be, and decrypted with their keys", () => {
  it.each(encrypted.map((vector) => [vector.section, vector] as const))(
    "%s",
    async (section, { token, key, plaintext }) => {
      const { alg, enc } = headerOf(token);
      expect(section).toContain(`(${alg}, ${enc}`);
      expect(await decrypt(token, key)).toBe(plaintext);
    },
  );

  it.each(Object.entries(outdated))("%s: RSA1_5 is read, and cannot be decrypted", async (_, token) => {
    expect(headerOf(token)).toEqual({ alg: "RSA1_5", enc: "A128CBC-HS256" });
    await expect(decrypt(token, nested.decryptionKey)).rejects.toThrow(/RSA1_5|not supported|unsupported/i);
  });

  it("RFC 7520, 6: signed by PS256, then encrypted", async () => {
    const inner = await decrypt(nested.token, nested.decryptionKey);
    expect(inner).toBe(nested.signed);
    const set = {
      state: "known",
      url: "https://hobbiton.example/jwks",
      at: 1,
      value: { keys: [nested.verificationKey] },
    } as const;
    const keys = { set, missing: [], receivedAt: 0, clientId: null, secret: null };
    expect(await verifySignature(inner, decode(inner) as Jws, keys)).toMatchObject({ outcome: "passed" });
  });
});
