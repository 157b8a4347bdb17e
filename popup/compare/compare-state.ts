import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Login, Relations } from "../../extension/flow/login.js";

/** Which two logins are compared. */
export interface Comparison {
  /** The login on show, unless another was chosen; null while there is none. */
  readonly left: ReadonlySignal<Login | null>;
  /** The one that it is most sensibly compared with, unless another was chosen; null where there is no other. */
  readonly right: ReadonlySignal<Login | null>;
  /** Chooses both; the choice holds until another login is shown. */
  readonly choose: (leftId: string, rightId: string) => void;
}

export function createComparison(
  selected: ReadonlySignal<Login | null>,
  everyLogin: ReadonlySignal<readonly Login[]>,
  relations: ReadonlySignal<ReadonlyMap<string, Relations>>,
): Comparison {
  const chosen = signal<{
    readonly shown: string | undefined;
    readonly ids: readonly [string, string];
  } | null>(null);
  const find = (place: 0 | 1): Login | null => {
    const { shown, ids } = chosen.value ?? {};
    return shown === selected.value?.id
      ? (everyLogin.value.find(({ id }) => id === ids?.[place]) ?? null)
      : null;
  };
  const left = computed(() => find(0) ?? selected.value);
  return {
    left,
    right: computed(() => {
      const one = left.value;
      const other = find(1);
      return (
        one && (other && other.id !== one.id ? other : counterpartOf(one, everyLogin.value, relations.value))
      );
    }),
    choose: (leftId, rightId) => {
      chosen.value = { shown: selected.value?.id, ids: [leftId, rightId] };
    },
  };
}

/**
 * The login to compare one with: of the same client at the same server if there is one, rather none that merely renews
 * another, and of these the latest.
 */
export function counterpartOf(
  login: Login,
  all: readonly Login[],
  relations: ReadonlyMap<string, Relations>,
): Login | null {
  const rank = (other: Login) =>
    (isOfSameParties(login, other) ? 2 : 0) + (relations.get(other.id)?.renews ? 0 : 1);
  let best: Login | null = null;
  for (const other of all) {
    if (other.id === login.id) continue;
    const gain = best === null ? 1 : rank(other) - rank(best) || other.startedAt - best.startedAt;
    if (gain > 0) best = other;
  }
  return best;
}

/** Whether two logins are of one client, by its `client_id` or else its origin, at one server. */
export const isOfSameParties = (one: Login, other: Login): boolean =>
  one.server.origin === other.server.origin &&
  (one.client.id !== null && other.client.id !== null
    ? one.client.id === other.client.id
    : one.client.origin === other.client.origin);
