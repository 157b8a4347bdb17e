import { type Graph, graphOf, samples } from "./regex-graph.js";

/**
 * Tells whether a regular expression can take more than linear time, by its own structure.
 *
 * A backtracking engine does so exactly where two ways through the expression read the same text over and over, and what
 * follows can still make the match fail: one loop within the other, two loops beside each other, or a search that may begin
 * anywhere before a loop. Counted repetitions are written out, and their work is bounded by their counts. Assertions are
 * taken as always true, so that this errs towards flagging; what is inside a look-around has to be free of loops.
 *
 * @see Weideman and others, Analyzing Matching Time Behavior of Backtracking Regular Expression Matchers (2016)
 */
export function whySuperlinear(pattern: string, flags: string): string | null {
  const graph = graphOf(pattern, flags);
  if (graph.nested !== null) return `${graph.nested} stands in one loop within another`;
  const loops = [...graph.sets.keys()].filter((position) => graph.reach(position).has(position));
  for (const p of loops) {
    for (const q of loops) {
      if (!graph.reach(p).has(q) || !graph.canFail(q)) continue;
      if (p === q ? twoWaysAround(graph, p) : bothOver(graph, p, q)) {
        return `${graph.texts[p]} and ${graph.texts[q]} read the same text`;
      }
    }
  }
  return null;
}

/** Whether some text leads from a position back to it in two ways. */
const twoWaysAround = (graph: Graph, q: number): boolean =>
  walk(graph, [q, q], [q, q]).some(
    ([a = 0, b = 0]) => a !== b && walk(graph, [a, b], [q, q]).some((way) => way.every((at) => at === q)),
  );

/** Whether some text leads from p to p, from p to q, and from q to q: then p and q share a long run of it in many ways. */
const bothOver = (graph: Graph, p: number, q: number): boolean =>
  walk(graph, [p, p, q], [p, q, q]).some(([a, b, c]) => a === p && b === q && c === q);

type Readers = readonly number[];

/** Where several readers can be that all read the same text, one character at least, each on its way to its goal. */
function walk({ sets, follow, reach }: Graph, start: Readers, goals: Readers): readonly Readers[] {
  const seen = new Map<string, Readers>();
  const next = [start];
  for (let from = next.pop(); from !== undefined; from = next.pop()) {
    let ways: readonly Readers[] = [[]];
    for (const [reader, position] of from.entries()) {
      const goal = goals[reader] ?? 0;
      const steps = [...(follow[position] ?? [])].filter((to) => to === goal || reach(to).has(goal));
      ways = ways.flatMap((way) => steps.map((to) => [...way, to]));
    }
    for (const way of ways) {
      const key = way.join(" ");
      const isShared = samples.some((_, index) => way.every((to) => sets[to]?.[index]));
      if (seen.has(key) || !isShared) continue;
      seen.set(key, way);
      next.push(way);
    }
  }
  return [...seen.values()];
}
