import type { InspectorMessages } from "../extension/messages.js";
import type { Report } from "../extension/report/report.js";
import type { Reports } from "./report.js";

/**
 * Answers the message `report` (see {@link InspectorMessages}). Who sent it is for the gateway to judge.
 *
 * @returns undefined for any other message; rejects where the parameters are malformed
 */
export function answerReport(message: unknown, reportOn: Reports["reportOn"]): Promise<Report> | undefined {
  const { name, parameters } = Object(message) as { name?: unknown; parameters?: unknown };
  if (name !== "report") return undefined;
  if (!isParameters(parameters)) return Promise.reject(new Error("The message is malformed."));
  const { flowId, redacted } = parameters;
  return reportOn(flowId === undefined ? null : [flowId], redacted);
}

/** By hand: a library for this would be in the popup before it is drawn. A misspelt name must not mean all logins. */
function isParameters(value: unknown): value is InspectorMessages["report"]["parameters"] {
  const { flowId, redacted, ...others } = Object(value) as Readonly<Record<string, unknown>>;
  const isId = flowId === undefined || typeof flowId === "string";
  return isId && typeof redacted === "boolean" && Object.keys(others).length === 0;
}
