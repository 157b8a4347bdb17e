import { readJsonObject } from "../oauth/json.js";
import { decodeBase64urlPart } from "./base64url-part.js";
import type { JsonPart } from "./decode.js";

export interface JsonPartReading {
  readonly part: JsonPart;
  /** JSON type of what is no object: `a JSON array`, `JSON null`; null for an object and for what is no JSON. */
  readonly otherType: string | null;
  readonly problems: readonly string[];
}

/**
 * Reads a part of a token that should hold a JSON object in UTF-8.
 *
 * The object has no prototype, so a member such as `constructor` is there only if the token holds it.
 * Never throws; no problem quotes a value.
 *
 * @param encoded base64url
 * @param label   what the problems call the part: `header`, `payload`
 * @see RFC 7515, section 5.2; RFC 7519, section 7.2
 */
export function readJsonPart(encoded: string, label: string): JsonPartReading {
  if (encoded === "")
    return { part: { value: null, text: "" }, otherType: null, problems: [`${label}: empty`] };
  const { bytes, problem } = decodeBase64urlPart(encoded);
  const { text, isUtf8 } = decodeUtf8(bytes);
  const { value, otherType, problems } = readJsonObject(text, label);
  return {
    part: { value, text },
    otherType,
    problems: [
      ...(problem === null ? [] : [`${label}: ${problem}`]),
      ...(isUtf8 ? [] : [`${label}: not UTF-8, the faulty bytes are replaced`]),
      ...(text === "" ? [] : problems),
    ],
  };
}

/** A byte order mark is kept, since JSON allows none (RFC 8259, section 8.1). */
function decodeUtf8(bytes: Uint8Array): { text: string; isUtf8: boolean } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), isUtf8: true };
  } catch {
    return { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), isUtf8: false };
  }
}
