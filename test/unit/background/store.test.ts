import type { Storage } from "webextension-polyfill";
import { Store, waitingCap } from "../../../background/store.js";
import { callCap, cutsOf } from "../../../extension/flow/bounds.js";
import type { Flow } from "../../../extension/flow/flow.js";
import type { AccessNoted, Observation } from "../../../extension/flow/observation.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import { flowsIn, keyOfFlow, serversIn, stateIn } from "../../../extension/flow/stored.js";
import type { ServerKnowledge } from "../../../extension/oauth/server-knowledge.js";
import { defaultSettings, type Settings } from "../../../extension/settings.js";
import {
  access,
  api,
  app,
  authorize,
  callback,
  implicitLogin,
  inTab,
  noon,
} from "../../fixtures/browsing.js";

/** A storage area as far as the store uses it, with copies as a browser makes them. */
class FakeArea {
  entries: Record<string, unknown> = {};
  /** Most that it takes, as length of its JSON. */
  quota = Number.POSITIVE_INFINITY;
  failure: Error | null = null;
  writes = 0;
  readable = true;

  async get(): Promise<Record<string, unknown>> {
    if (!this.readable) throw new Error("not now");
    return structuredClone(this.entries);
  }
  async set(items: Record<string, unknown>): Promise<void> {
    this.writes += 1;
    if (this.failure) throw this.failure;
    const next = { ...this.entries, ...structuredClone(items) };
    if (JSON.stringify(next).length > this.quota) {
      throw new Error("Session storage quota bytes exceeded. Values were not stored.");
    }
    this.entries = next;
  }
  async remove(keys: string[]): Promise<void> {
    for (const key of keys) delete this.entries[key];
  }
}

type Changed = (flows: readonly Flow[], tabIds: ReadonlySet<number>, paused: boolean) => void;

const start = (area: FakeArea, changed: Changed = () => {}, local = new FakeArea()) =>
  new Store(
    area as unknown as Storage.StorageArea,
    async () => access("*://*/*") as AccessNoted,
    changed,
    local as unknown as Storage.StorageArea,
    () => noon,
  );

const observeAll = async (store: Store, observations: readonly Observation[]) => {
  for (const observation of observations) store.observe(observation);
  return store.flows();
};

/** A login of tab `n`, a minute after that of the tab before. */
const loginOf = (n: number, more = ""): Observation[] => {
  const tab = inTab(n);
  const ms = n * 60_000;
  return [
    tab.committed(ms, authorize(`state-${n}`, more)),
    tab.committed(ms + 100, callback(`state-${n}`, `token-of-tab-${n}`)),
  ];
};
const logins = (count: number, more = "") =>
  Array.from({ length: count }, (_, index) => loginOf(index + 1, more)).flat();
const callsOf = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    inTab(1).call(70_000 + index, `c${index}`, `${api}/${index}`, "Bearer token-of-tab-1"),
  );
/** Storage with one login that made so many calls. */
const withCalls = async (count: number) => {
  const area = new FakeArea();
  await observeAll(start(area), loginOf(1));
  const [flow] = flowsIn(area.entries) as [Flow];
  const observations = [...flow.observations, ...callsOf(count)];
  area.entries[keyOfFlow(flow.id)] = { ...flow, observations };
  return area;
};
const tabNoted = (tabId: number, incognito: boolean): Observation => ({
  kind: "tab",
  at: noon,
  tabId,
  frameId: -1,
  provenance: "browser",
  incognito,
  container: null,
});
const tabsOf = (flows: readonly Flow[]) => flows.map(({ tabId }) => tabId);
const noticeIn = (area: FakeArea) => stateIn(area.entries).notice;

