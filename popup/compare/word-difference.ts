export interface Part {
  readonly text: string;
  /** Whether the other text does not have it. */
  readonly own: boolean;
}

/** What delimits the members of a scope and the parts of a URL. */
const delimiter = /([\s/?&=#,]+)/;

/**
 * Cuts a list or a URL where its parts end, and tells which the other text does not have.
 *
 * Neither order nor repetition counts. Neighbours of one sort are one part; a text without delimiters is one part.
 */
export function partsOf(text: string, other: string): readonly Part[] {
  const others = new Set(other.split(delimiter));
  const parts: Part[] = [];
  for (const piece of text.split(delimiter)) {
    const own = !others.has(piece) && !delimiter.test(piece);
    const last = parts.at(-1);
    if (last?.own === own) parts[parts.length - 1] = { text: last.text + piece, own };
    else parts.push({ text: piece, own });
  }
  return parts;
}
