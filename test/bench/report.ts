import type { Figure } from "./entry.js";
import { percentile99, ratioOfMedians, spreadOf } from "./statistics.js";

/** A figure with where it was measured and what came out. */
export interface Result extends Outcome {
  readonly entry: string;
  /** Browser, or Node.js, with its version. */
  readonly where: string;
  readonly figure: Figure;
}

interface Outcome {
  /** The ratio of medians, or the median or 99th percentile in ms. */
  readonly result: number;
  /** Bounds of the ratio's 95 % interval, or the quartiles. */
  readonly range: readonly [low: number, high: number];
  /** null without a goal. */
  readonly met: boolean | null;
}

export function outcomeOf(figure: Figure): Outcome {
  const { goal } = figure;
  const met = (result: number) => (goal === null ? null : result <= goal);
  if (figure.kind === "median") {
    const { median, lowerQuartile, upperQuartile } = spreadOf(figure.values);
    return { result: median, range: [lowerQuartile, upperQuartile], met: met(median) };
  }
  if (figure.kind === "p99") {
    const { values } = figure;
    const result = percentile99(values);
    return { result, range: [Math.min(...values), Math.max(...values)], met: met(result) };
  }
  const { ratio, low, high } = ratioOfMedians(figure.values, figure.base);
  return { result: ratio, range: [low, high], met: met(ratio) };
}

const heading = [
  "where",
  "what",
  "goal",
  "result",
  "range",
  "median ms (quartiles)",
  "base ms (quartiles)",
  "n",
  "",
];

/**
 * The results as a Markdown table, aligned. The range is the 95 % interval of a ratio, the quartiles of a median, the least and
 * the most where the 99th percentile counts.
 */
export function tableOf(results: readonly Result[]): string {
  const rows = [heading, heading.map(() => "-"), ...results.map(cellsOf)];
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row, index) => {
      const fill = index === 1 ? "-" : " ";
      return `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(" | ")} |`;
    })
    .join("\n");
}

function cellsOf({ where, figure, result, range, met }: Result): readonly string[] {
  const digits = figure.kind === "ratio" || result < 10 ? 3 : 1;
  return [
    where,
    figure.what,
    figure.goal === null ? "" : `≤ ${figure.goal}`,
    result.toFixed(digits),
    range.map((bound) => bound.toFixed(digits)).join(" – "),
    spreadText(figure.values),
    figure.kind === "ratio" ? spreadText(figure.base) : "",
    String(figure.values.length),
    met === null ? "" : met ? "met" : "MISSED",
  ];
}

function spreadText(values: readonly number[]): string {
  const { median, lowerQuartile, upperQuartile } = spreadOf(values);
  const digits = median < 10 ? 3 : 1;
  return `${median.toFixed(digits)} (${lowerQuartile.toFixed(digits)} – ${upperQuartile.toFixed(digits)})`;
}
