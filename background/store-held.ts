import type { Assembly } from "../extension/flow/assemble.js";
import type { Observation } from "../extension/flow/observation.js";
import type { Servers } from "../extension/flow/servers.js";
import {
  type DropReason,
  indexLineOf,
  keyOfFlow,
  keyOfServer,
  type Notice,
  type StoredState,
} from "../extension/flow/stored.js";
import type { ServerKnowledge } from "../extension/oauth/server-knowledge.js";
import type { Places } from "../extension/place.js";

/** How much may be kept of what servers publish, length of its JSON. */
const serversCap = 1_048_576;
const tooLarge = { state: "unknown", reason: "Fetched, but too large to be kept." } as const;

/** All that the store holds and keeps across stops of the background. */
export interface Held {
  readonly assembly: Assembly;
  readonly paused: boolean;
  readonly notice: Notice | null;
  /** Tabs of private windows. */
  readonly privateTabs: readonly number[];
  readonly servers: Servers;
  /** Where pages of the inspector were left. */
  readonly places: Places;
}

/** Entries of `storage.session` for what is held: the same objects for what did not change. */
export function entriesOf({
  assembly,
  paused,
  notice,
  privateTabs,
  servers,
  places,
}: Held): ReadonlyMap<string, unknown> {
  const pending = assembly.pending.filter(isKept);
  const state: StoredState = {
    ...(assembly.flows.length > 0 ? { "flow-index": assembly.flows.map(indexLineOf) } : {}),
    ...(servers.size > 0 ? { "server-index": [...servers.keys()].map(keyOfServer) } : {}),
    ...(pending.length > 0 ? { pending } : {}),
    ...(paused ? { paused } : {}),
    ...(notice ? { notice } : {}),
    ...(privateTabs.length > 0 ? { "private-tabs": privateTabs } : {}),
    ...(places.length > 0 ? { places } : {}),
  };
  const flows = assembly.flows.map((flow): [string, unknown] => [keyOfFlow(flow.id), flow]);
  const known = [...servers].map(([subject, server]): [string, unknown] => [keyOfServer(subject), server]);
  // The index first: what is written one by one is found by it.
  return new Map([...Object.entries(state), ...flows, ...known]);
}

/** What is known of servers with something new, without the oldest where that is too much. */
export function withServer(servers: Servers, subject: string, server: ServerKnowledge): Servers {
  const others = [...servers].filter(([name]) => name !== subject).reverse();
  let room = serversCap;
  const fits = ([, known]: readonly [string, ServerKnowledge]) => {
    const { length } = JSON.stringify(known);
    if (length > room) return false;
    room -= length;
    return true;
  };
  const own = fits([subject, server]) ? server : { metadata: tooLarge, keys: tooLarge };
  return new Map([[subject, own] as const, ...others.filter(fits)].reverse());
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
