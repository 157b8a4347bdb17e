import { batch, computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { Finding } from "../../extension/checks/check.js";
import type { Login } from "../../extension/flow/login.js";
import { remember } from "../../extension/flow/remember.js";
import { foundBy, termsOf } from "../../extension/search/query.js";
import { summarise } from "../findings-summary.js";
import type { Stop } from "../gateway.js";
import { countOfFilters, type Filters, passes } from "./filters.js";
import { sweep } from "./sweep.js";

/** Which logins a search and its filters find. */
export interface Matching {
  /** Ids of what was found so far; null where nothing is asked, so that every login is meant. */
  readonly found: ReadonlySignal<ReadonlySet<string> | null>;
  /** How many logins were looked at; null once it is all of them. */
  readonly looked: ReadonlySignal<number | null>;
  readonly start: () => Stop;
}

interface World {
  readonly logins: ReadonlySignal<readonly Login[]>;
  readonly query: ReadonlySignal<string>;
  readonly filters: ReadonlySignal<Filters>;
  readonly findingsOf: (login: Login) => readonly Finding[] | null;
}

/** The most severe of some findings; {@link summarise} tells more, and takes longer. */
export const verdictOf = remember((findings: readonly Finding[]) => summarise(findings).verdict);

/** Looks through all logins a few at a time; what was found last stays until something is found anew. */
export function createMatching({ logins, query, filters, findingsOf }: World): Matching {
  const found = signal<ReadonlySet<string> | null>(null);
  const looked = signal<number | null>(null);
  /** The first login that a filter for severity could not judge yet. */
  const unjudged = signal<Login | null>(null);
  const rounds = signal(0);
  const text = computed(() => query.value.trim());

  const isSevere = (login: Login, { severities }: Filters): boolean => {
    if (severities.length === 0) return true;
    const findings = findingsOf(login);
    if (findings === null) {
      unjudged.value ??= login;
      return false;
    }
    return severities.some((severity) => severity === verdictOf(findings));
  };

  const look = (): Stop | undefined => {
    const terms = termsOf(text.value);
    const asked = filters.value;
    const all = logins.value;
    rounds.value;
    unjudged.value = null;
    if (terms.length === 0 && countOfFilters(asked) === 0) {
      batch(() => {
        found.value = null;
        looked.value = null;
      });
      return undefined;
    }
    return untracked(() =>
      sweep(
        all,
        (login) => passes(login, asked) && foundBy(terms, login) && isSevere(login, asked),
        (some, done) =>
          batch(() => {
            found.value = new Set(some.map(({ id }) => id));
            looked.value = done === all.length ? null : done;
          }),
      ),
    );
  };

  return {
    found,
    looked,
    start: () => {
      const stops = [
        effect(look),
        effect(() => {
          const first = looked.value === null ? unjudged.value : null;
          if (first !== null && findingsOf(first) !== null) rounds.value = untracked(() => rounds.value + 1);
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
