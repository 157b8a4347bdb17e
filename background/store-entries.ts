import type { Storage } from "webextension-polyfill";

/** A storage area with what is known to be in it, so that only differences are written. */
export class Entries {
  readonly #area: Storage.StorageArea;
  #stored: ReadonlyMap<string, unknown> = new Map();

  constructor(area: Storage.StorageArea) {
    this.#area = area;
  }

  async read(): Promise<Readonly<Record<string, unknown>>> {
    const entries = await this.#area.get(null);
    this.#stored = new Map(Object.entries(entries));
    return entries;
  }

  /**
   * Brings storage to these entries. Rejects where it refuses.
   *
   * Removes last, so that a stop in between loses nothing; first only where that makes the room that is missing.
   */
  async sync(wanted: ReadonlyMap<string, unknown>): Promise<void> {
    const surplus = [...this.#stored.keys()].filter((key) => !wanted.has(key));
    try {
      await this.#set(this.#differing(wanted));
    } catch (cause) {
      if (surplus.length === 0 || !isFull(cause)) throw cause;
      await this.#remove(surplus);
      await this.#set(this.#differing(wanted));
      return;
    }
    await this.#remove(surplus);
  }

  /**
   * Brings storage as near to these entries as it allows, one by one. Never rejects.
   *
   * @returns the keys of those that it refused
   */
  async syncEach(wanted: ReadonlyMap<string, unknown>): Promise<readonly string[]> {
    const refused: string[] = [];
    for (const entry of this.#differing(wanted)) {
      try {
        await this.#set([entry]);
      } catch {
        refused.push(entry[0]);
      }
    }
    return refused;
  }

  #differing(wanted: ReadonlyMap<string, unknown>): readonly [string, unknown][] {
    return [...wanted].filter(([key, value]) => !isSame(this.#stored.get(key), value));
  }

  async #remove(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    await this.#area.remove([...keys]);
    this.#stored = new Map([...this.#stored].filter(([key]) => !keys.includes(key)));
  }

  async #set(entries: readonly [string, unknown][]): Promise<void> {
    if (entries.length === 0) return;
    await this.#area.set(Object.fromEntries(entries));
    this.#stored = new Map([...this.#stored, ...entries]);
  }
}

/** Whether a refusal says that storage is full. Chromium and Firefox both speak of a quota, in words of their own. */
export const isFull = (cause: unknown): boolean =>
  cause instanceof Error && /quota/i.test(`${cause.name} ${cause.message}`);

/** Lists are the same with the same members: they are filtered anew each time. */
function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((member, index) => member === b[index]);
}
