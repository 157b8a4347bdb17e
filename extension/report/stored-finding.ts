import type { Finding, Verdict } from "../checks/check.js";
import type { ReportFinding } from "./report.js";

/** A finding as a report holds it, to be shown as any other: its check gives this verdict whatever it is asked. */
export function storedFinding({ outcome, severity, evidence, reason, ...check }: ReportFinding): Finding {
  const verdict: Verdict =
    outcome === "fired"
      ? { outcome, severity: severity ?? "info", evidence }
      : outcome === "undetermined"
        ? { outcome, reason: reason ?? "" }
        : { outcome };
  return { check: { ...check, evaluate: () => verdict }, verdict };
}
