import {
  flowsIn,
  indexIn,
  keyOfFlow,
  placesKey,
  type StoredState,
  serversIn,
  stateIn,
} from "../extension/flow/stored.js";
import { loginLeftAt } from "../extension/place.js";
import type { Capture, OpenedAt, Stop } from "./gateway.js";
import { firstOf } from "./reading.js";

type Entries = Readonly<Record<string, unknown>>;
export type Changes = Readonly<Record<string, { readonly newValue?: unknown }>>;

/** `storage.session` as far as it is needed. */
export interface SessionArea {
  get(keys: string[]): Promise<Entries>;
  /** Tells of changes from now on. */
  watch(onChanged: (changes: Changes) => void): Stop;
}

/** How many flows are read before something is shown; then twice as many, up to the most that are read at a time. */
const firstCount = 12;
const mostCount = 48;

const stateKeys = [
  "flow-index",
  "server-index",
  "paused",
  "notice",
  placesKey,
] satisfies (keyof StoredState)[];

/**
 * Shows what is in `storage.session`, the flows that are looked at first before the rest is read: to read 8 MB takes a
 * browser a third of a second and more. What changes while that goes on is not lost.
 *
 * @param first which flows are shown first; the newest come after them
 */
export function watchCapture(
  area: SessionArea,
  first: Promise<OpenedAt>,
  show: (capture: Capture) => void,
  fail: (error: unknown) => void,
): Stop {
  let entries: Entries = {};
  let shown = false;
  let complete = false;
  let stopped = false;
  /** Keys whose newest value came as a change, which no reading that began before it may undo. */
  const changed = new Set<string>();

  const tell = () => {
    const { paused = false, notice = null, places = [] } = stateIn(entries);
    show({ flows: flowsIn(entries), complete, paused, notice, servers: serversIn(entries), places });
  };
  const stop = area.watch((changes) => {
    for (const key of Object.keys(changes)) changed.add(key);
    entries = withChanges(entries, changes);
    // Where pages were left is told of once, at the beginning.
    if (shown && Object.keys(changes).some((key) => key !== placesKey)) tell();
  });
  const read = async (keys: readonly string[]) => {
    const stored = Object.entries(await area.get([...keys])).filter(([key]) => !changed.has(key));
    entries = { ...entries, ...Object.fromEntries(stored) };
  };
  const readAll = async () => {
    const [looked] = await Promise.all([first, read(stateKeys)]);
    const { "server-index": servers = [], places = [] } = stateIn(entries);
    const flowId = looked.flowId ?? loginLeftAt(places, looked.slot);
    const keys = firstOf(indexIn(stateIn(entries)), { ...looked, flowId }).map(({ id }) => keyOfFlow(id));
    let done = 0;
    for (let count = firstCount; !complete; count = Math.min(2 * count, mostCount)) {
      const next = [...(done === 0 ? servers : []), ...keys.slice(done, done + count)];
      if (next.length > 0) await read(next);
      if (stopped) return;
      done += count;
      shown = true;
      complete = done >= keys.length;
      tell();
    }
  };
  readAll().catch(fail);
  return () => {
    stopped = true;
    stop();
  };
}

/** Entries after changes of some. */
export function withChanges(entries: Entries, changes: Changes): Entries {
  const next = { ...entries };
  for (const [key, { newValue }] of Object.entries(changes)) {
    if (newValue === undefined) delete next[key];
    else next[key] = newValue;
  }
  return next;
}