let error: jest.SpyInstance;
beforeEach(() => {
  error = jest.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => error.mockRestore());

const server = (note: string): ServerKnowledge => ({
  metadata: { state: "known", url: "https://login.example", at: noon, value: { note } },
  keys: { state: "unknown", reason: "none" },
});

describe("Store: what is known of servers", () => {
  it("keeps one key a server, across stops, until it is cleared", async () => {
    const area = new FakeArea();
    await start(area).keepServer("https://a.example/authorize", server("a"));
    const store = start(area);
    await store.keepServer("https://b.example/authorize", server("b"));
    expect([...serversIn(area.entries)]).toEqual([
      ["https://a.example/authorize", server("a")],
      ["https://b.example/authorize", server("b")],
    ]);
    expect(await store.servers()).toEqual(serversIn(area.entries));
    await store.clear(false);
    expect([...serversIn(area.entries)]).toEqual([]);
  });

  it("replaces what it knew of a server", async () => {
    const area = new FakeArea();
    const store = start(area);
    await store.keepServer("a", server("1"));
    await store.keepServer("b", server("2"));
    await store.keepServer("a", server("3"));
    expect(Object.fromEntries(serversIn(area.entries))).toEqual({ a: server("3"), b: server("2") });
  });

  it("lets the oldest go where it is more than 1 MB", async () => {
    const area = new FakeArea();
    const store = start(area);
    for (const name of ["a", "b", "c"]) await store.keepServer(name, server(name.repeat(500_000)));
    expect([...serversIn(area.entries).keys()]).toEqual(["b", "c"]);
    await store.keepServer("d", server("d".repeat(1_048_576)));
    expect([...serversIn(area.entries).keys()]).toEqual(["b", "c", "d"]);
    expect(serversIn(area.entries).get("d")?.metadata).toEqual({
      state: "unknown",
      reason: "Fetched, but too large to be kept.",
    });
  });

  it("forgets it with what was seen in private windows", async () => {
    const area = new FakeArea();
    const store = start(area);
    await store.keepServer("a", server("1"));
    await store.forgetPrivate();
    expect([...serversIn(area.entries)]).toEqual([]);
  });
});

describe("Store", () => {
  it("keeps one key a flow", async () => {
    const area = new FakeArea();
    await observeAll(start(area), [
      ...implicitLogin(1, "s-1", "token-one-of-tab-1"),
      ...implicitLogin(2, "s-2", "two"),
    ]);
    expect(Object.keys(area.entries).filter((key) => key.startsWith("flow:"))).toHaveLength(2);
  });

  it("loses nothing when it is stopped and started between any two observations", async () => {
    const straight = new FakeArea();
    await observeAll(start(straight), implicitLogin());
    const stopped = new FakeArea();
    for (const observation of implicitLogin()) await observeAll(start(stopped), [observation]);
    expect(stopped.entries).toEqual(straight.entries);
  });

  it("loses no count when it is stopped between any two calls past the cap", async () => {
    const area = await withCalls(callCap - 1);
    for (const call of callsOf(callCap + 5).slice(callCap - 1)) await observeAll(start(area), [call]);
    const [flow] = flowsIn(area.entries);
    expect(flow?.observations.filter(({ kind }) => kind === "request-headers")).toHaveLength(callCap);
    expect(flow?.callsLeftOut).toBe(5);
  });

  it("places what arrives while it restores after what was stored", async () => {
    const area = new FakeArea();
    const [first, ...rest] = implicitLogin();
    await observeAll(start(area), [first as Observation]);
    const flows = await observeAll(start(area), rest);
    expect(flows).toHaveLength(1);
  });

  it("places nothing before it has restored, even if that takes a second try", async () => {
    const area = new FakeArea();
    const [first, ...rest] = implicitLogin();
    await observeAll(start(area), [first as Observation]);
    area.readable = false;
    const store = start(area);
    for (const observation of rest.slice(1)) store.observe(observation);
    await expect(store.flows()).rejects.toThrow("not now");
    expect(flowsIn(area.entries)).toHaveLength(1);
    area.readable = true;
    const [flow] = await observeAll(store, rest.slice(0, 1));
    const straight = await observeAll(start(new FakeArea()), implicitLogin());
    expect(flow).toEqual(straight[0]);
  });

  it("keeps a click for the login that it starts, across a stop", async () => {
    const area = new FakeArea();
    const all = implicitLogin();
    const click = all.find(({ kind }) => kind === "page-left") as Observation;
    await observeAll(start(area), [{ ...click, at: (all[0]?.at ?? 0) - 1 }]);
    const [flow] = await observeAll(
      start(area),
      all.filter((fact) => fact !== click),
    );
    expect(flow && readLogin(flow).steps[0]?.status).toBe("seen");
  });

  it("writes nothing for ordinary browsing", async () => {
    const area = new FakeArea();
    const tab = inTab(1);
    await observeAll(start(area), [
      tab.started(0, `${app}/?code=1`),
      tab.request(1, "1", `${app}/?code=1`),
      tab.committed(2, `${app}/?code=1`),
      tab.answer(3, "1", `${app}/?code=1`, 200),
    ]);
    expect([area.writes, area.entries]).toEqual([0, {}]);
  });

  it("writes once for ten thousand observations that come at once", async () => {
    const area = await withCalls(callCap - 2);
    area.writes = 0;
    const flood = callsOf(callCap + 10_000).slice(callCap - 2);
    const [flow] = await observeAll(start(area), flood);
    expect(area.writes).toBe(1);
    expect(flow?.callsLeftOut).toBe(10_000);
    expect(flowsIn(area.entries)).toEqual([flow]);
  });

  it("writes what arrives during a write with the next", async () => {
    const area = new FakeArea();
    const store = start(area);
    const set = area.set.bind(area);
    const late = logins(50).slice(2);
    area.set = async (items) => {
      if (area.writes === 0) for (const observation of late) store.observe(observation);
      return set(items);
    };
    await observeAll(store, loginOf(1));
    expect(await store.flows()).toHaveLength(50);
    expect(area.writes).toBe(2);
  });

  it("turns away a flood of reports of pages, nothing of the browser's, and says so", async () => {
    const area = new FakeArea();
    const report = inTab(1).left(1, `${app}/`, "x");
    const store = start(area);
    for (let index = 0; index < waitingCap + 7; index++) store.observe(report);
    const flows = await observeAll(store, loginOf(1));
    expect(flows).toHaveLength(1);
    expect(noticeIn(area)).toMatchObject({ flowsDropped: 0, reportsDropped: 7 });
  });

  it("cuts an observation down to its caps before it stores it, in its place in the order", async () => {
    const area = new FakeArea();
    const [request, response] = loginOf(1) as [Observation, Observation];
    const long = { ...response, url: `${(response as { url: string }).url}&junk=${"x".repeat(10_000_000)}` };
    await observeAll(start(area), [request, long as Observation]);
    const [flow] = flowsIn(area.entries);
    expect(JSON.stringify(area.entries).length).toBeLessThan(10_000);
    expect(cutsOf(flow?.observations.at(-1) as Observation)).toMatchObject([
      { part: "url", name: "junk", length: 10_000_000 },
    ]);
  });

  it("forgets every flow when cleared, and says which tabs they were in", async () => {
    const area = new FakeArea();
    const told: (readonly number[])[] = [];
    const store = start(area, (_, tabIds) => told.push([...tabIds]));
    await observeAll(store, [...implicitLogin(1), ...implicitLogin(2, "s-2", "another-token")]);
    await store.clear(false);
    expect(area.entries).toEqual({});
    expect(told.at(-1)?.toSorted()).toEqual([1, 2]);
  });
});

describe("Store at its caps", () => {
  it("holds 200 flows: the oldest that are not pinned go, and the notice says so", async () => {
    const area = new FakeArea();
    const store = start(area);
    const [first] = await observeAll(store, loginOf(1));
    expect(await store.pin((first as Flow).id, true)).toBe("done");
    const flows = await observeAll(store, logins(203).slice(2));
    expect(tabsOf(flows)).toEqual([...Array.from({ length: 199 }, (_, index) => 203 - index), 1]);
    expect(flowsIn(area.entries)).toEqual(flows);
    expect(noticeIn(area)).toEqual({
      since: noon,
      flowsDropped: 3,
      reasons: ["too-many"],
      reportsDropped: 0,
      unwritten: 0,
    });
  });

  it("holds 8 MB, and goes on counting after a stop", async () => {
    const area = new FakeArea();
    const large = `&login_hint=${"x".repeat(200_000)}`;
    await observeAll(start(area), logins(43, large));
    expect(noticeIn(area)).toMatchObject({ flowsDropped: 2, reasons: ["too-large"] });
    expect(JSON.stringify(flowsIn(area.entries)).length).toBeLessThanOrEqual(8_388_608);
    await observeAll(start(area), loginOf(44, large));
    expect(noticeIn(area)?.flowsDropped).toBe(3);
    expect(tabsOf(flowsIn(area.entries))).toEqual(Array.from({ length: 41 }, (_, index) => 44 - index));
  });

  it("makes room in a full storage with the oldest that are not pinned, and no more of them than needed", async () => {
    const area = new FakeArea();
    const store = start(area);
    const [, second, first] = await observeAll(store, logins(3));
    await store.pin((first as Flow).id, true);
    area.quota = JSON.stringify(area.entries).length + 200;
    const flows = await observeAll(store, loginOf(4));
    expect(second?.tabId).toBe(2);
    expect(tabsOf(flows)).toEqual([4, 3, 1]);
    expect(flowsIn(area.entries)).toEqual(flows);
    expect(noticeIn(area)).toMatchObject({ flowsDropped: 1, reasons: ["storage-full"], unwritten: 0 });
  });

  it("loses nothing from memory or storage where no flow that goes makes room, and tries again", async () => {
    const area = new FakeArea();
    const told: (readonly Flow[])[] = [];
    const store = start(area, (flows) => told.push(flows));
    await observeAll(store, logins(3));
    area.quota = JSON.stringify(area.entries).length + 200;
    const large = loginOf(4, `&login_hint=${"x".repeat(100_000)}`);
    expect(tabsOf(await observeAll(store, large))).toEqual([4, 3, 2, 1]);
    expect(tabsOf(told.at(-1) ?? [])).toEqual([4, 3, 2, 1]);
    expect(tabsOf(flowsIn(area.entries))).toEqual([3, 2, 1]);
    expect(noticeIn(area)).toMatchObject({ flowsDropped: 0, unwritten: 1 });
    area.quota = Number.POSITIVE_INFINITY;
    const flows = await observeAll(store, loginOf(5));
    expect(flowsIn(area.entries)).toEqual(flows);
    expect(tabsOf(flows)).toEqual([5, 4, 3, 2, 1]);
    expect(noticeIn(area)).toBeUndefined();
  });

  it.each(["QuotaExceededError", "no more today"])("writes again what storage refused: %s", async (words) => {
    const area = new FakeArea();
    const store = start(area);
    const [first, ...rest] = implicitLogin();
    area.failure = new Error(words);
    await observeAll(store, [first as Observation]);
    area.failure = null;
    await observeAll(store, rest);
    expect(flowsIn(area.entries)).toEqual(await store.flows());
    expect(JSON.stringify(error.mock.calls)).not.toContain("authorize");
    expect(error).toHaveBeenCalled();
  });

  it("gives up no flow for a refusal that is not about room", async () => {
    const area = new FakeArea();
    const store = start(area);
    await observeAll(store, logins(2));
    area.failure = new Error("no more today");
    expect(await observeAll(store, loginOf(3))).toHaveLength(3);
    expect(flowsIn(area.entries)).toHaveLength(2);
  });

  it("forgets the notice when it is dismissed or the flows are cleared", async () => {
    const area = new FakeArea();
    const store = start(area);
    for (const forget of [() => store.dismissNotice(), () => store.clear(true)]) {
      await observeAll(store, logins(201));
      expect(noticeIn(area)).toBeDefined();
      await forget();
      expect(noticeIn(area)).toBeUndefined();
      await store.clear(true);
    }
  });
});

describe("Store with pins", () => {
  it("keeps pinned flows when cleared, unless all are meant", async () => {
    const area = new FakeArea();
    const store = start(area);
    const [second] = await observeAll(store, logins(2));
    await store.pin((second as Flow).id, true);
    await store.clear(false);
    expect(tabsOf(flowsIn(area.entries))).toEqual([2]);
    expect(flowsIn(area.entries)[0]?.pinned).toBe(true);
    await store.clear(true);
    expect(area.entries).toEqual({});
  });

  it("keeps a pin across a stop, and takes it back", async () => {
    const area = new FakeArea();
    const [flow] = (await observeAll(start(area), loginOf(1))) as [Flow];
    await start(area).pin(flow.id, true);
    expect((await start(area).flows())[0]?.pinned).toBe(true);
    await start(area).pin(flow.id, false);
    expect(area.entries[keyOfFlow(flow.id)]).toEqual(flow);
  });

  it("says so where the flow is gone, or half of the room is pinned already", async () => {
    const store = start(new FakeArea());
    expect(await store.pin("none", true)).toBe("gone");
    const flows = await observeAll(store, logins(101));
    const outcomes: string[] = [];
    for (const { id } of flows) outcomes.push(await store.pin(id, true));
    expect(outcomes).toEqual([...Array(100).fill("done"), "full"]);
    expect(await store.pin((flows[0] as Flow).id, true)).toBe("done");
  });
});

describe("Store while paused", () => {
  it("observes nothing, across a stop, until it is resumed", async () => {
    const area = new FakeArea();
    const store = start(area);
    await observeAll(store, loginOf(1));
    await store.pause();
    expect(stateIn(area.entries).paused).toBe(true);
    await observeAll(store, loginOf(2));
    const next = start(area);
    expect(await next.isPaused()).toBe(true);
    expect(tabsOf(await observeAll(next, loginOf(3)))).toEqual([1]);
    await next.resume();
    expect(tabsOf(await observeAll(start(area), loginOf(4)))).toEqual([4, 1]);
    expect("paused" in area.entries).toBe(false);
  });

  it("keeps what came before the pause, even if it was not placed yet", async () => {
    const store = start(new FakeArea());
    for (const observation of loginOf(1)) store.observe(observation);
    await store.pause();
    expect(await store.flows()).toHaveLength(1);
  });

  it("tells of it at once and after a stop, with all tabs that have logins", async () => {
    const area = new FakeArea();
    const told: unknown[] = [];
    const changed: Changed = (_, tabIds, paused) => told.push([[...tabIds], paused]);
    const store = start(area, changed);
    await observeAll(store, logins(2));
    told.length = 0;
    await store.pause();
    expect(told).toEqual([[[2, 1], true]]);
    await start(area, changed).flows();
    expect(told.at(-1)).toEqual([[], true]);
    await store.resume();
    expect(told.at(-1)).toEqual([[2, 1], false]);
  });

  it("still learns what may be seen", async () => {
    const store = start(new FakeArea());
    await store.pause();
    store.observe(access("https://new.example/*"));
    await store.resume();
    const [flow] = await observeAll(store, loginOf(1));
    expect(flow?.observations[0]).toMatchObject({ kind: "access", origins: ["https://new.example/*"] });
  });
});

describe("Store with private windows", () => {
  it("forgets their flows and what waits from their tabs, pinned or not, across a stop", async () => {
    const area = new FakeArea();
    const store = start(area);
    const left = (tabId: number) => inTab(tabId).left(500_000, `${app}/`, "Log in");
    const flows = await observeAll(store, [
      tabNoted(1, false),
      tabNoted(2, true),
      ...logins(2),
      left(1),
      left(2),
      tabNoted(3, true),
      left(3),
    ]);
    for (const { id } of flows) await store.pin(id, true);
    expect(JSON.stringify(area.entries)).toContain("state-2");
    const next = start(area);
    await next.forgetPrivate();
    expect(tabsOf(flowsIn(area.entries))).toEqual([1]);
    expect(JSON.stringify(area.entries)).not.toContain("state-2");
    expect(stateIn(area.entries)["private-tabs"]).toBeUndefined();
    expect((stateIn(area.entries).pending ?? []).filter(({ tabId }) => tabId !== 1)).toEqual([]);
  });

  it("notes a private tab while paused as well", async () => {
    const area = new FakeArea();
    const store = start(area);
    await store.pause();
    await observeAll(store, [tabNoted(1, true)]);
    await store.resume();
    await observeAll(store, loginOf(1));
    await store.forgetPrivate();
    expect(await store.flows()).toEqual([]);
  });
});

describe("Store with places", () => {
  const [left, other] = [{ view: "tokens", login: "1-2" }, { view: "calls" }];
  const placesIn = (area: FakeArea) => area.entries.places;

  it("keeps where a page was left in storage.session, across a stop, and the latest of each page", async () => {
    const area = new FakeArea();
    await start(area).remember("popup 7", other);
    const store = start(area);
    await store.remember("popup 8", other);
    await store.remember("popup 7", left);
    expect(placesIn(area)).toEqual([
      ["popup 8", other],
      ["popup 7", left],
    ]);
  });

  it("keeps twenty, and lets go the one that was left first", async () => {
    const area = new FakeArea();
    const store = start(area);
    for (let tab = 0; tab < 21; tab++) await store.remember(`popup ${tab}`, left);
    const slots = (placesIn(area) as [string, unknown][]).map(([slot]) => slot);
    expect([slots.length, slots[0], slots.at(-1)]).toEqual([20, "popup 1", "popup 20"]);
  });

  it.each([
    ["clear", (store: Store) => store.clear(false)],
    ["the end of private browsing", (store: Store) => store.forgetPrivate()],
  ])("forgets them on %s", async (_, forget) => {
    const area = new FakeArea();
    const store = start(area);
    await store.remember("popup 7", left);
    await forget(store);
    expect(placesIn(area)).toBeUndefined();
  });
});

describe("Store with settings", () => {
  const settings: Settings = {
    patterns: ["https://odd.example/enter*"],
    onlyThisTab: true,
    theme: "dark",
    timeZone: "Europe/Berlin",
    maskSecrets: false,
    singleKeys: false,
  };

  it("keeps them in storage.local, across a stop, and nowhere else", async () => {
    const [area, local] = [new FakeArea(), new FakeArea()];
    await start(area, undefined, local).saveSettings(settings);
    expect(local.entries).toEqual({ settings });
    expect(area.entries).toEqual({});
    expect(await start(area, undefined, local).settings()).toEqual(settings);
  });

  it("gives their patterns to the flows that begin from then on", async () => {
    const store = start(new FakeArea());
    await observeAll(store, loginOf(1));
    await store.saveSettings(settings);
    const flows = await observeAll(store, loginOf(2));
    expect(flows.map(({ patterns }) => patterns)).toEqual([settings.patterns, []]);
  });

  it.each([
    ["not there", undefined, {}],
    ["malformed", "x", {}],
    ["malformed in part", { patterns: [1], onlyThisTab: true }, { onlyThisTab: true }],
    [
      "a look that is none",
      { theme: "pink", timeZone: "Middle/Earth", maskSecrets: "no", singleKeys: false },
      { singleKeys: false },
    ],
    ["a zone that is text of any length", { timeZone: "U".repeat(100_000) }, {}],
    ["of an older version", { patterns: ["https://a.example/*"] }, { patterns: ["https://a.example/*"] }],
  ])("takes the default for what is %s", async (_, stored, expected) => {
    const local = new FakeArea();
    local.entries = { settings: stored };
    expect(await start(new FakeArea(), undefined, local).settings()).toEqual({
      ...defaultSettings,
      ...expected,
    });
  });

  it("works by the defaults where they cannot be read, and says where they cannot be kept", async () => {
    const local = new FakeArea();
    local.readable = false;
    local.failure = new Error("disk full");
    const store = start(new FakeArea(), undefined, local);
    expect(await store.settings()).toEqual(defaultSettings);
    await expect(store.saveSettings(settings)).rejects.toThrow("disk full");
    expect(await store.settings()).toEqual(defaultSettings);
  });
});
