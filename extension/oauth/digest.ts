import { sha256 } from "@noble/hashes/sha2.js";

const digestOf = (data: string | Uint8Array): Uint8Array =>
  sha256(typeof data === "string" ? new TextEncoder().encode(data) : data);

/** The first 16 hex digits of the SHA-256 of a text: tells values apart without holding them. */
export const shortHash = (text: string): string =>
  Array.from(digestOf(text).subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * The SHA-256 of a text or of bytes as base64url without padding, as OAuth uses it for hashes in messages.
 *
 * @see RFC 7515, appendix C
 */
export const sha256Base64url = (data: string | Uint8Array): string => toBase64url(digestOf(data));

/** Bytes as base64url without padding (RFC 7515, appendix C). */
export const toBase64url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
