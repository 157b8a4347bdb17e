import type { Template, Variable } from "./request.js";

/**
 * One word of a command for `sh`, `bash`, `zsh` and `fish`, in which nothing is expanded but the template's own variables.
 *
 * Control characters other than line breaks are written as escapes, so that a terminal into which the word is pasted does not
 * act on them. NUL is left out: no argument of a command can hold it.
 *
 * @see POSIX.1-2017, Shell Command Language, section 2.2
 */
export const shellWord = (template: Template): string => {
  const merged: (string | Variable)[] = [];
  for (const piece of template) {
    const before = merged.at(-1);
    if (typeof piece === "string" && typeof before === "string") merged[merged.length - 1] = before + piece;
    else merged.push(piece);
  }
  return (
    merged.map((piece) => (typeof piece === "string" ? quoted(piece) : `"$${piece.variable}"`)).join("") ||
    "''"
  );
};

/** In fish a backslash also escapes within single quotes, so it stands in double quotes, and with it the quote. */
const quoted = (text: string): string =>
  (text.replaceAll("\0", "").match(/['\\]+|[^\P{Cc}\n]+|(?:[^'\\\p{Cc}]|\n)+/gu) ?? [])
    .map((run) => {
      if (/^['\\]/.test(run)) return `"${run.replaceAll("\\", "\\\\")}"`;
      return /^[^\P{Cc}\n]/u.test(run) ? `"$(printf '${octal(run)}')"` : `'${run}'`;
    })
    .join("");

const octal = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");

/** A command that prints a text which holds NUL, as no argument can; null for any other text. */
export function printed(template: Template): string | null {
  if (!template.some((piece) => typeof piece === "string" && piece.includes("\0"))) return null;
  const escaped = template.map((piece) =>
    typeof piece === "string" ? piece.replaceAll("\\", "\\\\").replaceAll("\0", "\\0000") : piece,
  );
  return `printf '%b' ${shellWord(escaped)} | `;
}

/** A command with its options, one a line. */
export const command = (words: readonly string[]): string => words.join(" \\\n  ");

/** A URL as a word, which a tool takes for no option. */
export const urlWord = (url: Template): string =>
  shellWord(typeof url[0] === "string" && url[0].startsWith("-") ? ["http://", ...url] : url);

/** Headers that a tool sets by itself, from the rest of the request. */
export const setByTools = (name: string): boolean =>
  /^(?:content-length|host|connection|keep-alive|transfer-encoding|accept-encoding)$/i.test(name);
