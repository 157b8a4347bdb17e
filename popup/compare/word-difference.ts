export interface Part {
  readonly text: string;
  /** Whether the other text does not have it. */
  readonly own: boolean;
}

/** Captured, so that splitting keeps it at every second place: what delimits the members of a scope and the parts of a URL. */
const delimiter = /([\s/?&=#,]+)/;

/**
 * Cuts a list or a URL where its parts end, and tells which the other text does not have.
 *
 * Neither order nor repetition counts. Neighbours of one sort are one part; a text that shares no part with the other is one,
 * since there is nothing to tell apart in it.
 */
export function partsOf(text: string, other: string): readonly Part[] {
  const others = new Set(other.split(delimiter));
  const pieces = text.split(delimiter);
  if (!pieces.some((piece, index) => piece !== "" && index % 2 === 0 && others.has(piece))) {
    return [{ text, own: false }];
  }
  const parts: Part[] = [];
  for (const [index, piece] of pieces.entries()) {
    const own = index % 2 === 0 && !others.has(piece);
    const last = parts.at(-1);
    if (last?.own === own) parts[parts.length - 1] = { text: last.text + piece, own };
    else parts.push({ text: piece, own });
  }
  return parts;
}
