import type { Severity, Verdict } from "./check.js";

export type Undetermined = Extract<Verdict, { outcome: "undetermined" }>;

export const silent: Verdict = { outcome: "silent" };
export const notApplicable: Verdict = { outcome: "not-applicable" };

/** @param reason what was not visible, one plain line */
export const undetermined = (reason: string): Undetermined => ({ outcome: "undetermined", reason });

/** Label and value of one thing seen. */
export type Seen = readonly [label: string, value: string];

/** @param evidence in the order in which it is to be shown; secrets masked */
export function fired(severity: Severity, evidence: readonly Seen[]): Verdict {
  return { outcome: "fired", severity, evidence: evidence.map(([label, value]) => ({ label, value })) };
}

/** Text of a stranger, short enough to be shown. Not for secrets, which are masked. */
export const excerpt = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
