import { decodeBase64urlPart } from "../token/base64url-part.js";

/** How a secret is written. */
export type SecretEncoding = "text" | "base64url" | "hex";

export interface SecretReading {
  /** null where the text is none in that encoding. */
  readonly bytes: Uint8Array | null;
  /** What is wrong, or worth knowing; null for nothing. */
  readonly problem: string | null;
}

/** Reads a typed secret. Of a text every character counts; plain base64 is read as base64url. Never throws. */
export function readSecret(text: string, encoding: SecretEncoding): SecretReading {
  if (encoding === "text") {
    const problem = text.trim() === text ? null : "The blanks at its ends count as part of the secret.";
    return { bytes: new TextEncoder().encode(text), problem };
  }
  const compact = text.replace(/\s+/g, "");
  if (encoding === "hex") {
    const digits = compact.replace(/^0x|:/gi, "");
    if (!/^(?:[0-9a-f]{2})*$/i.test(digits))
      return { bytes: null, problem: "Not hex: pairs of 0 to 9 and a to f." };
    return {
      bytes: Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
      problem: null,
    };
  }
  if (!/^[\w+/-]*={0,2}$/.test(compact)) return { bytes: null, problem: "Not base64url." };
  const { bytes } = decodeBase64urlPart(compact);
  return { bytes, problem: null };
}
