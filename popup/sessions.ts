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
  const below = { nestedIn: new Map<string, Login[]>(), renews: new Map<string, Login[]>() };
  const alone: Login[] = [];
  for (const login of logins) {
    const how = parentOf(login, "renews") === null ? "nestedIn" : "renews";
    const parent = parentOf(login, how);
    const siblings = parent === null ? alone : (below[how].get(parent) ?? []);
    siblings.push(login);
    if (parent !== null) below[how].set(parent, siblings);
  }
  const sessionOf = (login: Login): Session => ({
    login,
    nested: (below.nestedIn.get(login.id) ?? []).map(sessionOf),
    renewals: (below.renews.get(login.id) ?? []).map(sessionOf),
  });
  return alone.map(sessionOf);
}

/** All logins of a session: itself, then what it holds. */
export const loginsOf = ({ login, nested, renewals }: Session): readonly Login[] => [
  login,
  ...nested.flatMap(loginsOf),
  ...renewals.flatMap(loginsOf),
];
