/** Where the middle of some values lies, and how far they spread. */
export interface Spread {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

/** A ratio of medians, with its 95 % bootstrap interval over the pairs. */
export interface Ratio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** @throws RangeError for no values */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    lowerQuartile: quantile(sorted, 0.25),
    upperQuartile: quantile(sorted, 0.75),
  };
}

/** The value that one in a hundred exceeds; at least 100 values make sense of it. */
export const percentile99 = (values: readonly number[]): number =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.99,
  );

export const median = (values: readonly number[]): number => spreadOf(values).median;

/**
 * Median of the one divided by the median of the other. The interval comes from drawing whole pairs anew, 2,000 times, by
 * a generator with a fixed start: equal values give an equal interval.
 *
 * @param measured and `base` are paired: those of one index were measured one right after the other
 * @throws RangeError for no pairs
 */
export function ratioOfMedians(measured: readonly number[], base: readonly number[]): Ratio {
  const random = randomFrom(1);
  const drawn = Array.from({ length: 2_000 }, () => {
    const picks = measured.map(() => Math.floor(random() * measured.length));
    const pick = (values: readonly number[]) => median(picks.map((index) => values[index] ?? Number.NaN));
    return pick(measured) / pick(base);
  }).sort((a, b) => a - b);
  return {
    ratio: median(measured) / median(base),
    low: quantile(drawn, 0.025),
    high: quantile(drawn, 0.975),
  };
}

/** The same numbers between 0 and 1 for the same start (mulberry32). */
export function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) throw new RangeError("There are no values.");
  return below + (above - below) * (position - Math.floor(position));
}
