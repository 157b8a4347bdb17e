import { numberOf, type RawEntry, textOf } from "./entry.js";

/** Gives the tabs of a file ids, which count down from the first so that they are none of the browser's. */
export class Tabs {
  readonly #ids = new Map<string | number, number>();
  readonly #first: number;
  readonly #pagesAreTabs: boolean;

  /** @param pagesAreTabs whether the writer's pages are tabs, rather than the documents that were shown in one */
  constructor(first: number, pagesAreTabs: boolean) {
    this.#first = first;
    this.#pagesAreTabs = pagesAreTabs;
  }

  idOf({ _tabId: tab, pageref }: RawEntry): number {
    const key = numberOf(tab) ?? textOf(tab) ?? (this.#pagesAreTabs ? textOf(pageref) : null) ?? "";
    const id = this.#ids.get(key) ?? this.#first - this.#ids.size;
    this.#ids.set(key, id);
    return id;
  }
}
