/** What verifying one token gave, step by step, in the order in which the specification demands the steps. */
export interface Verification {
  /** The worst of its steps: `failed` before `undetermined` before `passed`. */
  readonly outcome: "passed" | "failed" | "undetermined";
  readonly steps: readonly VerificationStep[];
}

export interface VerificationStep {
  /** Stable name, such as `signature`, `iss`, `aud`, `azp`, `exp`, `nonce`, `at_hash`. */
  readonly id: string;
  /** What is demanded, one plain line. */
  readonly title: string;
  /** `OpenID Connect Core 1.0, section 3.1.3.7, item 2`. */
  readonly source: string;
  readonly outcome: "passed" | "failed" | "undetermined" | "not-applicable";
  /** What was compared, in the order in which it is to be shown. Secrets masked. */
  readonly inputs: readonly { readonly label: string; readonly value: string }[];
  /** Why, one plain line. Says for `undetermined` what was missing. */
  readonly reason: string;
}
