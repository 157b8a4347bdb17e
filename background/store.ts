import type { Storage } from "webextension-polyfill";
import { type Assembly, assemble, emptyAssembly } from "../extension/flow/assemble.js";
import type { Flow } from "../extension/flow/flow.js";
import type { AccessNoted, Observation } from "../extension/flow/observation.js";
import { flowsIn, keyOfFlow } from "../extension/flow/stored.js";

const pendingKey = "pending";

/** Whether a login may need a fact that came before it, even if the background was stopped in between. */
const isKept = ({ kind }: Observation): boolean =>
  kind === "page-left" || kind === "request-headers" || kind === "redirect";

/** @param tabIds tabs whose logins changed or were forgotten */
type Changed = (flows: readonly Flow[], tabIds: ReadonlySet<number>) => void;

/**
 * Holds all that was captured, and is the only writer of `storage.session`.
 *
 * What was stored is restored before the first observation is placed. Writes are serialised; observations that arrive
 * during one go with the next. A refused write is tried again with the next observation.
 */
export class Store {
  readonly #area: Storage.StorageArea;
  readonly #access: () => Promise<AccessNoted>;
  readonly #onChange: Changed;
  #assembly = emptyAssembly;
  #written = emptyAssembly;
  #queue: Promise<unknown>;
  #waiting: Observation[] = [];

  /**
   * @param access what may be seen at present; asked once, before anything else
   * @param onChange called once restored, and with every change
   */
  constructor(area: Storage.StorageArea, access: () => Promise<AccessNoted>, onChange: Changed) {
    this.#area = area;
    this.#access = access;
    this.#onChange = onChange;
    this.#queue = this.#restore();
  }

  /** Takes an observation at once and places it when its turn has come. */
  readonly observe = (observation: Observation): void => {
    this.#waiting.push(observation);
    if (this.#waiting.length === 1) this.#enqueue(() => this.#place());
  };

  /** Forgets every flow. Resolves when they are gone from storage. */
  clear(): Promise<void> {
    return this.#enqueue(() => {
      this.#assembly = { ...emptyAssembly, access: this.#assembly.access };
      return this.#write();
    });
  }

  /** All flows, newest first, once what was taken so far has been placed. */
  flows(): Promise<readonly Flow[]> {
    return this.#enqueue(async () => this.#assembly.flows);
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #restore(): Promise<void> {
    const [entries, access] = await Promise.all([this.#area.get(null), this.#access()]);
    const pending = (entries[pendingKey] ?? []) as readonly Observation[];
    this.#written = { flows: flowsIn(entries), pending, access };
    this.#assembly = this.#written;
    this.#onChange(this.#assembly.flows, new Set());
  }

  #place(): Promise<void> {
    const observations = this.#waiting;
    this.#waiting = [];
    this.#assembly = observations.reduce(assemble, this.#assembly);
    return this.#write();
  }

  async #write(): Promise<void> {
    const next = this.#assembly;
    const { set, remove, tabIds } = changes(this.#written, next);
    if (tabIds.size > 0) this.#onChange(next.flows, tabIds);
    try {
      if (remove.length > 0) await this.#area.remove(remove);
      if (Object.keys(set).length > 0) await this.#area.set(set);
      this.#written = next;
    } catch (cause) {
      console.error("storage.session refused a write:", cause instanceof Error ? cause.name : "unknown");
    }
  }
}

/** What has to be written to get from what is stored to what is held. */
function changes(before: Assembly, after: Assembly) {
  const changed = after.flows.filter((flow) => !before.flows.includes(flow));
  const ids = new Set(after.flows.map(({ id }) => id));
  const gone = before.flows.filter(({ id }) => !ids.has(id));
  const set: Record<string, unknown> = Object.fromEntries(changed.map((flow) => [keyOfFlow(flow.id), flow]));
  const pending = after.pending.filter(isKept);
  const stored = before.pending.filter(isKept);
  if (pending.length !== stored.length || pending.some((fact, index) => fact !== stored[index])) {
    set[pendingKey] = pending;
  }
  return {
    set,
    remove: gone.map(({ id }) => keyOfFlow(id)),
    tabIds: new Set([...changed, ...gone].map(({ tabId }) => tabId)),
  };
}
