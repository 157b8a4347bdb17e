import { sha256Base64url } from "../oauth/digest.js";
import type { Jwk } from "../oauth/server-knowledge.js";

const required: Readonly<Record<string, readonly string[]>> = {
  RSA: ["e", "kty", "n"],
  EC: ["crv", "kty", "x", "y"],
  OKP: ["crv", "kty", "x"],
  oct: ["k", "kty"],
  AKP: ["alg", "kty", "pub"],
};

/**
 * SHA-256 thumbprint of a key, base64url; null for what lacks a member that its type requires.
 *
 * @see RFC 7638, section 3; RFC 8037, section 2
 */
export function thumbprintOf(jwk: Jwk): string | null {
  const names = Object.hasOwn(required, String(jwk.kty)) ? required[String(jwk.kty)] : undefined;
  if (!names?.every((name) => typeof jwk[name] === "string")) return null;
  return sha256Base64url(JSON.stringify(Object.fromEntries(names.map((name) => [name, jwk[name]]))));
}
