interface Fragment {
  readonly first: readonly number[];
  /** Those of them before which no `^` stands. */
  readonly open: readonly number[];
  readonly last: readonly number[];
  readonly nullable: boolean;
  /** Positions after which nothing has to hold for it to have matched. */
  readonly ends: readonly number[];
  /** Whether it reads nothing and demands something: of the text's beginning, or of anything else. */
  readonly demands: "nothing" | "beginning" | "something";
}

/** What an expression reads, as an automaton. */
export interface Graph {
  /** Which of the sample characters each position reads. */
  readonly sets: readonly (readonly boolean[])[];
  readonly texts: readonly string[];
  readonly follow: readonly ReadonlySet<number>[];
  /** Something that is read by a loop within a loop; null for none. */
  readonly nested: string | null;
  /** Whether a loop over this position can go on and on without the match having succeeded on the way. */
  readonly canFail: (position: number) => boolean;
  readonly reach: (from: number) => ReadonlySet<number>;
}

/** Characters that stand for all others. */
export const samples = [...Array(256).keys(), 0x131, 0x2028, 0xfeff, 0xfffd].map((point) =>
  String.fromCodePoint(point),
);

/** The positions of an expression, as Glushkov has them: one for each character it reads. */
export function graphOf(pattern: string, flags: string): Graph {
  const sets: boolean[][] = [];
  const texts: string[] = [];
  const follow: Set<number>[] = [];
  let nested: string | null = null;
  let at = 0;

  const empty: Fragment = { first: [], open: [], last: [], ends: [], nullable: true, demands: "nothing" };

  const read = (atom: string): Fragment => {
    const single = new RegExp(`^(?:${atom})$`, flags.replace(/[gy]/g, ""));
    const position = sets.push(samples.map((character) => single.test(character))) - 1;
    texts.push(atom);
    follow.push(new Set());
    const only = [position];
    return { first: only, open: only, last: only, ends: only, nullable: false, demands: "nothing" };
  };
  const join = (a: Fragment, b: Fragment): Fragment => {
    for (const from of a.last) for (const to of b.first) follow[from]?.add(to);
    const isFree = b.nullable && b.demands === "nothing";
    return {
      first: a.nullable ? [...a.first, ...b.first] : a.first,
      open: a.nullable && a.demands !== "beginning" ? [...a.open, ...b.open] : a.open,
      last: b.nullable ? [...a.last, ...b.last] : b.last,
      ends: isFree ? [...a.ends, ...b.ends] : b.ends,
      nullable: a.nullable && b.nullable,
      demands: a.demands === "beginning" ? a.demands : b.demands === "nothing" ? a.demands : b.demands,
    };
  };
  const loop = (body: Fragment): Fragment => {
    for (const from of body.last) {
      for (const to of body.first) {
        if (follow[from]?.has(to)) nested ??= texts[to] ?? null;
        follow[from]?.add(to);
      }
    }
    return body;
  };
  const optional = (body: Fragment): Fragment => ({ ...body, nullable: true, demands: "nothing" });

  const alternatives = (): Fragment => {
    const all = [sequence()];
    while (pattern[at] === "|") {
      at += 1;
      all.push(sequence());
    }
    const nothing = all.filter(({ nullable }) => nullable);
    return {
      first: all.flatMap(({ first }) => first),
      open: all.flatMap(({ open }) => open),
      last: all.flatMap(({ last }) => last),
      ends: all.flatMap(({ ends }) => ends),
      nullable: nothing.length > 0,
      demands:
        nothing.find(({ demands }) => demands === "nothing")?.demands ?? nothing[0]?.demands ?? "nothing",
    };
  };
  const sequence = (): Fragment => {
    let whole = empty;
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")")
      whole = join(whole, quantified());
    return whole;
  };
  const quantified = (): Fragment => {
    const start = at;
    const once = atom();
    const end = at;
    const [count = ""] = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(pattern.slice(at)) ?? [];
    if (count === "") return once;
    at += count.length;
    const after = at;
    const again = () => {
      at = start;
      const copy = atom();
      if (at !== end) throw new Error("read otherwise the second time");
      at = after;
      return copy;
    };
    const [least, most] = boundsOf(count);
    const isEndless = most === Number.POSITIVE_INFINITY;
    const copies = [once];
    while (copies.length < (isEndless ? least : most)) copies.push(again());
    let tail = copies.pop() ?? empty;
    if (isEndless) tail = loop(tail);
    if (least <= copies.length) tail = optional(tail);
    for (let copy = copies.pop(); copy; copy = copies.pop()) {
      tail = join(copy, tail);
      if (least <= copies.length) tail = optional(tail);
    }
    return tail;
  };
  const atom = (): Fragment => {
    const rest = pattern.slice(at);
    const [zeroWidth] = /^(?:\^|\$|\\[bB])/.exec(rest) ?? [];
    if (zeroWidth) {
      at += zeroWidth.length;
      return { ...empty, demands: zeroWidth === "^" ? "beginning" : "something" };
    }
    const [group] = /^\((?:\?(?::|<?[=!]|<\w+>))?/.exec(rest) ?? [];
    if (group) {
      at += group.length;
      const before = sets.length;
      const inner = alternatives();
      at += 1;
      if (!/^\(\?<?[=!]/.test(group)) return inner;
      // At the end it is read like anything else, but for what is consumed.
      if (group === "(?=" && at === pattern.length) return inner;
      if (follow.slice(before).some((next, index) => next.has(before + index))) nested ??= "a look-around";
      return { ...empty, demands: "something" };
    }
    const [character = ""] =
      /^(?:\[(?:\\.|[^\]\\])*\]|\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|p\{\w+\}|P\{\w+\}|.)|[\s\S])/i.exec(
        rest,
      ) ?? [];
    at += character.length;
    return read(character);
  };

  const whole = alternatives();
  if (at < pattern.length) throw new Error(`not read: ${pattern.slice(at)}`);
  if (!flags.includes("y") && whole.open.length > 0) {
    // A search tries every place in turn: as if the expression began with a loop over anything.
    const [anywhere = 0] = read("[\\s\\S]").first;
    const [, behind] = /^\(\?<!(\[(?:\\.|[^\]\\])*\]|\\\w)\)/.exec(pattern) ?? [];
    const [begin = 0] = behind ? read(`(?!${behind})[\\s\\S]`).first : [anywhere];
    for (const to of [anywhere, begin]) follow[anywhere]?.add(to);
    for (const to of whole.open) follow[begin]?.add(to);
  }
  const reached = new Map<number, ReadonlySet<number>>();
  const reach = (from: number): ReadonlySet<number> => {
    const known = reached.get(from);
    if (known) return known;
    const seen = new Set<number>();
    const next = [...(follow[from] ?? [])];
    for (let to = next.pop(); to !== undefined; to = next.pop()) {
      if (seen.has(to)) continue;
      seen.add(to);
      next.push(...(follow[to] ?? []));
    }
    reached.set(from, seen);
    return seen;
  };
  const ends = new Set(whole.ends);
  const canFail = (position: number): boolean => {
    const seen = new Set<number>();
    const next = [position];
    for (let from = next.pop(); from !== undefined; from = next.pop()) {
      if (ends.has(from)) continue;
      for (const to of follow[from] ?? []) {
        if (to === position) return true;
        if (!seen.has(to)) next.push(to);
        seen.add(to);
      }
    }
    return false;
  };
  return { sets, texts, follow, nested, reach, canFail };
}

function boundsOf(count: string): readonly [number, number] {
  if (count.startsWith("?")) return [0, 1];
  if (/^[*+]/.test(count)) return [count.startsWith("+") ? 1 : 0, Number.POSITIVE_INFINITY];
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(count) ?? [];
  return [Number(least), most ? Number(most) : comma ? Number.POSITIVE_INFINITY : Number(least)];
}
