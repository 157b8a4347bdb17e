import * as base64url from "jose/base64url";

export interface DecodedPart {
  readonly bytes: Uint8Array;
  /** First deviation from base64url, such as `not base64url at character 17`; null if there is none. */
  readonly problem: string | null;
}

/**
 * Decodes one part of a compact serialization: the base64url alphabet without padding, blanks or line breaks.
 *
 * Decodes what can be decoded: blanks, padding and the `+` and `/` of plain base64 are read and named as a
 * problem; at any other character it stops. Never throws.
 *
 * @see RFC 7515, section 2 (Base64url Encoding)
 */
export function decodeBase64urlPart(part: string): DecodedPart {
  const deviation = part.search(/[^\w-]/);
  const readable = (deviation < 0 ? part : tolerated(part)).replace(/\s|=/g, "");
  const alphabet = readable.replaceAll("+", "-").replaceAll("/", "_");
  const isCutOff = alphabet.length % 4 === 1;
  return {
    bytes: base64url.decode(isCutOff ? alphabet.slice(0, -1) : alphabet),
    problem: deviation < 0 ? (isCutOff ? lengthProblem(part) : null) : deviationProblem(part, deviation),
  };
}

/** Everything before the first character that belongs to no base64 alphabet at all. */
function tolerated(part: string): string {
  const end = part.search(/[^\w\s=+/-]/);
  return end < 0 ? part : part.slice(0, end);
}

function deviationProblem(part: string, at: number): string {
  const character = part.charAt(at);
  const place = `not base64url at character ${at + 1}`;
  if (/\s/.test(character)) return `${place} (blank)`;
  if (character === "=") return `${place} (padding)`;
  return /[+/]/.test(character) ? `${place} (plain base64)` : place;
}

/** Four characters hold three bytes; one that is left over holds none. */
const lengthProblem = (part: string): string => `base64url ends early at character ${part.length}`;
