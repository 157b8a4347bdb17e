import type { Jwk } from "../oauth/server-knowledge.js";

/** What an algorithm needs of a key. */
interface Need {
  readonly kty: string;
  /** Curves that it can be used with; null where it knows none. */
  readonly crv: readonly string[] | null;
}

const rsa: Need = { kty: "RSA", crv: null };
const needs: Readonly<Record<string, Need>> = {
  RS256: rsa,
  RS384: rsa,
  RS512: rsa,
  PS256: rsa,
  PS384: rsa,
  PS512: rsa,
  ES256: { kty: "EC", crv: ["P-256"] },
  ES384: { kty: "EC", crv: ["P-384"] },
  ES512: { kty: "EC", crv: ["P-521"] },
  ES256K: { kty: "EC", crv: ["secp256k1"] },
  EdDSA: { kty: "OKP", crv: ["Ed25519", "Ed448"] },
  Ed25519: { kty: "OKP", crv: ["Ed25519"] },
  Ed448: { kty: "OKP", crv: ["Ed448"] },
  "ML-DSA-44": { kty: "AKP", crv: null },
  "ML-DSA-65": { kty: "AKP", crv: null },
  "ML-DSA-87": { kty: "AKP", crv: null },
};

/** Smallest RSA key that may be used, bits (RFC 7518, section 3.3). */
export const smallestRsa = 2048;

/** Whether an algorithm is one of the known ones that sign with a private key. */
export const isAsymmetric = (alg: string): boolean => Object.hasOwn(needs, alg);

export const isSymmetric = (alg: string): boolean => /^HS(?:256|384|512)$/.test(alg);

/**
 * Members of a key that speak against its use to verify signatures of an algorithm, with their values; empty if it fits.
 *
 * Says nothing about whether it is a good key.
 *
 * @see RFC 7517, sections 4.1 to 4.4; RFC 7518, section 3.1
 */
export function misfits(jwk: Jwk, alg: string): readonly string[] {
  const need = needs[alg];
  const { kty, crv, use, key_ops: operations, alg: meant } = jwk;
  return [
    ...(need && kty === need.kty ? [] : [`kty ${JSON.stringify(kty)}`]),
    ...(!need?.crv || need.crv.includes(String(crv)) ? [] : [`crv ${JSON.stringify(crv)}`]),
    ...(use === undefined || use === "sig" ? [] : [`use ${JSON.stringify(use)}`]),
    ...(!Array.isArray(operations) || operations.includes("verify") ? [] : ["key_ops without verify"]),
    ...(meant === undefined || meant === alg || isSameEdwards(meant, alg)
      ? []
      : [`alg ${JSON.stringify(meant)}`]),
  ];
}

/** RFC 9864 gives `EdDSA` with each curve a name of its own. */
const isSameEdwards = (a: unknown, b: string): boolean =>
  [a, b].includes("EdDSA") && [a, b].some((alg) => alg === "Ed25519" || alg === "Ed448");

export interface KeyChoice {
  /** Keys to try, in the order of the set. */
  readonly keys: readonly Jwk[];
  /** How many keys of the set bear the header's `kid`, whether they fit or not. */
  readonly named: number;
}

/**
 * The keys of a set with which a signature may have been made: those that fit and bear the header's `kid`, where it has one.
 *
 * @see RFC 7515, section 4.1.4; OpenID Connect Core 1.0, section 10.1
 */
export function chooseKeys(keys: readonly Jwk[], alg: string, kid: unknown): KeyChoice {
  const named = kid === undefined ? keys : keys.filter((jwk) => jwk.kid === kid);
  return {
    keys: named.filter((jwk) => misfits(jwk, alg).length === 0),
    named: kid === undefined ? 0 : named.length,
  };
}

/** Length of an RSA modulus in bits; null where the key has none that can be read. */
export function rsaBits({ kty, n }: Jwk): number | null {
  if (kty !== "RSA" || typeof n !== "string" || !/^[\w-]+$/.test(n)) return null;
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const bytes = Math.floor((n.length * 6) / 8);
  const leading = n.replace(/^A+/, "");
  // Bits of all base64 digits but the leading zeros, without those that pad the last byte.
  const padding = n.length * 6 - bytes * 8;
  const top = digits.indexOf(leading.charAt(0));
  return leading === "" ? 0 : leading.length * 6 - padding - (Math.clz32(top) - 26);
}
