/** What verifying one token gave, step by step, in the order in which the specification demands the steps. */
export interface Verification {
  /** The worst of its steps: `failed` before `undetermined` before `passed`. Undetermined where no step applied. */
  readonly outcome: "passed" | "failed" | "undetermined";
  readonly steps: readonly VerificationStep[];
}

export interface VerificationStep extends Judgement {
  /** Stable name, such as `signature`, `iss`, `aud`, `azp`, `exp`, `nonce`, `at_hash`. */
  readonly id: string;
  /** What is demanded, one plain line. */
  readonly title: string;
  /** `OpenID Connect Core 1.0, section 3.1.3.7, item 2`. */
  readonly source: string;
}

/** How one step ended. */
export interface Judgement {
  readonly outcome: "passed" | "failed" | "undetermined" | "not-applicable";
  /** What was compared, in the order in which it is to be shown. Secrets masked. */
  readonly inputs: readonly Input[];
  /** Why, one plain line. Says for `undetermined` what was missing. */
  readonly reason: string;
  /** Which of the faults that the step can find; absent where it found none. */
  readonly fault?: string;
}

export interface Input {
  readonly label: string;
  readonly value: string;
}

/** Label and value of an input. */
export type Compared = readonly [label: string, value: string];

const judgement =
  (outcome: Judgement["outcome"]) =>
  (reason: string, compared: readonly Compared[] = [], fault?: string): Judgement => ({
    outcome,
    reason,
    inputs: compared.map(([label, value]) => ({ label, value })),
    ...(fault === undefined ? {} : { fault }),
  });

export const passed = judgement("passed");
export const failed = judgement("failed");
export const undetermined = judgement("undetermined");
export const notApplicable = judgement("not-applicable");

/** Clock difference that is tolerated, ms. */
export const skewMs = 300_000;

/** What each step demands, by its id. */
export type Demands = Readonly<Record<string, readonly [title: string, source: string]>>;

/** Steps for judgements, in their order. */
export const stepsOf = (
  demands: Demands,
  judgements: Readonly<Record<string, Judgement>>,
): readonly VerificationStep[] =>
  Object.entries(judgements).map(([id, judged]) => {
    const [title = id, source = ""] = demands[id] ?? [];
    return { id, title, source, ...judged };
  });

export function verificationOf(steps: readonly VerificationStep[]): Verification {
  const has = (outcome: Judgement["outcome"]) => steps.some((step) => step.outcome === outcome);
  const isPassed = has("passed") && !has("undetermined");
  return { outcome: has("failed") ? "failed" : isPassed ? "passed" : "undetermined", steps };
}

/** A value of a token that is no secret, short enough to be shown. */
export function shown(value: unknown): string {
  if (value === undefined) return "absent";
  if (typeof value === "string") return value.length > 120 ? `${value.slice(0, 120)}…` : value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === null) return "null";
  if (!Array.isArray(value)) return "an object";
  const members = value.slice(0, 10).map((member) => (Array.isArray(member) ? "a list" : shown(member)));
  return members.join(", ") || "an empty list";
}
