import type { Case } from "../checks/case.js";
import type { Citation, Evidence } from "../checks/check.js";
import type { Seen } from "../checks/verdict.js";

/** `seen`: what was observed proves it. `likely`: more speaks for it than against it. Else nothing can be said. */
export type Certainty = "seen" | "likely" | "undetermined";

/** One thing that went wrong in a login. */
export interface Diagnosis extends Reading {
  /** Stable identifier, such as `authorization-access_denied`. */
  readonly id: string;
  /** What happened, one sentence. */
  readonly title: string;
  readonly citations: readonly Citation[];
}

/** What a rule reads out of a login that failed in its way. */
export interface Reading {
  /** How sure it is that this happened; each cause has a certainty of its own. */
  readonly certainty: Certainty;
  /** What was seen; secrets masked. */
  readonly because: readonly Evidence[];
  /** What speaks against its having happened. */
  readonly against: readonly string[];
  /** What may lie behind it, the surest first; empty where that is what happened itself. */
  readonly causes: readonly Cause[];
  /** The likeliest remedy first. */
  readonly tryThis: readonly string[];
}

export interface Cause {
  /** One sentence. */
  readonly what: string;
  readonly certainty: Certainty;
  /** One sentence each. */
  readonly because: readonly string[];
  readonly against: readonly string[];
}

/**
 * One way for a login to fail: a pure function of a case, with the words to explain it.
 *
 * Reads nothing out of a login that went well, and nothing out of what was not visible.
 */
export interface FailureRule {
  readonly id: string;
  readonly title: string;
  readonly citations: readonly Citation[];
  read(theCase: Case): Reading | null;
}

type Reason = string | false | null | undefined;

/** A possible cause, with what speaks for and against it; reasons that do not hold are false. */
export interface Lead {
  readonly what: string;
  readonly tryThis?: string;
  readonly because?: readonly Reason[];
  readonly against?: readonly Reason[];
  /** Whether the reasons prove it. */
  readonly proven?: boolean;
}

const order: readonly Certainty[] = ["seen", "likely", "undetermined"];

type Options = Partial<Pick<Reading, "certainty" | "against" | "tryThis">> & {
  readonly otherwise?: string | null;
};

/**
 * Weighs the leads: a cause that is proven leaves no other, and one against which alone something speaks is left out where
 * there is another; one for which more speaks than against it is likely.
 *
 * @param seen    label and value of what was observed
 * @param leads   the likeliest first, as far as nothing else is known
 * @param tryThis what helps whatever the cause
 * @param otherwise what to do where no cause suggests anything
 */
export function reading(
  seen: readonly Seen[],
  leads: readonly Lead[],
  { certainty = "seen", against = [], tryThis = [], otherwise = null }: Options = {},
): Reading {
  const weighed = leads.map((lead) => ({ lead, cause: causeOf(lead) }));
  const proven = weighed.filter(({ cause }) => cause.certainty === "seen");
  const possible = weighed.filter(({ cause }) => cause.because.length >= Math.min(cause.against.length, 1));
  const open = possible.length > 0 ? possible : weighed;
  const kept = (proven.length > 0 ? proven : open).toSorted((a, b) => rankOf(a.cause) - rankOf(b.cause));
  const isTold = kept.some(({ cause }) => cause.certainty !== "undetermined");
  const worthTrying = kept.filter(({ cause }) =>
    isTold ? cause.certainty !== "undetermined" : cause.because.length >= cause.against.length,
  );
  const remedies = [...worthTrying.flatMap(({ lead }) => lead.tryThis ?? []), ...tryThis];
  return {
    certainty,
    because: seen.map(([label, value]) => ({ label, value })),
    against,
    causes: kept.map(({ cause }) => cause),
    tryThis: remedies.length === 0 && otherwise !== null ? [otherwise] : [...new Set(remedies)],
  };
}

function causeOf({ what, because, against, proven = false }: Lead): Cause {
  const [reasons, doubts] = [reasonsIn(because), reasonsIn(against)];
  const isLikely = reasons.length > doubts.length;
  return {
    what,
    certainty: proven ? "seen" : isLikely ? "likely" : "undetermined",
    because: reasons,
    against: doubts,
  };
}

const reasonsIn = (some: readonly Reason[] = []): readonly string[] => some.flatMap((reason) => reason || []);

/** Sure ones first; of those that nobody can tell, the ones against which something speaks last. */
const rankOf = ({ certainty, against }: Cause): number =>
  order.indexOf(certainty) * 2 + Math.min(against.length, 1);

/** The one plain answer to why it failed: what happened, and why as far as that can be told. */
export function answerOf({ title, certainty, causes }: Diagnosis): string {
  const [first] = causes;
  const happened =
    certainty === "seen" ? title : `${certainty === "likely" ? "Likely" : "Undetermined, perhaps"}: ${title}`;
  if (first === undefined) return happened;
  if (first.certainty === "undetermined") return `${happened} Why is undetermined.`;
  return `${happened} ${first.certainty === "seen" ? "" : "Likely: "}${first.what}`;
}
