import type { Flow } from "../flow/flow.js";
import { addCalls } from "./calls.js";
import { objectOf, textOf } from "./entry.js";
import { type Exchange, exchangeOf, timeOf } from "./exchange.js";
import { noteGaps } from "./gaps.js";
import { assembleLogins } from "./logins.js";
import { type HarNote, NoteList } from "./notes.js";
import { parseHar } from "./parse-har.js";
import { followRedirects } from "./redirects.js";
import { type Found, type Sifted, sift } from "./sift.js";
import { Tabs } from "./tabs.js";
import { type Writer, writerOf } from "./writers.js";

/** What a HAR file tells of logins. */
export interface HarReading {
  readonly kind: "read";
  /** Newest first. Their tabs are none of the browser's. */
  readonly flows: readonly Flow[];
  /** Who wrote the file, such as `WebInspector 537.36`, as it says itself; empty where it does not. */
  readonly writer: string;
  /** Entries in the file, readable or not. */
  readonly entries: number;
  /** What the file does not show, and what of it could not be read. */
  readonly notes: readonly HarNote[];
}

/** A file of which nothing can be used. */
export interface HarUnreadable {
  readonly kind: "unreadable";
  /** Why, in one plain sentence. Quotes nothing of the file. */
  readonly reason: string;
}

export interface HarOptions {
  /** URLs that the person named as authorization endpoints. */
  readonly patterns?: readonly string[];
  /** Id of the file's first tab; further ones count down. Below -1, as the browser's own ids are not. */
  readonly firstTabId?: number;
  /** How many logins are read, the earliest; 10,000 unless told. */
  readonly loginCap?: number;
  /** Told now and then how many of the entries have been looked at. */
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Reads the logins out of a HAR file.
 *
 * The same exchange gives the same observations as when it is watched live, with the provenance `har`. Every entry that
 * can be read is used, also of a file that is cut off or damaged. Looks at each entry once to see whether it may belong to
 * a login, then only at those few. Never throws.
 *
 * @param text the file's text, without byte order mark
 * @see HTTP Archive (HAR) format 1.2
 */
export async function readHar(text: string, options: HarOptions = {}): Promise<HarReading | HarUnreadable> {
  const { progress = () => undefined, patterns = [], firstTabId = -2, loginCap = 10_000 } = options;
  const notes = new NoteList();
  const file = openHar(text, notes, progress);
  if (file.kind === "unreadable") return file;
  const { writer, titles, entries, sifted } = file;
  const tabs = new Tabs(firstTabId, writer.pagesAreTabs);
  const hops = followRedirects(exchangesOf(sifted, tabs, notes), titles);
  const logins = await assembleLogins(hops, patterns, notes, loginCap);
  const flows = await addCalls(logins, sifted.carriers, hops, tabs);
  for (const hidden of writer.hides) notes.add(null, hidden);
  if (flows.length > 0 && !sifted.hasCredentials) notes.add(null, sanitised);
  noteGaps(flows, hops, writer, notes);
  progress(entries, entries);
  return { kind: "read", flows, writer: writer.name, entries, notes: notes.list() };
}

const undecoded = "The file holds characters that could not be decoded; they stand there as \ufffd.";
const sanitised =
  "No entry has a Cookie or Authorization header, as in a file exported without sensitive data: calls that sent their token in a header cannot be recognised.";

interface OpenedHar {
  readonly kind: "opened";
  readonly writer: Writer;
  readonly titles: ReadonlyMap<string, string>;
  /** How many there are. */
  readonly entries: number;
  readonly sifted: Sifted;
}

/** Parses a file and picks its entries. The others are let go here, as a large file's fill most of the memory. */
function openHar(
  text: string,
  notes: NoteList,
  progress: NonNullable<HarOptions["progress"]>,
): OpenedHar | HarUnreadable {
  const file = parseHar(text, notes);
  if (file.kind === "unreadable") return file;
  const { log, entries } = file;
  if (text.includes("\ufffd")) notes.add(null, undecoded);
  return {
    kind: "opened",
    writer: writerOf(log.creator),
    titles: titlesOf(log.pages),
    entries: entries.length,
    sifted: sift(entries, notes, (done) => progress(done, entries.length)),
  };
}

/** Pages and messages in the order of their times; one without a time counts as sent with the one before it in the file. */
function exchangesOf({ pages, messages }: Sifted, tabs: Tabs, notes: NoteList): readonly Exchange[] {
  const arePages = new Set<Found>(pages);
  let at = 0;
  return [...pages, ...messages]
    .sort((a, b) => a.entry - b.entry)
    .map((found) => {
      const time = timeOf(found.raw);
      if (time === null) {
        notes.add(
          found.entry,
          "has no readable time; it is placed with the page or token request before it.",
        );
      }
      at = time ?? at;
      return exchangeOf(found, arePages.has(found), tabs.idOf(found.raw), at);
    })
    .sort(byTime);
}

const byTime = (a: Exchange, b: Exchange): number => a.at - b.at || a.entry - b.entry;

/** Titles of the file's pages by their ids. */
function titlesOf(pages: unknown): ReadonlyMap<string, string> {
  const list: readonly unknown[] = Array.isArray(pages) ? pages : [];
  return new Map(list.map(objectOf).map(({ id, title }) => [textOf(id) ?? "", textOf(title) ?? ""]));
}
