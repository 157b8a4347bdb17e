import { authorizationRequestChecks } from "./authorization-request.js";
import { authorizationResponseChecks } from "./authorization-response.js";
import type { Case } from "./case.js";
import type { Check, Finding, Severity } from "./check.js";

/** Every check there is, group by group. */
export const checks: readonly Check[] = [...authorizationRequestChecks, ...authorizationResponseChecks];

const severities: readonly Severity[] = ["high", "medium", "low", "info", "pass"];
const outcomes = ["undetermined", "silent", "not-applicable"];

/**
 * Holds every check against a case.
 *
 * Pure: the same case gives the same findings. What a check could not decide is among them as undetermined.
 *
 * @returns one finding a check: fired ones from high to pass, then undetermined, silent and not applicable ones,
 *   each in the catalogue's order
 */
export function evaluate(theCase: Case): readonly Finding[] {
  return checks
    .map((check): Finding => ({ check, verdict: check.evaluate(theCase) }))
    .sort((a, b) => rankOf(a) - rankOf(b));
}

/** How many findings fired with high or medium severity. */
export function atLeastMedium(findings: readonly Finding[]): number {
  return findings.filter(
    ({ verdict }) =>
      verdict.outcome === "fired" && (verdict.severity === "high" || verdict.severity === "medium"),
  ).length;
}

const rankOf = ({ verdict }: Finding): number =>
  verdict.outcome === "fired"
    ? severities.indexOf(verdict.severity)
    : severities.length + outcomes.indexOf(verdict.outcome);
