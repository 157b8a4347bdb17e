import { firstToGo, mayPin, withinCaps } from "../../../background/bounds.js";
import { flowsCap, storageCap } from "../../../extension/flow/bounds.js";
import type { Flow } from "../../../extension/flow/flow.js";
import { app, inTab } from "../../fixtures/browsing.js";

/** Flows of about `kilobytes` each, named by their age: 0 is the newest. */
const flows = (count: number, kilobytes = 0, pinned: readonly number[] = []): readonly Flow[] =>
  Array.from({ length: count }, (_, age) => ({
    id: String(age),
    tabId: 1,
    observations: [inTab(1).changed(-age, `${app}/#${"x".repeat(kilobytes * 1024)}`)],
    patterns: [],
    pinned: pinned.includes(age),
    callsLeftOut: 0,
  }));
const ids = (kept: readonly Flow[]) => kept.map(({ id }) => Number(id));

describe("firstToGo", () => {
  it.each([
    ["the oldest", flows(3), "2"],
    ["the oldest that is not pinned", flows(4, 0, [3, 2]), "1"],
    ["a pinned one rather than the newest", flows(3, 0, [1, 2]), "2"],
    ["none of one", flows(1), undefined],
    ["none of none", [], undefined],
  ])("is %s", (_, all, expected) => {
    expect(firstToGo(all)?.id).toBe(expected);
  });
});

describe("withinCaps", () => {
  it("gives up nothing within both caps", () => {
    const all = flows(flowsCap);
    expect(withinCaps(all)).toEqual({ flows: all, dropped: [] });
  });

  it("holds 200 flows, the pinned ones among them", () => {
    const { flows: kept, dropped } = withinCaps(flows(flowsCap + 3, 0, [flowsCap + 2, 10]));
    expect(kept).toHaveLength(flowsCap);
    expect(dropped).toEqual(["too-many", "too-many", "too-many"]);
    expect(ids(kept).slice(-2)).toEqual([flowsCap - 2, flowsCap + 2]);
  });

  it("holds 8 MB, the pinned ones among them", () => {
    const { flows: kept, dropped } = withinCaps(flows(10, 1000, [9]));
    expect(ids(kept)).toEqual([0, 1, 2, 3, 4, 5, 6, 9]);
    expect(dropped).toEqual(["too-large", "too-large"]);
  });

  it("never gives up the newest", () => {
    expect(ids(withinCaps(flows(2, storageCap / 1024, [1])).flows)).toEqual([0]);
  });
});

describe("mayPin", () => {
  const range = (count: number) => Array.from({ length: count }, (_, index) => index);
  it.each([
    ["the hundredth", flows(200, 0, range(99)), true],
    ["the hundred and first", flows(200, 0, range(100)), false],
    ["the fourth of 1 MB", flows(8, 1000, range(3)), true],
    ["the fifth of 1 MB", flows(8, 1000, range(4)), false],
  ])("of %s", (_, all, expected) => {
    expect(mayPin(all, all.find(({ pinned }) => !pinned) as Flow)).toBe(expected);
  });
});
