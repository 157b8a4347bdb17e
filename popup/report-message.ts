import * as v from "valibot";
import type { InspectorMessages } from "../extension/messages.js";
import type { Report } from "../extension/report/report.js";
import type { Reports } from "./report.js";

const parameters = v.strictObject({
  flowId: v.optional(v.string()),
  redacted: v.boolean(),
}) satisfies v.GenericSchema<unknown, InspectorMessages["report"]["parameters"]>;

/**
 * Answers the message `report` (see {@link InspectorMessages}). Who sent it is for the gateway to judge.
 *
 * @returns undefined for any other message; rejects where the parameters are malformed
 */
export function answerReport(message: unknown, reportOn: Reports["reportOn"]): Promise<Report> | undefined {
  if (!v.is(v.object({ name: v.literal("report") }), message)) return undefined;
  const parsed = v.safeParse(v.object({ parameters }), message);
  if (!parsed.success) return Promise.reject(new Error("The message is malformed."));
  const { flowId, redacted } = parsed.output.parameters;
  return reportOn(flowId === undefined ? null : [flowId], redacted);
}
