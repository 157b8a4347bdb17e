import type { Flow } from "../../extension/flow/flow.js";
import { indexLineOf, keyOfFlow } from "../../extension/flow/stored.js";
import type { Capture } from "../../popup/gateway.js";
import { type Changes, type SessionArea, watchCapture } from "../../popup/watch-capture.js";

const flowAt = (index: number, tabId = 1): Flow => ({
  id: `f${index}`,
  tabId,
  observations: [{ kind: "tab-closed", at: 1000 - index, tabId, frameId: 0, provenance: "browser" }],
  patterns: [],
  pinned: false,
  callsLeftOut: 0,
});

/** 40 flows, newest first, the last two of them in tab 7. */
const flows = Array.from({ length: 40 }, (_, index) => flowAt(index, index >= 38 ? 7 : 1));

/** Storage that answers when it is told to. */
function open(first: { flowId: string | null; tabId: number | null }, held = flows, slot = "") {
  const stored: Record<string, unknown> = {
    "flow-index": held.map(indexLineOf),
    places: [["popup 7", { login: "f20" }]],
    ...Object.fromEntries(held.map((flow) => [keyOfFlow(flow.id), flow])),
  };
  const asked: (readonly string[])[] = [];
  const answers: (() => void)[] = [];
  let onChanged: (changes: Changes) => void = () => {};
  const area: SessionArea = {
    get: (keys) => {
      asked.push(keys);
      const found = Object.fromEntries(keys.filter((key) => key in stored).map((key) => [key, stored[key]]));
      return new Promise((resolve) => answers.push(() => resolve(found)));
    },
    watch: (listener) => {
      onChanged = listener;
      return () => {};
    },
  };
  const shown: Capture[] = [];
  const stop = watchCapture(
    area,
    Promise.resolve({ ...first, slot }),
    (capture) => shown.push(capture),
    (error) => {
      throw error;
    },
  );
  const answer = async () => {
    answers.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { asked, answer, shown, stop, change: (changes: Changes) => onChanged(changes) };
}

const ids = (capture: Capture | undefined) => capture?.flows.map(({ id }) => id);

test("where no login is asked for, the one that was on show before comes first", async () => {
  const { asked, answer } = open({ flowId: null, tabId: 7 }, flows, "popup 7");
  await answer();
  expect(asked[1]?.slice(0, 3)).toEqual(["flow:f20", "flow:f38", "flow:f39"]);
});

test("what is looked at first is read and shown before the rest: the login asked for, the tab's, the newest", async () => {
  const { asked, answer, shown } = open({ flowId: "f30", tabId: 7 });
  await answer();
  expect(asked[1]?.slice(0, 4)).toEqual(["flow:f30", "flow:f38", "flow:f39", "flow:f0"]);
  expect(asked[1]).toHaveLength(12);
  expect(shown).toEqual([]);
  await answer();
  expect([shown[0]?.flows.length, shown[0]?.complete]).toEqual([12, false]);
  await answer();
  await answer();
  expect([shown.at(-1)?.flows.length, shown.at(-1)?.complete]).toEqual([40, true]);
  expect(ids(shown.at(-1))).toEqual(flows.map(({ id }) => id));
  expect(new Set(asked.slice(1).flat()).size).toBe(40);
  expect(shown.at(-1)?.flows[0]).toBe(shown[0]?.flows[0]);
});

test("what changes while the rest is read is shown at once, and not undone by an older reading", async () => {
  const { answer, shown, change } = open({ flowId: null, tabId: null });
  await answer();
  await answer();
  const grown = { ...flowAt(20), callsLeftOut: 3 };
  change({ "flow:f20": { newValue: grown }, "flow:f21": {}, "flow:new": { newValue: flowAt(-1) } });
  expect(ids(shown.at(-1))).toHaveLength(14);
  await answer();
  await answer();
  expect(shown.at(-1)?.complete).toBe(true);
  expect(shown.at(-1)?.flows.find(({ id }) => id === "f20")).toBe(grown);
  expect(ids(shown.at(-1))).not.toContain("f21");
  expect(ids(shown.at(-1))?.[0]).toBe("f-1");
});

test("nothing is shown of an empty session but that it is empty, and nothing after the end", async () => {
  const empty = open({ flowId: null, tabId: 1 }, []);
  await empty.answer();
  expect(empty.shown.map(({ flows: some, complete }) => [some.length, complete])).toEqual([[0, true]]);
  const { answer, shown, stop } = open({ flowId: null, tabId: null });
  await answer();
  await answer();
  stop();
  await answer();
  expect(shown).toHaveLength(1);
});
