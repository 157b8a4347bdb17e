import type { Login, Relations } from "../extension/flow/login.js";

/** A login with those that belong to it. */
export interface Session {
  readonly login: Login;
  /** Logins that took place during its prompt, newest first. */
  readonly nested: readonly Session[];
  /** Logins that silently renew it, newest first. */
  readonly renewals: readonly Session[];
}

/**
 * Folds logins under the ones that they renew or took place in.
 *
 * A login whose parent is not among them stands by itself.
 *
 * @param logins newest first; so are the sessions
 */
export function sessionsOf(
  logins: readonly Login[],
  relations: ReadonlyMap<string, Relations>,
): readonly Session[] {
  const known = new Set(logins.map(({ id }) => id));
  const parentOf = (login: Login, how: keyof Relations): string | null => {
    const parent = relations.get(login.id)?.[how] ?? null;
    return parent !== null && known.has(parent) ? parent : null;
  };
  const renewals = groupBy(logins, (login) => parentOf(login, "renews"));
  const nested = groupBy(renewals.get(null) ?? [], (login) => parentOf(login, "nestedIn"));
  const sessionOf = (login: Login): Session => ({
    login,
    nested: nested.get(login.id)?.map(sessionOf) ?? [],
    renewals: renewals.get(login.id)?.map(sessionOf) ?? [],
  });
  return nested.get(null)?.map(sessionOf) ?? [];
}

function groupBy(logins: readonly Login[], keyOf: (login: Login) => string | null) {
  const groups = new Map<string | null, Login[]>();
  for (const login of logins) {
    const key = keyOf(login);
    const group = groups.get(key);
    if (group) group.push(login);
    else groups.set(key, [login]);
  }
  return groups;
}

/** All logins of a session: itself, then what it holds. */
export const loginsOf = ({ login, nested, renewals }: Session): readonly Login[] => [
  login,
  ...nested.flatMap(loginsOf),
  ...renewals.flatMap(loginsOf),
];
