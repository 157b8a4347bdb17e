/**
 * Whether a URL begins with a pattern, in which each `*` stands for any characters: `https://odd.example/start*`.
 *
 * The fragment does not count. A pattern without content matches nothing.
 */
export function matchesPattern(url: string, pattern: string): boolean {
  const [target = ""] = url.split("#", 1);
  const [first = "", ...rest] = pattern.trim().split("*");
  if (pattern.trim() === "" || !target.startsWith(first)) return false;
  // Each piece as early as it can be: nothing after it could gain from a later place.
  let from = first.length;
  return rest.every((piece) => {
    const at = target.indexOf(piece, from);
    from = at + piece.length;
    return at >= 0;
  });
}
