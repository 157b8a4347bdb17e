import * as base64url from "jose/base64url";
import { sha256Base64url } from "../oauth/digest.js";

/** Hashes whose left half stands in an ID Token, by `alg` and what was hashed. */
export type HalfHashes = ReadonlyMap<string, string>;

/** Hash that goes with a signature algorithm; null for those, such as `EdDSA`, with which none is fixed. */
export function hashOf(alg: string | null): "SHA-256" | "SHA-384" | "SHA-512" | null {
  const [, bits] = /^(?:RS|PS|ES|HS)(256|384|512)$/.exec(alg ?? "") ?? [];
  return bits ? (`SHA-${bits}` as "SHA-256") : null;
}

/**
 * Left half of a hash, base64url, as `at_hash`, `c_hash` and `s_hash` hold it. SHA-256 alone is computed at once.
 *
 * @param text   ASCII, exactly as received
 * @param others halves that were computed before, by {@link computeHalves}
 * @returns null where the hash is not SHA-256 and not among the others
 * @see OpenID Connect Core 1.0, sections 3.1.3.6, 3.3.2.10 and 3.3.2.11
 */
export function halfHash(hash: string, text: string, others: HalfHashes): string | null {
  if (hash !== "SHA-256") return others.get(`${hash} ${text}`) ?? null;
  return base64url.encode(base64url.decode(sha256Base64url(text)).slice(0, 16));
}

/** Left halves of the longer hashes, which a browser computes in its own time. */
export async function computeHalves(alg: string | null, texts: readonly string[]): Promise<HalfHashes> {
  const hash = hashOf(alg);
  if (hash === null || hash === "SHA-256") return new Map();
  const halves = texts.map(async (text): Promise<[string, string]> => {
    const digest = new Uint8Array(await crypto.subtle.digest(hash, new TextEncoder().encode(text)));
    return [`${hash} ${text}`, base64url.encode(digest.slice(0, digest.length / 2))];
  });
  return new Map(await Promise.all(halves));
}
