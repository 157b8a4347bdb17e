import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Settings } from "../extension/settings.js";
import { isFilters } from "./list/filters.js";
import { isWidth, type ListState } from "./list/list-state.js";
import { type Kept, keep } from "./memory.js";

/** The views of a login, in the order of their tabs. */
export const viewNames = ["overview", "sequence", "messages", "tokens", "findings", "calls"] as const;
export type ViewName = (typeof viewNames)[number];

export const pageNames = ["logins", "settings", "files", "workbench", "compare"] as const;
export type PageName = (typeof pageNames)[number];

/** How far a view was scrolled down, in CSS px. */
export interface Scroll {
  /** Which view of which login. */
  readonly of: string;
  readonly top: number;
}

/** How things are shown, apart from which login it is. */
export interface Screen {
  readonly page: Signal<PageName>;
  readonly view: Signal<ViewName>;
  readonly scroll: Signal<Scroll>;
  /** Whether the list of keys is open. */
  readonly help: Signal<boolean>;
  /** Id of the login whose report is about to be saved; null for none. */
  readonly exporting: Signal<string | null>;
  /** Whether credentials show in full; another object each time that this is said anew for all of them. */
  readonly reveal: ReadonlySignal<{ readonly all: boolean }>;
  readonly revealAll: (all: boolean) => void;
  /** Zone that times are shown in; undefined for the browser's. */
  readonly timeZone: ReadonlySignal<string | undefined>;
}

export function createScreen(page: Signal<PageName>, settings: ReadonlySignal<Settings>): Screen {
  const said = signal<{ readonly all: boolean } | null>(null);
  const masked = computed(() => settings.value.maskSecrets);
  return {
    page,
    view: signal<ViewName>("overview"),
    scroll: signal<Scroll>({ of: "", top: 0 }),
    help: signal(false),
    exporting: signal<string | null>(null),
    reveal: computed(() => said.value ?? { all: !masked.value }),
    revealAll: (all) => {
      said.value = { all };
    },
    timeZone: computed(() => settings.value.timeZone ?? undefined),
  };
}

/**
 * Whatever is to be there again when the page opens the next time, by the name under which it is kept.
 *
 * @param chosen id of the login that the person chose; null for none
 */
export const keptOf = (
  { page, view, scroll }: Screen,
  { query, filters, width }: ListState,
  chosen: Signal<string | null>,
): Readonly<Record<string, Kept>> => ({
  page: keep(page, isOneOf(pageNames), { ofLogin: true }),
  view: keep(view, isOneOf(viewNames), { ofLogin: true }),
  login: keep(chosen, isTextOrNull, { ofLogin: true }),
  scroll: keep(scroll, isScroll, { ofLogin: true }),
  query: keep(query, isText, { ofLogin: false }),
  filters: keep(filters, isFilters, { ofLogin: false }),
  width: keep(width, isWidth, { ofLogin: false }),
});

const isScroll = (value: unknown): value is Scroll => {
  const { of, top } = (value ?? {}) as Partial<Scroll>;
  return typeof of === "string" && typeof top === "number";
};

const isText = (value: unknown): value is string => typeof value === "string";

const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);

const isOneOf =
  <Name extends string>(names: readonly Name[]) =>
  (value: unknown): value is Name =>
    names.includes(value as Name);
