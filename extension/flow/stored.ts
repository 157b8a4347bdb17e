import type { Flow } from "./flow.js";

/**
 * Where a flow lives in `storage.session`: one key a flow. The background alone writes, every context may read.
 */
const prefix = "flow:";

export const keyOfFlow = (id: string): string => `${prefix}${id}`;

/** Flows among the entries of `storage.session`, newest first. */
export function flowsIn(entries: Readonly<Record<string, unknown>>): readonly Flow[] {
  return Object.entries(entries)
    .filter(([key]) => key.startsWith(prefix))
    .map(([, flow]) => flow as Flow)
    .sort(newestFirst);
}

export const newestFirst = (a: Flow, b: Flow): number => startOf(b) - startOf(a);

const startOf = (flow: Flow): number => flow.observations[0]?.at ?? 0;
