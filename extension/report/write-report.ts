import type { Finding } from "../checks/check.js";
import type { Flow } from "../flow/flow.js";
import { createRedactor } from "../redact.js";
import type { Rule } from "../redact-rules.js";
import { describeFlow, timeOf } from "./describe-flow.js";
import { type Report, reportFormat, reportVersion } from "./report.js";

export interface ReportOptions {
  readonly redacted: boolean;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** What the checks say of a flow as it was captured: of a redacted one they would judge the placeholders. */
  readonly findingsOf: (flow: Flow) => readonly Finding[];
  /** For tests alone, to prove that each rule is needed. */
  readonly rules?: readonly Rule[];
}

/** `refused`: secrets of these kinds would still be in the file. */
export type Written =
  | { readonly outcome: "written"; readonly report: Report; readonly text: string }
  | { readonly outcome: "refused"; readonly kinds: readonly string[] };

/**
 * Writes a report on flows, all of it derived from the flows and their findings. Pure.
 *
 * Redacted, it holds placeholders in place of secrets and personal claims, and is searched for every secret known before
 * it is given back. The checks judge the flows as they were captured, so findings may tell what can no longer be seen.
 *
 * @returns the report as data and as JSON text
 */
export function writeReport(flows: readonly Flow[], options: ReportOptions): Written {
  const { redacted, createdAt, findingsOf, rules } = options;
  const captured = flows.map((flow) => ({ flow, findings: findingsOf(flow) }));
  const redactor = redacted ? createRedactor(captured, rules) : null;
  const report: Report = {
    format: reportFormat,
    version: reportVersion,
    createdAt: timeOf(createdAt),
    redacted,
    flows: (redactor?.redact(captured) ?? captured).map(({ flow, findings }) =>
      describeFlow(flow, findings, !redacted),
    ),
  };
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const kinds = redactor?.leaksIn(text) ?? [];
  return kinds.length > 0 ? { outcome: "refused", kinds } : { outcome: "written", report, text };
}
