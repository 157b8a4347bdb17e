import { flowsCap, sizeOfFlow, storageCap } from "../extension/flow/bounds.js";
import type { Flow } from "../extension/flow/flow.js";
import type { DropReason } from "../extension/flow/stored.js";

/** How much of both may be pinned, so that there is room for new logins. */
const pinnedShare = 0.5;

export interface Trimmed {
  /** Newest first. */
  readonly flows: readonly Flow[];
  /** Why each flow that had to go went, in that order. */
  readonly dropped: readonly DropReason[];
}

/**
 * The flow that has to go first: the oldest that is not pinned. A pinned one goes only when no other is left, and the
 * newest never, since it is the login under way.
 *
 * @param flows newest first
 */
export function firstToGo(flows: readonly Flow[]): Flow | null {
  const older = flows.slice(1);
  return older.findLast(({ pinned }) => !pinned) ?? older.at(-1) ?? null;
}

/**
 * Gives up flows until the rest is within both caps.
 *
 * @param flows newest first
 */
export function withinCaps(flows: readonly Flow[]): Trimmed {
  const dropped: DropReason[] = [];
  let kept = flows;
  let size = sizeOfAll(flows);
  for (;;) {
    const reason = kept.length > flowsCap ? "too-many" : size > storageCap ? "too-large" : null;
    const gone = reason === null ? null : firstToGo(kept);
    if (reason === null || gone === null) return { flows: kept, dropped };
    dropped.push(reason);
    size -= sizeOfFlow(gone);
    kept = kept.filter((flow) => flow !== gone);
  }
}

/** Whether one more flow may be pinned: at most half of what can be held, in number and size. */
export function mayPin(flows: readonly Flow[], flow: Flow): boolean {
  const pinned = [...flows.filter((other) => other.pinned && other.id !== flow.id), flow];
  return pinned.length <= flowsCap * pinnedShare && sizeOfAll(pinned) <= storageCap * pinnedShare;
}

const sizeOfAll = (flows: readonly Flow[]): number => flows.reduce((sum, flow) => sum + sizeOfFlow(flow), 0);
