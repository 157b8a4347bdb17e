import type { InspectorMessages } from "../extension/messages.js";

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
  const { name, parameters } = Object(received) as { name?: unknown; parameters?: unknown };
  const { flowId } = Object(parameters) as { flowId?: unknown };
  if (name !== "show" || (flowId !== null && typeof flowId !== "string")) return undefined;
  if (flowId !== null) select(flowId);
  return comeToFront().then(() => true);
}
