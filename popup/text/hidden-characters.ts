import { runsOf } from "./homographs.js";
import { say } from "./say.js";

/** Characters that draw nothing or turn text around: controls, bidi marks, zero-width ones, line separators, lone surrogates. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

export interface Piece {
  readonly text: string;
  /** `U+202E` for a character that would not show or would mislead; null for ordinary text. */
  readonly codePoint: string | null;
}

/** Cuts text into ordinary pieces and hidden characters. Line breaks and tabs are ordinary where `multiline`. */
export function piecesOf(text: string, multiline = false): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: character, index } of text.matchAll(hidden)) {
    if (multiline && /[\n\t\r]/.test(character)) continue;
    if (index > end) pieces.push({ text: text.slice(end, index), codePoint: null });
    pieces.push({ text: character, codePoint: codePointOf(character) });
    end = index + character.length;
  }
  if (end < text.length || pieces.length === 0) pieces.push({ text: text.slice(end), codePoint: null });
  return pieces;
}

/**
 * Text for places that hold nothing but text, such as tooltips, with hidden characters spelled out, and behind names whose
 * letters mislead what they are.
 */
export const spellOut = (text: string): string =>
  runsOf(text)
    .map((run) => {
      if (typeof run === "string") return run;
      const looks = run.looksLike === null ? null : say("messages_looks_like", run.looksLike);
      const notes = [run.unicode, looks].filter((note) => note !== null);
      return `${run.text} [${notes.join(", ") || say("messages_mixes_scripts")}]`;
    })
    .join("")
    .replace(hidden, (character) => (character === "\n" ? character : `[${codePointOf(character)}]`));

const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
