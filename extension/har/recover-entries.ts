import { isJsonObject } from "../oauth/json.js";
import { scanJson } from "../oauth/scan-json.js";
import type { NoteList } from "./notes.js";

/** How often over all of the text may be read in search of where entries go on. */
const mostPasses = 8;
/** A text longer than this is not searched for what exactly is wrong with it, characters. */
const explainable = 1_000_000;

/** What could be saved of a damaged file. */
export interface Recovered {
  /** The text before the entries, made whole; null where even that is no JSON. */
  readonly root: unknown;
  /** In their order; undefined in the place of one that could not be read. */
  readonly entries: readonly unknown[];
}

/**
 * Reads the entries of a HAR file that is no JSON as a whole: cut off, or damaged here and there.
 *
 * Reads entry by entry, each by itself. Characters that JSON forbids in a text are let pass. Where quoting is broken, goes
 * on at what looks like the next entry. Takes a time that grows with the length of the text, whatever is in it.
 *
 * @returns null where no list of entries begins
 */
export function recoverEntries(text: string, notes: NoteList): Recovered | null {
  const start = /"entries"\s*:\s*\[/.exec(text);
  if (start === null) return null;
  const root = parsed(`${text.slice(0, start.index)}"entries":[]}}`);
  const entries: unknown[] = [];
  const budget = { left: text.length * mostPasses };
  let at = start.index + start[0].length;
  for (;;) {
    at = skipSeparators(text, at);
    if (at >= text.length) {
      notes.add(null, endOf(entries.length));
      break;
    }
    if (text.charAt(at) === "]") {
      notes.add(null, "The file is damaged, so its entries were read one by one.");
      break;
    }
    const entry = entries.length + 1;
    const end = endOfValue(text, at, budget);
    if (end === at) {
      // A bracket or colon that nothing opened.
      at += 1;
      continue;
    }
    const piece = end === null ? null : text.slice(at, end);
    const value = piece === null ? undefined : entryOf(piece, entry, budget, notes);
    if (value !== undefined && end !== null) {
      entries.push(value);
      at = end;
      continue;
    }
    const next = nextEntry(text, at, budget);
    if (end === null && next === null) {
      notes.add(null, budget.left > 0 ? cutOff(entry) : tooDamaged(entry));
      break;
    }
    const isWhole = end !== null && (next === null || next >= end);
    notes.add(entry, `could not be read: ${isWhole ? faultOf(piece ?? "") : "its quoting is broken"}.`);
    entries.push(undefined);
    if (next === null) break;
    at = next;
  }
  return { root, entries };
}

const endOf = (count: number): string =>
  `The file ends after entry ${count}, before its list of entries does.`;

const cutOff = (entry: number): string =>
  entry === 1
    ? "The file ends in the middle of its first entry."
    : `The file ends in the middle of entry ${entry}; those before it were read.`;

const tooDamaged = (entry: number): string =>
  `Entry ${entry} and what follows could not be read: too much of the file is damaged.`;

function skipSeparators(text: string, from: number): number {
  let at = from;
  while (at < text.length && (text.charCodeAt(at) <= 0x20 || text.charAt(at) === ",")) at += 1;
  return at;
}

/** Where the value that begins at `from` ends; null where the text ends first. Does not check what is inside. */
function endOfValue(text: string, from: number, budget: { left: number }): number | null {
  let depth = 0;
  let at = from;
  const done = (end: number | null) => {
    budget.left -= (end ?? text.length) - from;
    return end;
  };
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at);
      if (depth === 0 && at < text.length) return done(at + 1);
    } else if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
      if (depth === 0) return done(at + 1);
      if (depth < 0) return done(at);
    } else if (code === 0x2c && depth === 0) return done(at);
  }
  return done(null);
}

/** Index of the quote that ends the string which begins at `from`; the length of the text where none does. */
function endOfString(text: string, from: number): number {
  let quote = text.indexOf('"', from + 1);
  while (quote >= 0) {
    let slashes = 0;
    while (text.charAt(quote - 1 - slashes) === "\\") slashes += 1;
    if (slashes % 2 === 0) return quote;
    quote = text.indexOf('"', quote + 1);
  }
  return text.length;
}

function entryOf(text: string, entry: number, budget: { left: number }, notes: NoteList): unknown {
  const value = parsed(text);
  if (value !== undefined || budget.left <= 0) return value;
  budget.left -= text.length;
  const mended = parsed(withEscapes(text));
  if (mended !== undefined) notes.add(entry, "holds characters that JSON forbids; it was read all the same.");
  return mended;
}

const faultOf = (text: string): string =>
  text.length > explainable ? "not JSON" : `${scanJson(text).fault ?? "not JSON"} of the entry`;

/** Escapes the control characters inside a JSON text's strings, and drops those outside. */
function withEscapes(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  while (from < text.length) {
    const quote = text.indexOf('"', from);
    const start = quote < 0 ? text.length : quote;
    pieces.push(text.slice(from, start).replace(controls, " "));
    if (quote < 0) break;
    const end = endOfString(text, start);
    pieces.push(text.slice(start, end + 1).replace(controls, escaped));
    from = end + 1;
  }
  return pieces.join("");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that JSON forbids
const controls = /[\u0000-\u001f]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Where the next whole entry begins after one whose end cannot be found; null for none. */
function nextEntry(text: string, from: number, budget: { left: number }): number | null {
  const between = /\}\s*,\s*(?=\{\s*")/g;
  between.lastIndex = from;
  for (let match = between.exec(text); match !== null && budget.left > 0; match = between.exec(text)) {
    const start = match.index + match[0].length;
    const end = endOfValue(text, start, budget);
    const piece = end === null ? "" : text.slice(start, end);
    // Most candidates are something else: they need not be parsed.
    const value = piece.includes('"request"') ? parsed(piece) : undefined;
    if (isJsonObject(value) && isJsonObject(value.request)) return start;
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
