import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Finding } from "../../extension/checks/check.js";
import type { Login, Relations } from "../../extension/flow/login.js";
import type { ReadableFile } from "../import/imported-file.js";
import { loginsOf, type Session } from "../sessions.js";
import { say } from "../text/say.js";
import { countOfFilters, type Filters, noFilters } from "./filters.js";
import { countFound, linesOf, type Section } from "./lines.js";
import { createMatching, type Matching } from "./matching.js";

/** The list of logins: what of them is listed, and how. */
export interface ListState extends Pick<Matching, "looked" | "start"> {
  readonly query: Signal<string>;
  readonly filters: Signal<Filters>;
  /** Whether the filters are unfolded. */
  readonly filtersShown: Signal<boolean>;
  /** Of the column, px; see {@link widths}. */
  readonly width: Signal<number>;
  /** Whether it lies over the page, where it has no column. */
  readonly open: Signal<boolean>;
  readonly sections: ReadonlySignal<readonly Section[]>;
  /** How many logins are listed, with those that are folded. */
  readonly listed: ReadonlySignal<number>;
  /** Whether a search or a filter leaves any out. */
  readonly narrowed: ReadonlySignal<boolean>;
  /** Ends search and filters. */
  readonly reset: () => void;
  /** Shows the silent renewals of a login, or folds them. */
  readonly unfold: (loginId: string, unfolded: boolean) => void;
}

/** Widths that the column may have, px. */
export const widths = { least: 280, usual: 320, most: 480 };

export const widthWithin = (width: number): number =>
  Math.max(widths.least, Math.min(widths.most, Math.round(width)));

export const isWidth = (value: unknown): value is number =>
  typeof value === "number" && widthWithin(value) === value;

interface World {
  readonly sessions: ReadonlySignal<readonly Session[]>;
  readonly everyLogin: ReadonlySignal<readonly Login[]>;
  readonly sources: ReadonlySignal<readonly ReadableFile[]>;
  readonly relations: ReadonlySignal<ReadonlyMap<string, Relations>>;
  readonly selected: ReadonlySignal<Login | null>;
  /** Whether a login took place in the tab that the page is about; null where it is about none. */
  readonly isHere: ((login: Login) => boolean) | null;
  readonly findingsOf: (login: Login) => readonly Finding[] | null;
}

export function createList(world: World): ListState {
  const { sessions, everyLogin, sources, relations, selected, isHere, findingsOf } = world;
  const query = signal("");
  const filters = signal(noFilters);
  const matching = createMatching({ logins: everyLogin, query, filters, findingsOf });

  const unfolded = signal<ReadonlySet<string>>(new Set());
  /** The logins whose renewals the selected one is among, as one text, which seldom changes. */
  const around = computed(() => renewedBy(selected.value, relations.value).join("\n"));

  const sections = computed((): readonly Section[] => {
    const { value: ids } = matching.found;
    const isFound = (login: Login) => ids?.has(login.id) ?? true;
    const open = new Set([...unfolded.value, ...around.value.split("\n")]);
    const section = (id: string, heading: string | null, label: string, some: readonly Session[]) => ({
      id,
      heading,
      label,
      lines: linesOf(some, { isFound, isUnfolded: (loginId) => open.has(loginId) }),
      logins: countFound(some, isFound),
    });
    const isOfTab = (session: Session) => isHere !== null && loginsOf(session).some(isHere);
    const captured =
      isHere === null
        ? [section("captured", null, say("list_logins"), sessions.value)]
        : [
            section("here", say("list_this_tab"), say("list_this_tab"), sessions.value.filter(isOfTab)),
            section(
              "elsewhere",
              say("list_other_tabs"),
              say("list_other_tabs"),
              sessions.value.filter((session) => !isOfTab(session)),
            ),
          ];
    const files = sources.value.map(({ id, name, state }) =>
      section(`file-${id}`, name, say("list_logins_of", name), state.sessions),
    );
    return [...captured, ...files].filter(({ lines }) => lines.length > 0);
  });

  return {
    query,
    filters,
    filtersShown: signal(false),
    width: signal(widths.usual),
    open: signal(false),
    sections,
    listed: computed(() => sections.value.reduce((sum, { logins }) => sum + logins, 0)),
    looked: matching.looked,
    narrowed: computed(() => query.value.trim() !== "" || countOfFilters(filters.value) > 0),
    reset: () =>
      batch(() => {
        query.value = "";
        filters.value = noFilters;
      }),
    unfold: (loginId, isUnfolded) => {
      const next = new Set(unfolded.value);
      if (isUnfolded) next.add(loginId);
      else next.delete(loginId);
      unfolded.value = next;
    },
    start: matching.start,
  };
}

/** Ids of the logins among whose renewals, or what lies below these, a login is. */
function renewedBy(login: Login | null, relations: ReadonlyMap<string, Relations>): readonly string[] {
  const renewed: string[] = [];
  const seen = new Set<string>();
  for (let id = login?.id; id !== undefined && !seen.has(id); ) {
    seen.add(id);
    const above = relations.get(id);
    if (above?.renews) renewed.push(above.renews);
    id = above?.renews ?? above?.nestedIn ?? undefined;
  }
  return renewed;
}
