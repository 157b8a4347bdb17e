import { act, screen } from "@testing-library/preact";
import type { Case } from "../../extension/checks/case.js";
import type { Finding } from "../../extension/checks/check.js";
import type { Flow } from "../../extension/flow/flow.js";
import type { Login } from "../../extension/flow/login.js";
import { readLogin } from "../../extension/flow/read-login.js";
import { remember } from "../../extension/flow/remember.js";
import type { Idle } from "../../popup/idle.js";
import { firstOf, readInTurn } from "../../popup/reading.js";
import { authorize, committed, flow } from "../fixtures/ui-facts.js";
import { implicitFlow } from "../fixtures/ui-logins.js";
import { everywhere, openPopupWith } from "./open-popup.js";

/** Idle time that comes when a test gives it, a number of items at a time. */
function idleInHand() {
  const waiting: ((goesOn: () => boolean) => void)[] = [];
  const delays: number[] = [];
  const idle: Idle = (delay = 0) => {
    delays.push(delay);
    return new Promise((resolve) => waiting.push(resolve));
  };
  const give = async (items: number) => {
    let left = items;
    waiting.shift()?.(() => --left > 0);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { idle, give, delays, waits: () => waiting.length };
}

const loginOf = (index: number, tabId = 1): Flow =>
  flow(`f${index}`, tabId, [[-1000 * index, committed(authorize({ state: `s-${index}` }))]]);
const ids = (logins: readonly Login[] | undefined) => logins?.map(({ id }) => id);

describe("flows are read in turn", () => {
  const flows = Array.from({ length: 40 }, (_, index) => loginOf(index));
  const open = (some: readonly Flow[], read = remember(readLogin)) => {
    const hand = idleInHand();
    const told: (readonly Login[])[] = [];
    const stop = readInTurn(some, read, hand.idle, (logins) => told.push(logins));
    return { ...hand, told, stop, read };
  };

  test("the first few at once, the others in idle time, told whenever there are twice as many", async () => {
    const { told, give } = open(flows);
    expect(told.map(ids)).toEqual([["f0", "f1", "f2", "f3"]]);
    for (let slice = 0; slice < 9; slice++) await give(4);
    expect(told.map((logins) => logins.length)).toEqual([4, 20, 36, 40]);
    expect(ids(told.at(-1))).toEqual(ids(flows.map(readLogin)));
  });

  test("one that has grown is read at once, though others wait", async () => {
    const { told, read, give } = open(flows);
    for (let slice = 0; slice < 9; slice++) await give(4);
    const grown = { ...(flows[20] as Flow), callsLeftOut: 2 };
    const again = open(flows.with(20, grown), read);
    expect(again.told).toHaveLength(1);
    expect(again.told[0]?.find(({ id }) => id === "f20")?.callsLeftOut).toBe(2);
    expect(told.at(-1)).toHaveLength(40);
  });

  test("and no more once that is stopped", async () => {
    const { told, give, stop } = open(flows);
    stop();
    await give(40);
    expect(told).toHaveLength(1);
  });

  test("the one that is asked for, then those of the tab, then the newest", () => {
    const some = [loginOf(0), loginOf(1, 7), loginOf(2), loginOf(3, 7)];
    expect(firstOf(some, { flowId: "f2", tabId: 7 }).map(({ id }) => id)).toEqual(["f2", "f1", "f3", "f0"]);
  });
});

describe("logins are judged when they are drawn", () => {
  afterEach(() => jest.useRealTimers());
  const held = Array.from({ length: 4 }, (_, index) => loginOf(index));
  const open = async () => {
    const hand = idleInHand();
    const evaluate = jest.fn((_: Case): readonly Finding[] => []);
    const popup = await openPopupWith(held, everywhere, {
      judge: { evaluate, verifyLogin: async () => new Map(), diagnose: () => [] },
      idle: hand.idle,
      timeGoesOn: true,
      unjudged: true,
    });
    const judged = () => evaluate.mock.calls.map(([{ login }]) => login.id);
    return { ...hand, popup, judged };
  };

  test("the one on show first, and no other of the popup, where no list is drawn", async () => {
    const { give, judged } = await open();
    expect(screen.getByText("Judging …")).toBeTruthy();
    for (let slice = 0; slice < 6; slice++) await act(() => give(9));
    expect(judged()).toEqual(["f0"]);
    expect(screen.queryByText("Judging …")).toBeNull();
  });

  test("and in the order in which they are asked for", async () => {
    const { popup, give, judged } = await open();
    await act(async () => {
      for (const login of popup.app.everyLogin.value.toReversed()) popup.app.verdicts.findingsOf(login);
    });
    for (let slice = 0; slice < 12; slice++) await act(() => give(9));
    expect(judged()).toEqual(["f0", "f3", "f2", "f1"]);
  });

  test("one that grows is drawn at once, and judged anew after a pause", async () => {
    const { popup, give, judged, delays } = await open();
    for (let slice = 0; slice < 6; slice++) await act(() => give(9));
    for (const count of [1, 2, 3]) {
      await act(async () => popup.flows({ ...(held[0] as Flow), callsLeftOut: count }, ...held.slice(1)));
      expect(popup.app.selected.value?.callsLeftOut).toBe(count);
    }
    expect(judged()).toEqual(["f0"]);
    expect(delays.at(-1)).toBeGreaterThan(0);
    expect(delays.at(-1)).toBeLessThanOrEqual(250);
    for (let slice = 0; slice < 6; slice++) await act(() => give(9));
    expect(judged()).toEqual(["f0", "f0"]);
    expect(popup.app.verdicts.told.value?.theCase.login.callsLeftOut).toBe(3);
  });

  test("one that grows long after it was judged is judged at once: browsers refuse to wait less than nothing", async () => {
    const { popup, give, judged, delays } = await open();
    for (let slice = 0; slice < 6; slice++) await act(() => give(9));
    jest.advanceTimersByTime(60_000);
    await act(async () => popup.flows({ ...(held[0] as Flow), callsLeftOut: 1 }, ...held.slice(1)));
    expect(delays.at(-1)).toBe(0);
    for (let slice = 0; slice < 6; slice++) await act(() => give(9));
    expect(judged()).toEqual(["f0", "f0"]);
  });
});

test("a report on all waits until all are read", async () => {
  const popup = await openPopupWith([implicitFlow], everywhere, {
    door: { kind: "tab", flowId: null, page: "logins" },
  });
  await act(async () => popup.incomplete());
  await expect(popup.ask({ name: "report", parameters: { redacted: true } })).rejects.toThrow(
    "the logins are still being read",
  );
  jest.useRealTimers();
});
