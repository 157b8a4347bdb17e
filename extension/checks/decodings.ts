import { decodeBase64urlPart } from "../token/base64url-part.js";

/** What a value reads as. */
export interface Decoding {
  readonly text: string;
  /** How it was decoded: empty, or such as `percent, base64url`. */
  readonly how: string;
}

/** A longer value is read as far as this, in characters. */
const longest = 16_384;

/**
 * What a value reads as: itself, and what comes out of at most two rounds of percent or base64url decoding.
 *
 * Parts between dots, as those of a JWT, are decoded each for itself. What is no readable text is left out. Never throws.
 */
export function decodingsOf(value: string): readonly Decoding[] {
  const plain = [{ text: value.slice(0, longest), how: "" }];
  const once = plain.flatMap(decoded);
  return [...plain, ...once, ...once.flatMap(decoded)];
}

function decoded({ text, how }: Decoding): readonly Decoding[] {
  const after = (round: string) => (how === "" ? round : `${how}, ${round}`);
  return [
    ...(/%[\da-f]{2}/i.test(text) ? [{ text: percentDecoded(text), how: after("percent") }] : []),
    ...text.split(".", 5).map((part) => ({ text: base64urlDecoded(part), how: after("base64url") })),
  ].filter((reading): reading is Decoding => reading.text !== null);
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** @returns null for what is no base64 of either alphabet, or does not hold readable text */
function base64urlDecoded(part: string): string | null {
  if (part.length < 8 || !/^[\w+/-]+={0,2}$/.test(part)) return null;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(decodeBase64urlPart(part).bytes);
    return /\p{Cc}/u.test(text.replace(/\s/g, "")) ? null : text;
  } catch {
    return null;
  }
}
