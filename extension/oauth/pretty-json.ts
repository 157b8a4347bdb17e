import { readJson } from "./json.js";

/**
 * A JSON text with line breaks and indents of two blanks; null for what is no JSON.
 *
 * Changes white space alone: numbers beyond a double, repeated members and escapes stay as they are written.
 */
export function prettyJson(text: string): string | null {
  if (readJson(text).fault !== null) return null;
  let pretty = "";
  let depth = 0;
  /** The last character outside of strings that is no white space. */
  let before = "";
  let string: "none" | "open" | "escape" = "none";
  for (const character of text) {
    if (string !== "none") {
      pretty += character;
      if (string === "escape") string = "open";
      else if (character === "\\") string = "escape";
      else if (character === '"') string = "none";
      continue;
    }
    if (/\s/.test(character)) continue;
    const closes = character === "}" || character === "]";
    const opened = before === "{" || before === "[";
    if (closes) depth -= 1;
    if (opened ? !closes : closes || before === ",") pretty += `\n${"  ".repeat(depth)}`;
    pretty += character === ":" ? ": " : character;
    if (character === "{" || character === "[") depth += 1;
    if (character === '"') string = "open";
    before = character;
  }
  return pretty;
}
