import { lowerIfRejected } from "./acceptance.js";
import { accessTokenChecks } from "./access-token.js";
import { authorizationRequestChecks } from "./authorization-request.js";
import { authorizationResponseChecks } from "./authorization-response.js";
import type { Case } from "./case.js";
import type { Check, Finding } from "./check.js";
import { dpopChecks } from "./dpop.js";
import { idTokenChecks } from "./id-token.js";
import { leakChecks } from "./leaks.js";
import { logoutChecks } from "./logout.js";
import { tokenEndpointChecks } from "./token-endpoint.js";
import { transportChecks } from "./transport.js";
import { severities } from "./verdict.js";
import { webMessageChecks } from "./web-message.js";

/** Judges what a client can refuse: then it did no harm. */
const refusable = (check: Check): Check => ({
  ...check,
  evaluate: (theCase) => lowerIfRejected(check.evaluate(theCase), theCase.login),
});

/** Every check there is, group by group. */
export const checks: readonly Check[] = [
  ...authorizationRequestChecks,
  ...authorizationResponseChecks.map(refusable),
  ...idTokenChecks.map(refusable),
  ...accessTokenChecks.map(refusable),
  ...leakChecks,
  ...tokenEndpointChecks,
  ...dpopChecks,
  ...webMessageChecks.map(refusable),
  ...logoutChecks,
  ...transportChecks,
];

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
