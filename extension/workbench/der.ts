/** One element of DER. */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  /** With tag and length. */
  readonly whole: Uint8Array;
}

export const tags = { integer: 0x02, bitString: 0x03, octetString: 0x04, oid: 0x06, sequence: 0x30 };

/**
 * The elements that stand one after the other in some bytes; null where they do not come out even.
 *
 * Knows tags of one byte and definite lengths, which all keys have. Reads one level. Never throws.
 *
 * @see ITU-T X.690, sections 8.1 and 10.1
 */
export function elementsOf(bytes: Uint8Array): readonly DerElement[] | null {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? Number.NaN;
    let start = at + 2;
    if (length > 127) {
      const count = length - 128;
      if (count === 0 || count > 4) return null;
      length = 0;
      for (let index = 0; index < count; index += 1)
        length = length * 256 + (bytes[start + index] ?? Number.NaN);
      start += count;
    }
    const end = start + length;
    if (!(end <= bytes.length)) return null;
    elements.push({ tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return elements;
}

/** The elements of the one sequence that some bytes are; null for anything else. */
export function sequenceOf(bytes: Uint8Array): readonly DerElement[] | null {
  const [only, ...others] = elementsOf(bytes) ?? [];
  return only?.tag === tags.sequence && others.length === 0 ? elementsOf(only.content) : null;
}

export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
