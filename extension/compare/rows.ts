import { absent, type By, type Fact, hidden, type Shown, type Term } from "./fact.js";

/** `unknown`: one of the two was not visible, so that nothing can be said. */
export type Outcome = "same" | "differs" | "only-left" | "only-right" | "unknown";

export interface Row {
  readonly id: string;
  readonly name: string;
  /** Name of the model's own; null for a wire name, and for a sentence. */
  readonly term: Term | null;
  readonly left: Shown;
  readonly right: Shown;
  readonly outcome: Outcome;
  readonly by: By;
  /** Whether what should be new each time has the very same value in both. */
  readonly repeated: boolean;
}

/** What one login tells in one place. */
export interface Facts {
  readonly known: ReadonlyMap<string, Fact>;
  /** What is true of all that is not among the known. */
  readonly rest: "absent" | "hidden";
}

export const factsOf = (
  entries: Iterable<readonly [string, Fact]>,
  rest: Facts["rest"] = "absent",
): Facts => {
  const known = new Map<string, Fact>();
  const times = new Map<string, number>();
  for (const [name, fact] of entries) {
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    known.set(time === 1 ? name : `${name} (${time})`, fact);
  }
  return { known, rest };
};

export const nothing: Facts = { known: new Map(), rest: "absent" };
export const unseen: Facts = { known: new Map(), rest: "hidden" };

/** Sets what two logins tell side by side, in the order of the left one, with what the right one has besides in its place. */
export function rowsOf(left: Facts, right: Facts): readonly Row[] {
  return namesIn(left, right).flatMap((id) => {
    const [one, other] = [left.known.get(id), right.known.get(id)];
    const fact = one ?? other;
    if (fact === undefined) return [];
    const [leftShown, rightShown] = [shownIn(left, one), shownIn(right, other)];
    if (!isThere(leftShown) && !isThere(rightShown)) return [];
    return {
      id,
      name: fact.name ?? id,
      term: fact.term ?? null,
      left: leftShown,
      right: rightShown,
      outcome: outcomeOf(leftShown, rightShown, one, other),
      by: fact.by,
      repeated: one?.exact !== undefined && one.exact === other?.exact,
    };
  });
}

const isThere = ({ kind }: Shown): boolean => kind !== "absent" && kind !== "hidden";

const shownIn = ({ rest }: Facts, fact: Fact | undefined): Shown =>
  fact?.shown ?? (rest === "hidden" ? hidden : absent);

function outcomeOf(left: Shown, right: Shown, one: Fact | undefined, other: Fact | undefined): Outcome {
  if (left.kind === "hidden" || right.kind === "hidden") return "unknown";
  if (one === undefined || left.kind === "absent") return "only-right";
  if (other === undefined || right.kind === "absent") return "only-left";
  return one.key === other.key && isClose(lengthOf(left), lengthOf(right)) ? "same" : "differs";
}

const lengthOf = (shown: Shown): number => ("ms" in shown ? (shown.ms ?? 0) : 0);

/** No more than half as long again, and a quarter of a second in any case. */
const isClose = (one: number, other: number): boolean =>
  Math.abs(one - other) <= Math.max(250, Math.max(one, other) / 3);

/** Names of both, each once. */
function namesIn(left: Facts, right: Facts): readonly string[] {
  const following = new Map<string, string[]>();
  let before = "";
  for (const name of right.known.keys()) {
    if (left.known.has(name)) before = name;
    else following.get(before)?.push(name) ?? following.set(before, [name]);
  }
  return ["", ...left.known.keys()].flatMap((name) => [name, ...(following.get(name) ?? [])]);
}
