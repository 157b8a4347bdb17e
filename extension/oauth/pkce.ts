import { sha256Base64url } from "./digest.js";

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
      return sha256Base64url(verifier) === challenge ? "match" : "mismatch";
    case "plain":
      return verifier === challenge ? "match" : "mismatch";
    default:
      return "undetermined";
  }
}
