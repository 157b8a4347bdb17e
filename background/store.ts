import type { Storage } from "webextension-polyfill";
import { type Assembly, assemble, emptyAssembly } from "../extension/flow/assemble.js";
import {
  boundFlow,
  boundObservation,
  boundPending,
  isPrivate,
  type LeftOut,
  leftOutOf,
  withLeftOut,
} from "../extension/flow/bounds.js";
import type { Flow } from "../extension/flow/flow.js";
import type { AccessNoted, Observation } from "../extension/flow/observation.js";
import { ownerOf } from "../extension/flow/owner.js";
import type { Servers } from "../extension/flow/servers.js";
import {
  type DropReason,
  flowsIn,
  keyOfFlow,
  type Notice,
  noticeKey,
  serversIn,
  stateIn,
} from "../extension/flow/stored.js";
import type { PinOutcome } from "../extension/messages.js";
import type { ServerKnowledge } from "../extension/oauth/server-knowledge.js";
import { type Place, withPlace } from "../extension/place.js";
import { defaultSettings, type Settings, settingsIn, settingsKey } from "../extension/settings.js";
import { firstToGo, mayPin, withinCaps } from "./bounds.js";
import { Entries, isFull } from "./store-entries.js";
import { entriesOf, type Held, withDrops, withServer } from "./store-held.js";

/** How many facts may wait to be placed before what pages report about themselves is turned away. */
export const waitingCap = 10_000;

const nothingLeftOut: LeftOut = { calls: 0, facts: 0 };
const nothingHeld: Held = {
  assembly: emptyAssembly,
  paused: false,
  notice: null,
  privateTabs: [],
  servers: new Map(),
  places: [],
};

/**
 * Told once restored, and with every change.
 *
 * @param tabIds tabs whose logins changed or were forgotten
 * @param paused whether nothing is observed at present
 */
type Changed = (flows: readonly Flow[], tabIds: ReadonlySet<number>, paused: boolean) => void;

/**
 * Holds all that was captured, within its caps, and is the only writer of `storage.session`.
 *
 * What was stored is restored before the first observation is placed. Writes are serialised; observations that arrive
 * during one go with the next. Where storage is full the oldest flows make room; any other refused write is tried again
 * with the next observation, and nothing is lost from memory meanwhile.
 */
export class Store {
  readonly #entries: Entries;
  readonly #access: () => Promise<AccessNoted>;
  readonly #onChange: Changed;
  readonly #local: Storage.StorageArea;
  readonly #now: () => number;
  #restored = false;
  #held = nothingHeld;
  #told: readonly Flow[] = [];
  #settings = defaultSettings;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting: (Observation | Promise<Observation>)[] = [];
  #placing = false;
  #turnedAway = 0;
  /** By flow: what the caps left out of the observations that are being placed. */
  readonly #leftOut = new Map<string, LeftOut>();

  /**
   * @param session `storage.session`
   * @param access what may be seen at present; asked once, before anything else
   * @param local `storage.local`, for the settings
   * @param now ms since the epoch
   */
  constructor(
    session: Storage.StorageArea,
    access: () => Promise<AccessNoted>,
    onChange: Changed,
    local: Storage.StorageArea,
    now: () => number = Date.now,
  ) {
    this.#entries = new Entries(session);
    this.#access = access;
    this.#onChange = onChange;
    this.#local = local;
    this.#now = now;
    this.#enqueue(async () => {}).catch(report);
  }

