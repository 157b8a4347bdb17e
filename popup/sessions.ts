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
  const sessionOf = (login: Login): Session => ({
    login,
    nested: logins
      .filter((other) => parentOf(other, "renews") === null && parentOf(other, "nestedIn") === login.id)
      .map(sessionOf),
    renewals: logins.filter((other) => parentOf(other, "renews") === login.id).map(sessionOf),
  });
  return logins
    .filter((login) => parentOf(login, "renews") === null && parentOf(login, "nestedIn") === null)
    .map(sessionOf);
}

/** All logins of a session: itself, then what it holds. */
export const loginsOf = ({ login, nested, renewals }: Session): readonly Login[] => [
  login,
  ...nested.flatMap(loginsOf),
  ...renewals.flatMap(loginsOf),
];

/** The login that many places further down the list, or up where negative; undefined past its ends. */
export function neighbourOf(
  sessions: readonly Session[],
  loginId: string | undefined,
  places: number,
): Login | undefined {
  const listed = sessions.flatMap(loginsOf);
  return listed[listed.findIndex(({ id }) => id === loginId) + places];
}
