import { sha256 } from "@noble/hashes/sha2.js";

/**
 * Compares the `code_verifier` of a token request with the `code_challenge` of its authorization request.
 *
 * Synchronous, as what a login tells is derived without waiting. Judges neither the length nor the characters of the two.
 *
 * @param method   `code_challenge_method` as sent; without a value `plain` applies
 * @param verifier hashed as UTF-8, which for the characters that are allowed is ASCII
 * @returns `undetermined` for a method other than `S256` and `plain`
 * @see RFC 7636, sections 4.2, 4.3 and 4.6
 */
export function verifierFits(
  challenge: string,
  method: string | null,
  verifier: string,
): "match" | "mismatch" | "undetermined" {
  switch (method || "plain") {
    case "S256":
      return challengeOf(verifier) === challenge ? "match" : "mismatch";
    case "plain":
      return verifier === challenge ? "match" : "mismatch";
    default:
      return "undetermined";
  }
}

/** The `code_challenge` that belongs to a `code_verifier` by `S256` (RFC 7636, section 4.2). */
export const challengeOf = (verifier: string): string =>
  base64url(sha256(new TextEncoder().encode(verifier)));

/** @see RFC 7636, appendix A */
const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
