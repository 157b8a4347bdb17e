import { sha256 } from "@noble/hashes/sha2.js";

const digestOf = (text: string): Uint8Array => sha256(new TextEncoder().encode(text));

/** The first 16 hex digits of the SHA-256 of a text: tells values apart without holding them. */
export const shortHash = (text: string): string =>
  Array.from(digestOf(text).subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * The SHA-256 of a text as base64url without padding, as OAuth uses it for hashes in messages.
 *
 * @see RFC 7515, appendix C
 */
export const sha256Base64url = (text: string): string =>
  btoa(String.fromCharCode(...digestOf(text)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
