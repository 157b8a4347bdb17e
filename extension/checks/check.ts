import type { Case } from "./case.js";

export type Severity = "high" | "medium" | "low" | "info" | "pass";

/** What a check says of one login. `undetermined`: the data it needs was not visible; never to be shown as passed. */
export type Verdict =
  | { readonly outcome: "fired"; readonly severity: Severity; readonly evidence: readonly Evidence[] }
  | { readonly outcome: "silent" }
  | { readonly outcome: "undetermined"; readonly reason: string }
  | { readonly outcome: "not-applicable" };

/** One thing seen that a verdict rests on. Secrets in it are masked. */
export interface Evidence {
  readonly label: string;
  readonly value: string;
}

/** A section of a specification, with the address at which it can be read. */
export interface Citation {
  /** `RFC 9700, section 2.1.2`. */
  readonly label: string;
  readonly url: string;
}

/**
 * One rule of the catalogue: a pure function of a case, with the words to explain it.
 *
 * What only the reference (docs/checks.md) needs stands in the docblock of each check, so that it is not shipped:
 * `@severity` (severities with their conditions), `@fires` (when it fires), `@silent` (when it must not), and `@differs`
 * where the check departs from the catalogue it was built from (what that says, and what holds instead).
 */
export interface Check {
  /** Stable identifier, such as `access-token-in-fragment`. */
  readonly id: string;
  /** One sentence. */
  readonly title: string;
  readonly citations: readonly Citation[];
  /** One sentence on what to do instead. */
  readonly remedy: string;
  evaluate(theCase: Case): Verdict;
}

/** A check with its verdict on one login. */
export interface Finding {
  readonly check: Check;
  readonly verdict: Verdict;
}
