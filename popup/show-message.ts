import * as v from "valibot";
import type { InspectorMessages } from "../extension/messages.js";

const message = v.object({
  name: v.literal("show"),
  parameters: v.strictObject({ flowId: v.nullable(v.string()) }),
});

/**
 * Answers the message `show` (see {@link InspectorMessages}). Who sent it is for the gateway to judge.
 *
 * @returns undefined for any other message
 */
export function answerShow(
  received: unknown,
  select: (loginId: string) => void,
  comeToFront: () => Promise<void>,
): Promise<InspectorMessages["show"]["result"]> | undefined {
  if (!v.is(message, received)) return undefined;
  const { flowId } = received.parameters;
  if (flowId !== null) select(flowId);
  return comeToFront().then(() => true);
}