  /** Takes an observation at once, cut down to its caps, and places it when its turn has come. Drops it while paused. */
  readonly observe = (observation: Observation): void => {
    if (this.#waiting.length >= waitingCap && observation.provenance === "page") {
      this.#turnedAway += 1;
      return;
    }
    this.#waiting.push(boundObservation(observation));
    if (this.#placing) return;
    this.#placing = true;
    this.#enqueue(() => this.#place()).catch((cause) => {
      this.#placing = false;
      report(cause);
    });
  };

  /** Forgets every flow that is not pinned, or every flow. Resolves when they are gone from storage. */
  clear(all: boolean): Promise<void> {
    return this.#change(({ assembly, ...held }) => ({
      ...held,
      notice: null,
      servers: new Map(),
      places: [],
      assembly: { ...assembly, pending: [], flows: assembly.flows.filter(({ pinned }) => pinned && !all) },
    }));
  }

  /** Keeps a flow when the oldest have to go, or no longer so. */
  pin(id: string, pinned: boolean): Promise<PinOutcome> {
    return this.#enqueue(async () => {
      const { flows } = this.#held.assembly;
      const flow = flows.find((other) => other.id === id);
      if (!flow) return "gone";
      if (flow.pinned === pinned) return "done";
      if (pinned && !mayPin(flows, flow)) return "full";
      this.#keepFlows(flows.map((other) => (other === flow ? { ...flow, pinned } : other)));
      await this.#write();
      return "done";
    });
  }

  /** Observes nothing until {@link resume}, across stops of the background. */
  pause(): Promise<void> {
    return this.#setPaused(true);
  }

  resume(): Promise<void> {
    return this.#setPaused(false);
  }

  dismissNotice(): Promise<void> {
    return this.#change((held) => ({ ...held, notice: null }));
  }

  /** Forgets what was seen in private windows, pinned or not; to be called when the last of them has closed. */
  forgetPrivate(): Promise<void> {
    return this.#change(({ assembly, privateTabs, ...held }) => {
      // What belongs to no tab, such as a worker's request, may have been a private one's.
      const tabs = new Set([...privateTabs, -1]);
      return {
        ...held,
        privateTabs: [],
        servers: new Map(),
        // Any of them may name a private login.
        places: [],
        assembly: {
          ...assembly,
          flows: assembly.flows.filter((flow) => !isPrivate(flow) && !privateTabs.includes(flow.tabId)),
          pending: assembly.pending.filter(({ tabId }) => !tabs.has(tabId)),
        },
      };
    });
  }

  /** Keeps where a page of the inspector was left until the next {@link clear}; of many pages, those that were left last. */
  remember(slot: string, place: Place): Promise<void> {
    return this.#change((held) => ({ ...held, places: withPlace(held.places, slot, place) }));
  }

  /** Keeps settings in `storage.local`; they hold from the next observation. Rejects where they could not be kept. */
  saveSettings(settings: Settings): Promise<void> {
    return this.#enqueue(async () => {
      await this.#local.set({ [settingsKey]: settings });
      this.#settings = settings;
    });
  }

  /** All flows, newest first, once what was taken so far has been placed. */
  flows(): Promise<readonly Flow[]> {
    return this.#enqueue(async () => this.#held.assembly.flows);
  }

  /** Keeps what became known of a server until the next {@link clear}, the oldest of it as long as there is room. */
  keepServer(subject: string, server: ServerKnowledge): Promise<void> {
    return this.#change((held) => ({ ...held, servers: withServer(held.servers, subject, server) }));
  }

  servers(): Promise<Servers> {
    return this.#enqueue(async () => this.#held.servers);
  }

  isPaused(): Promise<boolean> {
    return this.#enqueue(async () => this.#held.paused);
  }

  settings(): Promise<Settings> {
    return this.#enqueue(async () => this.#settings);
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(async () => {
      if (!this.#restored) await this.#restore();
      return work();
    });
    this.#queue = done.catch(() => undefined);
    return done;
  }

  #change(next: (held: Held) => Held): Promise<void> {
    return this.#enqueue(() => {
      this.#held = next(this.#held);
      return this.#write();
    });
  }

  #setPaused(paused: boolean): Promise<void> {
    return this.#enqueue(async () => {
      this.#held = { ...this.#held, paused };
      this.#tell(this.#held.assembly.flows);
      await this.#write();
    });
  }

  async #restore(): Promise<void> {
    const [entries, access, settings] = await Promise.all([
      this.#entries.read(),
      this.#access(),
      this.#readSettings(),
    ]);
    const {
      pending = [],
      paused = false,
      notice,
      "private-tabs": privateTabs = [],
      places = [],
    } = stateIn(entries);
    this.#held = {
      assembly: { flows: flowsIn(entries), pending, access },
      paused,
      notice: notice ? { ...notice, unwritten: 0 } : null,
      privateTabs,
      servers: serversIn(entries),
      places,
    };
    this.#settings = settings;
    this.#restored = true;
    this.#tell([]);
  }

  /** Without its settings the extension works by the defaults. */
  async #readSettings(): Promise<Settings> {
    try {
      return settingsIn(await this.#local.get(settingsKey));
    } catch (cause) {
      report(cause);
      return defaultSettings;
    }
  }

  async #place(): Promise<void> {
    const waiting = this.#waiting;
    const turnedAway = this.#turnedAway;
    this.#placing = false;
    this.#waiting = [];
    this.#turnedAway = 0;
    for (const observation of await Promise.all(waiting)) this.#placeOne(observation);
    this.#countLeftOut();
    if (turnedAway > 0) this.#drop([], turnedAway);
    const { assembly } = this.#held;
    this.#held = { ...this.#held, assembly: { ...assembly, pending: boundPending(assembly.pending) } };
    await this.#write();
  }

  #placeOne(observation: Observation): void {
    if (observation.kind === "tab") this.#notePrivacy(observation.tabId, observation.incognito);
    // What may be seen is no fact about a login, and has to be known when observing is resumed.
    if (this.#held.paused && observation.kind !== "access") return;
    const { assembly } = this.#held;
    let placed: Assembly;
    try {
      if (this.#isLeftOut(observation)) return;
      placed = assemble(assembly, observation, { patterns: this.#settings.patterns });
    } catch (cause) {
      // One that cannot be placed must not take the others of its batch with it.
      report(cause);
      return;
    }
    this.#held = { ...this.#held, assembly: placed };
    if (placed.flows !== assembly.flows) this.#keepFlows(placed.flows.map(boundFlow));
  }

  /** Whether an observation is past the caps of its flow; then it is only counted. */
  #isLeftOut(observation: Observation): boolean {
    if (observation.kind !== "request-headers" && observation.provenance !== "page") return false;
    const owner = ownerOf(this.#held.assembly.flows, observation, this.#settings.patterns);
    const more = owner && leftOutOf(owner, observation);
    if (!owner || !more) return false;
    const { calls, facts } = this.#leftOut.get(owner.id) ?? nothingLeftOut;
    this.#leftOut.set(owner.id, { calls: calls + more.calls, facts: facts + more.facts });
    return true;
  }

  /** Once for all observations that came together: a flow that changes has to be read anew. */
  #countLeftOut(): void {
    if (this.#leftOut.size === 0) return;
    const { flows } = this.#held.assembly;
    this.#keepFlows(flows.map((flow) => withLeftOut(flow, this.#leftOut.get(flow.id) ?? nothingLeftOut)));
    this.#leftOut.clear();
  }

  #notePrivacy(tabId: number, incognito: boolean): void {
    const { privateTabs } = this.#held;
    if (privateTabs.includes(tabId) === incognito) return;
    const others = privateTabs.filter((other) => other !== tabId);
    this.#held = { ...this.#held, privateTabs: incognito ? [...others, tabId] : others };
  }

  /** Holds these flows and gives up what is over the caps. */
  #keepFlows(all: readonly Flow[]): void {
    const { flows, dropped } = withinCaps(all);
    this.#held = { ...this.#held, assembly: { ...this.#held.assembly, flows } };
    if (dropped.length > 0) this.#drop(dropped, 0);
  }

  #drop(flows: readonly DropReason[], reports: number): void {
    this.#held = { ...this.#held, notice: withDrops(this.#held.notice, flows, reports, this.#now()) };
  }

  /** @param touched flows that changed, came or went */
  #tell(touched: readonly Flow[]): void {
    const { flows } = this.#held.assembly;
    this.#told = flows;
    this.#onChange(flows, new Set(touched.map(({ tabId }) => tabId)), this.#held.paused);
  }

  #tellChanges(): void {
    const { flows } = this.#held.assembly;
    const [before, after] = [new Set(this.#told), new Set(flows)];
    const came = flows.filter((flow) => !before.has(flow));
    const went = this.#told.filter((flow) => !after.has(flow));
    if (came.length + went.length > 0) this.#tell([...came, ...went]);
  }

  /** Writes what is held. Where storage is full the oldest flows make room, but only if that helps. */
  async #write(): Promise<void> {
    this.#tellChanges();
    let trial = this.#held;
    for (;;) {
      try {
        await this.#entries.sync(entriesOf(trial));
        this.#held = trial;
        this.#tellChanges();
        return;
      } catch (cause) {
        const { flows } = trial.assembly;
        const gone = isFull(cause) ? firstToGo(flows) : null;
        if (gone === null) {
          report(cause);
          await this.#saveWhatFits();
          return;
        }
        trial = {
          ...trial,
          notice: withDrops(trial.notice, ["storage-full"], 0, this.#now()),
          assembly: { ...trial.assembly, flows: flows.filter((flow) => flow !== gone) },
        };
      }
    }
  }

  /** Nothing made room: all flows stay in memory, those that fit in storage too, and the notice tells the rest. */
  async #saveWhatFits(): Promise<void> {
    const refused = await this.#entries.syncEach(entriesOf(this.#held));
    const unwritten = this.#held.assembly.flows.filter(({ id }) => refused.includes(keyOfFlow(id))).length;
    const notice: Notice = { ...withDrops(this.#held.notice, [], 0, this.#now()), unwritten };
    await this.#entries.syncEach(new Map([[noticeKey, notice]]));
  }
}

/** Says what kind of error it was; its text could quote what was captured. */
function report(cause: unknown): void {
  console.error("The store failed:", cause instanceof Error ? cause.name : "unknown");
}
