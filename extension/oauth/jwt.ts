import { type JsonObject, readJsonObject } from "./json.js";

/** How a message that travels as a JWT can be read without any key. */
export interface JwtReading {
  /** `unsigned`: `alg` is `none`, or the signature part is empty. `unreadable`: no JWT, or a broken one. */
  readonly format: "signed" | "unsigned" | "encrypted" | "unreadable";
  /** Null-prototype object; null for what is encrypted or unreadable. */
  readonly claims: JsonObject | null;
}

const unreadable: JwtReading = { format: "unreadable", claims: null };

/**
 * Reads the claims of a JWT that carries an OAuth message: a Request Object, or a response by JARM.
 *
 * Does not verify, and accepts well-formed JWTs only: for tokens, whose faults matter, see `token/decode.ts`. Never throws.
 *
 * @param raw compact serialization
 * @see RFC 7515, section 7.1; RFC 7516, section 7.1
 */
export function readJwt(raw: string): JwtReading {
  const parts = raw.split(".", 6);
  const [first = "", second = "", third = ""] = parts;
  if (parts.length !== 3 && parts.length !== 5) return unreadable;
  const header = readPart(first);
  if (header === null) return unreadable;
  if (parts.length === 5) return { format: "encrypted", claims: null };
  const claims = readPart(second);
  if (claims === null) return unreadable;
  return { format: third === "" || header.alg === "none" ? "unsigned" : "signed", claims };
}

function readPart(part: string): JsonObject | null {
  const bytes = decodeBase64url(part);
  if (bytes === null) return null;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return readJsonObject(text, "part").value;
  } catch {
    return null;
  }
}

/** @returns null for anything but base64url without padding */
function decodeBase64url(encoded: string): Uint8Array | null {
  if (/[^\w-]/.test(encoded) || encoded.length % 4 === 1) return null;
  const binary = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
