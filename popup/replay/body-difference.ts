/** Lines as they are in both, in the first alone, in the second alone. */
export interface LineOfDifference {
  readonly kind: "same" | "before" | "now";
  readonly text: string;
}

/** So many equal lines stand around what differs. */
const context = 2;
/** Longer stretches that differ are not taken apart line by line. */
const longest = 400;

/**
 * How one text became another, by lines.
 *
 * What differs is one stretch from the first difference to the last; within it, where it is not long, lines that are in both
 * stay. Empty where the texts are equal.
 */
export function differenceOf(before: string, now: string): readonly LineOfDifference[] {
  if (before === now) return [];
  const a = before.split("\n");
  const b = now.split("\n");
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const line = (kind: LineOfDifference["kind"]) => (text: string) => ({ kind, text });
  return [
    ...a.slice(Math.max(0, start - context), start).map(line("same")),
    ...stretch(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end, a.length - end + context).map(line("same")),
  ];
}

/** By the longest common subsequence, where that is cheap. */
function stretch(a: readonly string[], b: readonly string[]): readonly LineOfDifference[] {
  if (a.length > longest || b.length > longest) {
    return [
      ...a.map((text) => ({ kind: "before", text }) as const),
      ...b.map((text) => ({ kind: "now", text }) as const),
    ];
  }
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: LineOfDifference[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const [before, now] = [a[i], b[j]];
    if (before !== undefined && before === now) {
      lines.push({ kind: "same", text: before });
      i += 1;
      j += 1;
    } else if (before !== undefined && (now === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: "before", text: before });
      i += 1;
    } else {
      lines.push({ kind: "now", text: now ?? "" });
      j += 1;
    }
  }
  return lines;
}
