/** Something that a HAR file does not show, or that could not be read, in one plain sentence. Holds no value. */
export interface HarNote {
  /** Number of the entry that it is about, from 1; null where it is about the file. */
  readonly entry: number | null;
  readonly text: string;
}

/** More notes on entries than this are only counted. */
const mostNotes = 100;

/** Collects notes; past the first hundred on entries it only counts them. */
export class NoteList {
  readonly #onFile: HarNote[] = [];
  readonly #onEntries: HarNote[] = [];
  #more = 0;

  /** @param text a sentence; one about an entry goes on after `Entry 12 ` */
  add(entry: number | null, text: string): void {
    if (entry === null) this.#onFile.push({ entry, text });
    else if (this.#onEntries.length < mostNotes)
      this.#onEntries.push({ entry, text: `Entry ${entry} ${text}` });
    else this.#more += 1;
  }

  /** Notes on the file first, then those on entries in their order. */
  list(): readonly HarNote[] {
    const more = { entry: null, text: `There are ${this.#more} more remarks on entries.` };
    return [
      ...this.#onFile,
      ...this.#onEntries.toSorted((a, b) => (a.entry ?? 0) - (b.entry ?? 0)),
      ...(this.#more > 0 ? [more] : []),
    ];
  }
}
