import type { History } from "../flow/history.js";
import type { Login } from "../flow/login.js";
import { nothingKnown, type ServerKnowledge } from "../oauth/server-knowledge.js";
import type { Verification } from "../token/verification.js";

/** Everything that a check may look at: a login, and what was learnt beside it. */
export interface Case {
  readonly login: Login;
  /** Moment at which it is judged, ms since the epoch. */
  readonly now: number;
  /** What the authorization server publishes about itself: metadata and keys. */
  readonly server: ServerKnowledge;
  /** What verifying this login's tokens gave, by {@link ReceivedToken.id}; a token that is not in it was not verified. */
  readonly verifications: ReadonlyMap<string, Verification>;
  /** Earlier logins of this browser session, their secrets as hashes only. */
  readonly history: History;
}

/** A login of which nothing is known but what was seen, judged at the moment of its last sign of life. */
export const caseOf = (login: Login, beside: Partial<Omit<Case, "login">> = {}): Case => ({
  login,
  now: login.endedAt ?? login.startedAt,
  server: nothingKnown,
  verifications: new Map(),
  history: [],
  ...beside,
});
