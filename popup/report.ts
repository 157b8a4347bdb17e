import type { Finding } from "../extension/checks/check.js";
import type { Flow } from "../extension/flow/flow.js";
import type { Report } from "../extension/report/report.js";
import { writeReport } from "../extension/report/write-report.js";

export interface ReportFile {
  /** Tells when it was written and whether it is redacted, and nothing of what is in it. */
  readonly name: string;
  readonly text: string;
}

export interface Reports {
  /**
   * The report on a flow, or on all for null. Rejects, in plain words, where there is no such flow, and where not every
   * secret could be redacted.
   */
  readonly reportOn: (flowId: string | null, redacted: boolean) => Promise<Report>;
  /** The same as a file. */
  readonly fileOf: (flowId: string | null, redacted: boolean) => Promise<ReportFile>;
}

/** @param flowsNow flows as they are held now; null while they are being read */
export function createReports(
  flowsNow: () => readonly Flow[] | null,
  findingsOf: (flow: Flow) => readonly Finding[],
  now = Date.now,
): Reports {
  const write = async (flowId: string | null, redacted: boolean) => {
    const all = flowsNow();
    if (all === null) throw new Error("the logins are still being read; try again.");
    const flows = flowId === null ? all : all.filter(({ id }) => id === flowId);
    if (flowId !== null && flows.length === 0) throw new Error("there is no such login any more.");
    const written = writeReport(flows, { redacted, createdAt: now(), findingsOf });
    if (written.outcome === "written") return written;
    throw new Error(`even redacted it would hold a secret (${written.kinds.join(", ")}).`);
  };
  return {
    reportOn: async (flowId, redacted) => (await write(flowId, redacted)).report,
    fileOf: async (flowId, redacted) => {
      const { report, text } = await write(flowId, redacted);
      const written = report.createdAt.replace(/\..*/, "").replaceAll(":", "-");
      return { name: `token-inspector-report-${written}${redacted ? "" : "-unredacted"}.json`, text };
    },
  };
}
