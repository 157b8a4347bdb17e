import type { Finding } from "../checks/check.js";
import type { Login } from "../flow/login.js";
import { findingFacts, stepFacts, summaryFacts } from "./course.js";
import { callFacts, grantsOf, tokenCallFacts } from "./exchanges.js";
import { requestFacts, responseFacts } from "./messages.js";
import { type Facts, type Row, rowsOf } from "./rows.js";
import { tokenFacts, tokenKinds } from "./tokens.js";

export type SectionName =
  | "login"
  | "findings"
  | "request"
  | "response"
  | "token_endpoint"
  | "token"
  | "steps"
  | "calls";

/** One part of a comparison. */
export interface Section {
  readonly name: SectionName;
  /** Which token, or which grant; null where there is one of it. */
  readonly of: string | null;
  /** `hidden`: nothing of it was visible in that login; `absent`: it is not there at all. */
  readonly left: Presence;
  readonly right: Presence;
  readonly rows: readonly Row[];
}

export type Presence = "there" | "absent" | "hidden";

/** A login with what was found of it. */
export interface Judged {
  readonly login: Login;
  /** null while it is not judged. */
  readonly findings: readonly Finding[] | null;
}

/**
 * Sets two logins side by side.
 *
 * Values that are new in every login (`state`, `nonce`, codes, tokens) are compared by their form, times of claims as distances
 * from `iat`, durations roughly; each row says by what. Nothing that was not visible counts as missing. The result holds no
 * credential but masked. Parts that neither login has are left out.
 */
export function compare(left: Judged, right: Judged): readonly Section[] {
  const logins = [left.login, right.login];
  const part = (
    name: SectionName,
    factsOf: (one: Judged, other: Judged) => Facts,
    of: string | null = null,
  ): readonly Section[] => {
    const [one, other] = [factsOf(left, right), factsOf(right, left)];
    const rows = rowsOf(one, other);
    return rows.length === 0 ? [] : [{ name, of, left: presenceOf(one), right: presenceOf(other), rows }];
  };
  const hasKind = (login: Login, kind: string) => login.tokens.some((token) => token.kind === kind);
  return [
    ...part("login", ({ login, findings }) => summaryFacts(login, findings)),
    ...part("findings", ({ findings }) => findingFacts(findings)),
    ...part("request", ({ login }) => requestFacts(login)),
    ...part("response", ({ login }) => responseFacts(login)),
    ...grantsOf(logins).flatMap((grant) =>
      part("token_endpoint", ({ login }) => tokenCallFacts(login, grant), grant),
    ),
    ...tokenKinds.flatMap((kind) =>
      part("token", ({ login }, other) => tokenFacts(login, kind, !hasKind(other.login, kind)), kind),
    ),
    ...part("steps", ({ login }) => stepFacts(login)),
    ...part("calls", ({ login }, other) => callFacts(login, other.login)),
  ];
}

const presenceOf = ({ known, rest }: Facts): Presence =>
  known.size > 0 ? "there" : rest === "hidden" ? "hidden" : "absent";
