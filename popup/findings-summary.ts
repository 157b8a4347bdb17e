import type { Finding, Severity } from "../extension/checks/check.js";

/** What a mark can stand for: a severity, or that nothing could be said. */
export type Weight = Severity | "undetermined";

/** From grave to mild. */
export const faultSeverities: readonly Severity[] = ["high", "medium", "low", "info"];

export type Fired = Finding & { readonly verdict: { readonly outcome: "fired" } };

export interface FindingsSummary {
  /** Most severe first; those of severity `pass` are not among them. */
  readonly fired: readonly Fired[];
  /** Checks that fired to say what is done right. */
  readonly praised: readonly Fired[];
  /** Silent checks. */
  readonly passed: readonly Finding[];
  readonly undetermined: readonly Finding[];
  readonly notApplicable: readonly Finding[];
  /** Most severe of all; `undetermined` where nothing was found but not everything could be judged. */
  readonly verdict: Weight;
}

export function summarise(findings: readonly Finding[]): FindingsSummary {
  const isFired = (finding: Finding): finding is Fired => finding.verdict.outcome === "fired";
  const allFired = findings.filter(isFired);
  const fired = allFired
    .filter(({ verdict }) => verdict.severity !== "pass")
    .sort(
      (a, b) => faultSeverities.indexOf(a.verdict.severity) - faultSeverities.indexOf(b.verdict.severity),
    );
  const praised = allFired.filter(({ verdict }) => verdict.severity === "pass");
  const passed = findings.filter(({ verdict }) => verdict.outcome === "silent");
  const undetermined = findings.filter(({ verdict }) => verdict.outcome === "undetermined");
  const nothingFired =
    undetermined.length > 0 || passed.length + praised.length === 0 ? "undetermined" : "pass";
  return {
    fired,
    praised,
    passed,
    undetermined,
    notApplicable: findings.filter(({ verdict }) => verdict.outcome === "not-applicable"),
    verdict: fired[0]?.verdict.severity ?? nothingFired,
  };
}
