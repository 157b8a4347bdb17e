import type { Finding } from "../extension/checks/check.js";
import type { Flow } from "../extension/flow/flow.js";
import type { Report } from "../extension/report/report.js";
import { say } from "./text/say.js";

export interface ReportFile {
  /** Tells when it was written and whether it is redacted, and nothing of what is in it. */
  readonly name: string;
  readonly text: string;
}

export interface Reports {
  /**
   * The report on flows, or on all that are captured for null. Rejects, in plain words, where one of them is not held,
   * and where not every secret could be redacted.
   */
  readonly reportOn: (flowIds: readonly string[] | null, redacted: boolean) => Promise<Report>;
  /** The same as a file. */
  readonly fileOf: (flowIds: readonly string[] | null, redacted: boolean) => Promise<ReportFile>;
}

/**
 * @param captured flows as they are held now; null while they are being read
 * @param others   flows that are asked for by their ids alone
 * @param judge    waits until flows are judged; gives what is found of each
 */
export function createReports(
  captured: () => readonly Flow[] | null,
  others: () => readonly Flow[],
  judge: (flows: readonly Flow[]) => Promise<(flow: Flow) => readonly Finding[]>,
  now = Date.now,
): Reports {
  const write = async (flowIds: readonly string[] | null, redacted: boolean) => {
    const all = captured();
    if (all === null) throw new Error(say("shell_still_reading"));
    const flows = flowIds === null ? all : [...all, ...others()].filter(({ id }) => flowIds.includes(id));
    if (flowIds !== null && flows.length < flowIds.length) throw new Error(say("shell_login_gone"));
    const findingsOf = await judge(flows);
    const { writeReport } = await import("../extension/report/write-report.js");
    const written = writeReport(flows, { redacted, createdAt: now(), findingsOf });
    if (written.outcome === "written") return written;
    throw new Error(say("shell_report_unsafe", written.kinds.join(", ")));
  };
  return {
    reportOn: async (flowIds, redacted) => (await write(flowIds, redacted)).report,
    fileOf: async (flowIds, redacted) => {
      const { report, text } = await write(flowIds, redacted);
      const written = report.createdAt.replace(/\..*/, "").replaceAll(":", "-");
      return { name: `token-inspector-report-${written}${redacted ? "" : "-unredacted"}.json`, text };
    },
  };
}
