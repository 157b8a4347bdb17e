/** Lengths of a last part that is complete, in base64url characters: of MACs, signatures and authentication tags. */
const complete = new Set([22, 32, 43, 64, 86, 128, 152, 171, 176, 342, 512, 683]);

/** What editors, shells and source code put around the pieces of a broken text. */
const around = /[\s"'`+\\^,;]/;

/** Where a text begins and ends without what is around it. Regular expressions for that take quadratic time. */
function borders(text: string): readonly [start: number, end: number] {
  let [start, end] = [0, text.length];
  while (start < end && around.test(text.charAt(start))) start += 1;
  while (end > start && around.test(text.charAt(end - 1))) end -= 1;
  return [start, end];
}

/** The token characters at the end of a text. */
function tailOf(text: string): string {
  let start = text.length;
  while (start > 0 && /[\w.-]/.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start);
}

/**
 * Puts tokens together that were broken into lines, whether with quotes, `+` and `\` around the pieces or without.
 *
 * A line of token characters alone continues the line before where that ends in a token whose last part is not complete.
 * Other lines stay as they are. Linear time.
 */
export function joinLines(text: string): string {
  const lines: string[] = [];
  let run: Run | null = null;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [start, end] = borders(line);
    const bare = line.slice(start, end);
    const goesOn = run !== null && /^[\w.-]+$/.test(bare) && !(isComplete(run) && !bare.startsWith("."));
    if (goesOn && run !== null) {
      const before = lines.at(-1) ?? "";
      lines[lines.length - 1] = before.slice(0, borders(before)[1]);
      lines.push(bare);
      run = grown(run, bare);
    } else {
      lines.push(lines.length > 0 ? `\n${line}` : line);
      const tail = tailOf(bare);
      run = /^e[wy][\w-]{6}/.test(tail) ? grown({ dots: 0, last: 0 }, tail) : null;
    }
  }
  return lines.join("");
}

interface Run {
  readonly dots: number;
  /** Characters after the last dot. */
  readonly last: number;
}

function grown({ dots, last }: Run, piece: string): Run {
  const parts = piece.split(".");
  const length = parts.at(-1)?.length ?? 0;
  return { dots: dots + parts.length - 1, last: parts.length === 1 ? last + length : length };
}

const isComplete = ({ dots, last }: Run): boolean => (dots === 2 || dots === 4) && complete.has(last);
