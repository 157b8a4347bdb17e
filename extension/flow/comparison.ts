/** What an authorization request asked for, beside what came back. */
export interface Comparison {
  /** The parameter; of `claims` with its member. */
  readonly what:
    | "response_type"
    | "response_mode"
    | "redirect_uri"
    | "state"
    | "iss"
    | "scope"
    | "nonce"
    | "max_age"
    | "acr_values"
    | "login_hint"
    | "claims.id_token"
    | "claims.userinfo";
  readonly asked: Side;
  readonly received: Side;
  readonly outcome: ComparisonOutcome;
  /** Members of a set that were asked for and did not come. */
  readonly missing: readonly string[];
  /** Members of a set that came without being asked for. */
  readonly added: readonly string[];
}

/**
 * `met`: what came back is not the same, but as was asked. `not-asked`: it came although nothing of the kind was asked.
 * `not-visible`: one of both could not be seen, so that nothing is said.
 */
export type ComparisonOutcome = "same" | "met" | "differs" | "missing" | "not-asked" | "not-visible";

/** `implied`: not sent, but laid down by the specification. `none`: visible, and not there. */
export type Side =
  | { readonly state: "stated" | "implied"; readonly value: string }
  | { readonly state: "none" | "not-visible" };

export const none: Side = { state: "none" };
export const notVisible: Side = { state: "not-visible" };
/** A value as it was sent; what is empty says nothing. */
export const stated = (value: string | null | undefined): Side => (value ? { state: "stated", value } : none);
export const implied = (value: string): Side => ({ state: "implied", value });

/** Compares two values; null where there is nothing to say. */
export function compared(
  what: Comparison["what"],
  asked: Side,
  received: Side,
  agrees: (asked: string, received: string) => "same" | "met" | "differs" = (one, other) =>
    one === other ? "same" : "differs",
): Comparison | null {
  const outcome = outcomeOf(asked, received, agrees);
  return outcome && { what, asked, received, outcome, missing: [], added: [] };
}

/** Compares two sets whose members are delimited by spaces. */
export function comparedSets(
  what: Comparison["what"],
  asked: Side,
  received: Side,
  members: readonly [asked: readonly string[], received: readonly string[]],
): Comparison | null {
  const [wanted, got] = members.map((list) => new Set(list)) as [Set<string>, Set<string>];
  const missing = [...wanted].filter((member) => !got.has(member));
  const added = [...got].filter((member) => !wanted.has(member));
  const isSame = missing.length === 0 && added.length === 0;
  const row = compared(what, asked, received, () => (isSame ? "same" : "differs"));
  return row?.outcome === "differs" ? { ...row, missing, added } : row;
}

function outcomeOf(
  asked: Side,
  received: Side,
  agrees: (asked: string, received: string) => ComparisonOutcome,
): ComparisonOutcome | null {
  // Where neither side says anything that can be seen, there is nothing to show.
  if (asked.state === "not-visible") return "value" in received ? "not-visible" : null;
  if (received.state === "not-visible") return "value" in asked ? "not-visible" : null;
  if (!("value" in received)) return "value" in asked ? "missing" : null;
  return "value" in asked ? agrees(asked.value, received.value) : "not-asked";
}
