import * as v from "valibot";
import type { Flow } from "../flow/flow.js";
import { isJsonObject, readJson } from "../oauth/json.js";
import { type ReportFinding, reportFormat, reportVersion } from "./report.js";
import { sourceSchema } from "./source-schema.js";

/** A report of a whole browser takes less, as little more than 8 MB of flows are held. */
const largest = 67_108_864;

export interface ReadReport {
  readonly kind: "report";
  /** As they were captured, or redacted; none is pinned. To be shown, never to be stored or replayed. */
  readonly flows: readonly Flow[];
  /** What the checks said when the report was written, by the flow's id. */
  readonly findings: ReadonlyMap<string, readonly ReportFinding[]>;
  readonly redacted: boolean;
  /** ms since the epoch. */
  readonly createdAt: number;
}

export interface NoReport {
  readonly kind: "unreadable";
  /** Why, in one plain sentence. Quotes nothing of the file. */
  readonly reason: string;
}

const finding = v.object({
  id: v.string(),
  title: v.string(),
  citations: v.array(
    v.object({ label: v.string(), url: v.pipe(v.string(), v.url(), v.regex(/^https:\/\//)) }),
  ),
  remedy: v.string(),
  outcome: v.picklist(["fired", "silent", "undetermined", "not-applicable"]),
  severity: v.nullable(v.picklist(["high", "medium", "low", "info", "pass"])),
  evidence: v.array(v.object({ label: v.string(), value: v.string() })),
  reason: v.nullable(v.string()),
}) satisfies v.GenericSchema<unknown, ReportFinding>;

const flow = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  source: sourceSchema,
  findings: v.pipe(v.array(finding), v.maxLength(1000)),
});

const report = v.object({
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  redacted: v.boolean(),
  flows: v.pipe(
    v.array(flow),
    v.maxLength(1000),
    v.check((flows) => new Set(flows.map(({ id }) => id)).size === flows.length, "two flows have one id"),
  ),
});

/** Whether a text gives itself out as a report, sound or not. In JSON no text within a text reads like this. */
export const isReport = (text: string): boolean =>
  [...text.matchAll(/"format"\s*:\s*"([\w-]{1,40})"/g)].some(([, format]) => format === reportFormat);

/**
 * Reads a report from its JSON text.
 *
 * Takes from it the observations and the findings, and derives nothing: what a report tells besides is not believed. Never
 * throws, and no reason quotes a value.
 */
export function readReport(text: string): ReadReport | NoReport {
  if (text.length > largest) return refused("The file is larger than any report.");
  // A byte order mark, which editors add.
  const { value, fault } = readJson(text.replace(/^\ufeff/, ""));
  if (fault !== null) return refused(`The file is no JSON: ${fault}.`);
  if (!isJsonObject(value) || value.format !== reportFormat)
    return refused("The file is no report of Token Inspector.");
  if (value.version !== reportVersion) {
    return refused(`The report has another version than ${reportVersion}, the only one that can be read.`);
  }
  const parsed = v.safeParse(report, value, { abortEarly: true });
  if (!parsed.success) return refused(`The report is malformed at ${placeOf(parsed.issues[0])}.`);
  const { flows, redacted, createdAt } = parsed.output;
  return {
    kind: "report",
    flows: flows.map(({ id, source }) => ({ ...source, id, pinned: false })),
    findings: new Map(flows.map(({ id, findings }) => [id, findings])),
    redacted,
    createdAt: Date.parse(createdAt),
  };
}

const refused = (reason: string): NoReport => ({ kind: "unreadable", reason });

const placeOf = (issue: v.BaseIssue<unknown>): string => v.getDotPath(issue) ?? "its top";
