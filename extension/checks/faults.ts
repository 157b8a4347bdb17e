import type { Severity, Verdict } from "./check.js";
import { fired, type Seen, severities, silent } from "./verdict.js";

/** One of several things that one check may find at fault. */
export interface Fault {
  readonly severity: Severity;
  readonly seen: readonly Seen[];
}

/** A fault of which one thing was seen. */
export const faultOf = (severity: Severity, label: string, value: string): Fault => ({
  severity,
  seen: [[label, value]],
});

/** How many faults are shown. */
const most = 3;

/**
 * Fired by the gravest of several faults, which are shown from grave to mild.
 *
 * @param otherwise the verdict where there is none
 */
export function firedBy(faults: readonly Fault[], otherwise: Verdict = silent): Verdict {
  const sorted = faults.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const [gravest] = sorted;
  if (gravest === undefined) return otherwise;
  const more: readonly Seen[] = sorted.length > most ? [["further", String(sorted.length - most)]] : [];
  return fired(gravest.severity, [...sorted.slice(0, most).flatMap(({ seen }) => seen), ...more]);
}
