import type { Parameter } from "../oauth/parameter.js";
import type { Severity, Verdict } from "./check.js";

export type Undetermined = Extract<Verdict, { outcome: "undetermined" }>;

export const silent: Verdict = { outcome: "silent" };
export const notApplicable: Verdict = { outcome: "not-applicable" };

/** @param reason what was not visible, one plain line */
export const undetermined = (reason: string): Undetermined => ({ outcome: "undetermined", reason });

/** Whether something was not visible, so that this is the verdict instead of it. */
export const isUndetermined = (value: object): value is Undetermined =>
  "outcome" in value && value.outcome === "undetermined";

/** Label and value of one thing seen. */
export type Seen = readonly [label: string, value: string];

/** @param evidence in the order in which it is to be shown; secrets masked */
export function fired(severity: Severity, evidence: readonly Seen[]): Verdict {
  return { outcome: "fired", severity, evidence: evidence.map(([label, value]) => ({ label, value })) };
}

/** From grave to mild. */
export const severities: readonly Severity[] = ["high", "medium", "low", "info", "pass"];

/** Text of a stranger, short enough to be shown. Not for secrets, which are masked. */
export const excerpt = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

/** Names of parameters, each once. */
export const namesOf = (parameters: readonly Parameter[]): string =>
  excerpt([...new Set(parameters.map(({ name }) => name))].join(", "));

/** A moment, ms, as evidence: `2026-01-05 10:00:00 UTC`. A claim or `Date` may put it beyond what a `Date` can hold. */
export const timeText = (at: number): string =>
  Math.abs(at) <= 8.64e15
    ? new Date(at).toISOString().replace("T", " ").replace(/\..*/, " UTC")
    : "beyond all time";

/** A character by its code point, since it may not be visible: `U+003D at 44`. */
export function characterAt(value: string, index: number): string {
  const point = (value.codePointAt(index) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `U+${point} at ${index + 1}`;
}
