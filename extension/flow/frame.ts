import type { Flow } from "./flow.js";
import type { Observation } from "./observation.js";

/** Kinds of facts that say something of a flow without having happened in its frame. */
const besides: readonly Observation["kind"][] = ["access", "tab", "tab-opened", "tab-closed", "look"];

/** The first fact of a flow that happened in the frame of the login itself. */
export const firstFact = ({ observations }: Flow): Observation | undefined =>
  observations.find(({ kind }) => !besides.includes(kind));

/** Whether something happened in the very frame in which a login was started. */
export function inFrame(flow: Flow, { tabId, frameId }: Observation): boolean {
  return flow.tabId === tabId && firstFact(flow)?.frameId === frameId;
}

/**
 * Whether something happened where a login may be answered: its own frame, a frame of the same tab (which a hidden frame
 * reports to), or the tab that opened its pop-up.
 */
export function inLineage(flow: Flow, observation: Observation): boolean {
  const { tabId, observations } = flow;
  const opener = observations.find((fact) => fact.kind === "tab-opened" && fact.tabId === tabId);
  return (
    observation.tabId === tabId || (opener?.kind === "tab-opened" && opener.openerTabId === observation.tabId)
  );
}
