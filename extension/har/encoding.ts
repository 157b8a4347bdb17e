/** How the bytes of a file are to be decoded, or why they cannot be. */
export type Encoding =
  | { readonly kind: "text"; readonly label: "utf-8" | "utf-16le" | "utf-16be" }
  | { readonly kind: "unreadable"; readonly reason: string };

/**
 * Finds the encoding of a HAR file, which has to be UTF-8 but is not always.
 *
 * By its byte order mark, else by where the zero bytes of its first two characters stand, which are ASCII.
 *
 * @param head the first bytes of the file
 * @see RFC 8259, section 8.1; RFC 4627, section 3
 */
export function encodingOf(head: Uint8Array): Encoding {
  const [first = -1, second = -1] = head;
  const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) return packed("a ZIP archive");
  if (starts(0x1f, 0x8b) || (first === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(second))) {
    return packed("a compressed file");
  }
  if (starts(0xff, 0xfe) || (first > 0 && second === 0)) return { kind: "text", label: "utf-16le" };
  if (starts(0xfe, 0xff) || (first === 0 && second > 0)) return { kind: "text", label: "utf-16be" };
  return { kind: "text", label: "utf-8" };
}

const packed = (what: string): Encoding => ({
  kind: "unreadable",
  reason: `This is ${what}: unpack it and choose the HAR file inside.`,
});
