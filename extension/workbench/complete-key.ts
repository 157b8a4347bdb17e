import type { Jwk } from "../oauth/server-knowledge.js";

/**
 * A key with its public part: where that is absent, the browser computes it from the private one.
 *
 * @param pkcs8 the private key as it was pasted; null where there is none of that form
 * @returns null where the browser cannot
 */
export async function completeKey(key: Jwk, pkcs8: Uint8Array | null): Promise<Jwk | null> {
  if (key.kty === "RSA" || key.x !== undefined) return key;
  if (pkcs8 === null) return null;
  const crv = String(key.crv);
  const [algorithm, usage]: [Algorithm | EcKeyImportParams, KeyUsage] =
    key.kty === "EC"
      ? [{ name: "ECDSA", namedCurve: crv }, "sign"]
      : [{ name: crv }, crv.startsWith("X") ? "deriveBits" : "sign"];
  try {
    const imported = await crypto.subtle.importKey("pkcs8", pkcs8 as BufferSource, algorithm, true, [usage]);
    const { x, y } = await crypto.subtle.exportKey("jwk", imported);
    return x === undefined ? null : { ...key, x, ...(y === undefined ? {} : { y }) };
  } catch {
    return null;
  }
}
