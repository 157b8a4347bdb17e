import { isJsonObject, type JsonObject } from "../oauth/json.js";
import { scanJson } from "../oauth/scan-json.js";
import type { NoteList } from "./notes.js";
import { recoverEntries } from "./recover-entries.js";

/** A HAR file's outer object and its entries, whatever they are. */
export type ParsedHar =
  | { readonly kind: "parsed"; readonly log: JsonObject; readonly entries: readonly unknown[] }
  | { readonly kind: "unreadable"; readonly reason: string };

/** How much of a text is searched for what is wrong with it, characters. */
const searched = 1_000_000;

/**
 * Parses a HAR file, entry by entry where it is no JSON as a whole. Never throws; no reason quotes the text.
 *
 * Of names that occur more than once in an object the last counts, as everywhere in JSON.
 */
export function parseHar(text: string, notes: NoteList): ParsedHar {
  if (text.trim() === "") return unreadable("The file is empty.");
  let root: unknown;
  let recovered: readonly unknown[] | null = null;
  try {
    root = JSON.parse(text);
  } catch {
    const saved = recoverEntries(text, notes);
    if (saved === null)
      return unreadable(`This is no HAR file: ${scanJson(text.slice(0, searched)).fault ?? "not JSON"}.`);
    root = saved.root ?? {};
    recovered = saved.entries;
  }
  if (!isJsonObject(root)) return unreadable("This is no HAR file: the JSON in it is no object.");
  // Some tools leave out the object around the log.
  const log = isJsonObject(root.log) ? root.log : root;
  const entries = recovered ?? log.entries;
  if (!Array.isArray(entries)) {
    return unreadable(
      entries === undefined
        ? 'This is no HAR file: it has no "entries".'
        : 'This is no HAR file: its "entries" are not a list.',
    );
  }
  if (entries.length === 0 && recovered !== null) {
    return unreadable("The file ends before its first entry does.");
  }
  if (namesEntriesAgain(text))
    notes.add(null, 'The file names "entries" more than once: only one list is read.');
  return { kind: "parsed", log, entries };
}

const unreadable = (reason: string): ParsedHar => ({ kind: "unreadable", reason });

/** Quotes inside a JSON text are escaped, so this finds names, and values that are no more than this word. */
function namesEntriesAgain(text: string): boolean {
  const name = /"entries"\s*:/g;
  return name.test(text) && name.test(text);
}
