import type { Assembly } from "../extension/flow/assemble.js";
import type { Observation } from "../extension/flow/observation.js";
import { type DropReason, keyOfFlow, type Notice, type StoredState } from "../extension/flow/stored.js";

/** All that the store holds and keeps across stops of the background. */
export interface Held {
  readonly assembly: Assembly;
  readonly paused: boolean;
  readonly notice: Notice | null;
  /** Tabs of private windows. */
  readonly privateTabs: readonly number[];
}

/** Entries of `storage.session` for what is held: the same objects for what did not change. */
export function entriesOf({ assembly, paused, notice, privateTabs }: Held): ReadonlyMap<string, unknown> {
  const pending = assembly.pending.filter(isKept);
  const state: StoredState = {
    ...(pending.length > 0 ? { pending } : {}),
    ...(paused ? { paused } : {}),
    ...(notice ? { notice } : {}),
    ...(privateTabs.length > 0 ? { "private-tabs": privateTabs } : {}),
  };
  const flows = assembly.flows.map((flow): [string, unknown] => [keyOfFlow(flow.id), flow]);
  return new Map([...flows, ...Object.entries(state)]);
}

/**
 * Whether a login may need a fact that came before it, even if the background was stopped in between. The rest of what
 * waits is ordinary browsing, and not worth a write.
 */
function isKept(fact: Observation): boolean {
  switch (fact.kind) {
    case "page-left":
    case "redirect":
    case "request-headers":
    case "response-body":
    case "message":
    case "tab-opened":
    case "tab":
      return true;
    case "request":
      return fact.resource !== "page" || fact.body !== null;
    default:
      return false;
  }
}

/** The notice with what was given up just now. */
export function withDrops(
  notice: Notice | null,
  flows: readonly DropReason[],
  reports: number,
  now: number,
): Notice {
  const reasons = new Set([...(notice?.reasons ?? []), ...flows]);
  return {
    since: notice?.since ?? now,
    flowsDropped: (notice?.flowsDropped ?? 0) + flows.length,
    reasons: [...reasons],
    reportsDropped: (notice?.reportsDropped ?? 0) + reports,
    unwritten: 0,
  };
}
