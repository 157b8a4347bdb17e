import * as base64url from "jose/base64url";
import type { Jwk } from "../oauth/server-knowledge.js";

/**
 * Name of the public value with which a MAC was made; null if it was made with none of them.
 *
 * Tried are no key at all, the client's identifier, symmetric keys that the issuer publishes, and its public keys in the
 * forms in which a confused library takes one for a secret: PEM, with and without a line break at its end, and DER.
 *
 * @param fits whether a MAC fits a key
 * @see RFC 8725, sections 2.1 and 3.5
 */
export async function publicSecretOf(
  published: readonly Jwk[],
  clientId: string | null,
  fits: (key: Uint8Array) => Promise<boolean>,
): Promise<string | null> {
  // HMAC fills a short key up with zeros, so that one zero is as good as none, which browsers refuse.
  if (await fits(new Uint8Array(1))) return "empty";
  if (clientId && (await fits(bytesOf(clientId)))) return "client_id";
  for (const jwk of published) {
    const name = typeof jwk.kid === "string" ? `published key ${jwk.kid.slice(0, 60)}` : "published key";
    for (const key of await formsOf(jwk)) if (await fits(key)) return name;
  }
  return null;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function formsOf(jwk: Jwk): Promise<readonly Uint8Array[]> {
  const { kty, crv, n, e, x, y, k } = jwk as Readonly<Record<string, string>>;
  const isRsa = kty === "RSA";
  try {
    if (kty === "oct" && typeof k === "string") return [base64url.decode(k)];
    const algorithm = isRsa
      ? { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }
      : { name: "ECDSA", namedCurve: crv ?? "" };
    const members = (isRsa ? { kty, n, e } : { kty, crv, x, y }) as JsonWebKey;
    const key = await crypto.subtle.importKey("jwk", members, algorithm, true, ["verify"]);
    const der = new Uint8Array(await crypto.subtle.exportKey("spki", key));
    const lines = btoa(String.fromCharCode(...der)).match(/.{1,64}/g) ?? [];
    const pem = ["-----BEGIN PUBLIC KEY-----", ...lines, "-----END PUBLIC KEY-----"].join("\n");
    return [bytesOf(`${pem}\n`), bytesOf(pem), der];
  } catch {
    return [];
  }
}
