import { idTokenContextsOf } from "../flow/id-token-contexts.js";
import type { Login } from "../flow/login.js";
import type { IdTokenContext } from "../token/id-token-context.js";
import type { VerificationStep } from "../token/verification.js";
import { type IdTokenStep, idTokenSteps } from "../token/verify-id-token.js";
import type { Case } from "./case.js";
import type { Severity, Verdict } from "./check.js";
import { type Fault, firedBy } from "./faults.js";
import { notApplicable, type Seen, silent, undetermined } from "./verdict.js";

/** An ID Token with what its verification gave, or what of that can be told at once. */
export interface JudgedIdToken extends IdTokenContext {
  readonly steps: readonly VerificationStep[];
}

const judgedOf = new WeakMap<Case, readonly JudgedIdToken[]>();

/** The ID Tokens of a case, judged once. */
export function idTokensOf(theCase: Case): readonly JudgedIdToken[] {
  const { login, server, verifications } = theCase;
  const judged =
    judgedOf.get(theCase) ??
    idTokenContextsOf(login, server).map((context) => ({
      ...context,
      steps: verifications.get(context.token.id)?.steps ?? idTokenSteps(context),
    }));
  judgedOf.set(theCase, judged);
  return judged;
}

/** A verdict on each ID Token: the gravest counts; without one that fired, what is undetermined. */
export function onIdTokens(judge: (token: JudgedIdToken, theCase: Case) => Verdict) {
  return (theCase: Case): Verdict => {
    const tokens = idTokensOf(theCase);
    const verdicts = tokens.map((token) => ({ id: token.token.id, verdict: judge(token, theCase) }));
    const faults = verdicts.flatMap(({ id, verdict }): Fault[] => {
      if (verdict.outcome !== "fired") return [];
      const seen = verdict.evidence.map(({ label, value }): Seen => [label, value]);
      return [{ severity: verdict.severity, seen: tokens.length > 1 ? [["token", id], ...seen] : seen }];
    });
    const of = (outcome: Verdict["outcome"]) =>
      verdicts.find(({ verdict }) => verdict.outcome === outcome)?.verdict;
    return firedBy(faults, of("undetermined") ?? of("silent") ?? whereNone(tokens.length, theCase.login));
  };
}

/** How grave the fault of a step is; null where another check tells of it. */
type SeverityOf = (
  step: VerificationStep & { readonly fault: string },
  token: JudgedIdToken,
  theCase: Case,
) => Severity | null;

/** A verdict on one step of the verification of each ID Token. */
export const onStep = (id: IdTokenStep, severityOf: SeverityOf) =>
  onIdTokens((token, theCase) => verdictOf(id, severityOf, token, theCase));

/** The verdict that one step of the verification gives. */
export function verdictOf(
  id: IdTokenStep,
  severityOf: SeverityOf,
  token: JudgedIdToken,
  theCase: Case,
): Verdict {
  const step = token.steps.find((candidate) => candidate.id === id);
  if (step === undefined) {
    return undetermined(
      token.token.decoded.format === "jwe" ? "The ID Token is encrypted." : "The ID Token cannot be read.",
    );
  }
  const { fault, inputs, outcome, reason } = step;
  const severity = fault === undefined ? null : severityOf({ ...step, fault }, token, theCase);
  if (severity !== null) {
    return { outcome: "fired", severity, evidence: [{ label: "found", value: reason }, ...inputs] };
  }
  if (outcome === "undetermined") return undetermined(reason);
  return outcome === "passed" ? silent : notApplicable;
}

/** Without an ID Token: whether there may be one that was not visible. */
function whereNone(tokens: number, { request, response, tokenCalls }: Login): Verdict {
  if (tokens > 0 || response?.error) return notApplicable;
  if (response?.jarm?.format === "encrypted") return undetermined("The response is encrypted.");
  const isAnswered = tokenCalls.some(({ answer }) => answer?.response);
  const types = request?.responseTypes ?? [];
  const isDue =
    (types.includes("id_token") && response === null) ||
    (types.includes("code") && Boolean(request?.scope.includes("openid")) && !isAnswered);
  return isDue || request?.hidden ? undetermined("No ID Token was visible.") : notApplicable;
}
