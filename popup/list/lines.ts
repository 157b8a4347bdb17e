import type { Login } from "../../extension/flow/login.js";
import { loginsOf, type Session } from "../sessions.js";

/** One row of the list. */
export interface Line {
  readonly login: Login;
  /** 0, or how many logins it stands below. */
  readonly depth: number;
  readonly relation: "nested" | "renewal" | null;
  /** Logins that silently renew this one and are listed or folded below it. */
  readonly renewals: number;
  readonly unfolded: boolean;
  /** Login that it stands below; null for none. */
  readonly parent: string | null;
}

/** Rows under one heading. */
export interface Section {
  readonly id: string;
  /** null for none. */
  readonly heading: string | null;
  readonly label: string;
  readonly lines: readonly Line[];
  /** How many logins the rows stand for, with those that are folded. */
  readonly logins: number;
}

interface Shown {
  /** Whether a login is listed at all. */
  readonly isFound: (login: Login) => boolean;
  /** Whether the renewals of a login have rows of their own. */
  readonly isUnfolded: (loginId: string) => boolean;
}

/**
 * Rows of sessions: nested logins below the one in which they took place, silent renewals folded.
 *
 * Where the login above is not found itself, those that are found below it stand in its place.
 */
export function linesOf(sessions: readonly Session[], shown: Shown): readonly Line[] {
  const lines: Line[] = [];
  const add = ({ login, nested, renewals }: Session, above: Pick<Line, "depth" | "relation" | "parent">) => {
    const isFound = shown.isFound(login);
    const below = isFound ? { depth: above.depth + 1, parent: login.id } : above;
    const found = renewals.filter((session) => loginsOf(session).some(shown.isFound));
    const unfolded = !isFound || shown.isUnfolded(login.id);
    if (isFound) lines.push({ login, ...above, renewals: found.length, unfolded });
    for (const session of nested) add(session, { ...below, relation: "nested" });
    if (unfolded) for (const session of found) add(session, { ...below, relation: "renewal" });
  };
  for (const session of sessions) add(session, { depth: 0, relation: null, parent: null });
  return lines;
}

/** How many logins of sessions are found. */
export const countFound = (sessions: readonly Session[], isFound: (login: Login) => boolean): number =>
  sessions.reduce((count, session) => count + loginsOf(session).filter(isFound).length, 0);
