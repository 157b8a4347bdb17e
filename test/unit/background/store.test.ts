import type { Storage } from "webextension-polyfill";
import { Store } from "../../../background/store.js";
import type { Flow } from "../../../extension/flow/flow.js";
import type { AccessNoted, Observation } from "../../../extension/flow/observation.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import { flowsIn } from "../../../extension/flow/stored.js";
import { access, implicitLogin } from "../../fixtures/browsing.js";

/** `storage.session` as far as the store uses it, with copies as a browser makes them. */
class FakeArea {
  entries: Record<string, unknown> = {};
  refuse = false;

  async get(): Promise<Record<string, unknown>> {
    return structuredClone(this.entries);
  }
  async set(items: Record<string, unknown>): Promise<void> {
    if (this.refuse) throw new Error("QuotaExceededError");
    Object.assign(this.entries, structuredClone(items));
  }
  async remove(keys: string[]): Promise<void> {
    for (const key of keys) delete this.entries[key];
  }
}

const start = (
  area: FakeArea,
  changed: (flows: readonly Flow[], tabIds: ReadonlySet<number>) => void = () => {},
) => new Store(area as unknown as Storage.StorageArea, async () => access("*://*/*") as AccessNoted, changed);

const observeAll = async (store: Store, observations: readonly Observation[]) => {
  for (const observation of observations) store.observe(observation);
  return store.flows();
};

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

  it("places what arrives while it restores after what was stored", async () => {
    const area = new FakeArea();
    const [first, ...rest] = implicitLogin();
    await observeAll(start(area), [first as Observation]);
    const flows = await observeAll(start(area), rest);
    expect(flows).toHaveLength(1);
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

  it("writes again what storage refused", async () => {
    const area = new FakeArea();
    const store = start(area);
    const [first, ...rest] = implicitLogin();
    const error = jest.spyOn(console, "error").mockImplementation(() => {});
    area.refuse = true;
    await observeAll(store, [first as Observation]);
    area.refuse = false;
    await observeAll(store, rest);
    expect(flowsIn(area.entries)).toEqual(await store.flows());
    expect(JSON.stringify(error.mock.calls)).not.toContain("authorize");
    error.mockRestore();
  });

  it("forgets every flow when cleared, and says which tabs they were in", async () => {
    const area = new FakeArea();
    const told: (readonly number[])[] = [];
    const store = start(area, (_, tabIds) => told.push([...tabIds]));
    await observeAll(store, [...implicitLogin(1), ...implicitLogin(2, "s-2", "another-token")]);
    await store.clear();
    expect(flowsIn(area.entries)).toEqual([]);
    expect(told.at(-1)?.toSorted()).toEqual([1, 2]);
  });
});
