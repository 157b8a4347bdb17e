import { readLogin } from "../../extension/flow/read-login.js";
import { failureOf, noFilters, passes } from "../../popup/list/filters.js";
import type { Line, Section } from "../../popup/list/lines.js";
import { rowByKey } from "../../popup/list/list-keys.js";
import { drawnOf, placedOf, placeOf, rowAt } from "../../popup/list/placing.js";
import { sweep } from "../../popup/list/sweep.js";
import { hiddenFlow, hostileFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { codeFlow, mismatchFlow } from "../fixtures/ui-sessions.js";

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe("where rows are", () => {
  const line = (id: string) => ({ login: { id } }) as Line;
  const section = (id: string, heading: string | null, count: number): Section => ({
    id,
    heading,
    label: id,
    lines: Array.from({ length: count }, (_, index) => line(`${id}${index}`)),
    logins: count,
  });
  const placed = placedOf([section("a", null, 2), section("b", "Others", 1000)]);
  const [a, b] = placed as [(typeof placed)[number], (typeof placed)[number]];

  test("sections stand below each other, with their headings", () => {
    expect(placed.map(({ top, rows, bottom }) => [top, rows, bottom])).toEqual([
      [0, 0, 96],
      [96, 124, 48_124],
    ]);
  });

  test("only rows on screen and eight on either side are drawn", () => {
    const drawn = (from: number, to: number, kept: string | null = null) =>
      drawnOf(b, from, to, kept).map(({ index }) => index);
    expect(drawn(0, 96)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(drawn(24_124, 24_124 + 480)).toEqual(Array.from({ length: 26 }, (_, index) => 492 + index));
    expect(drawn(48_000, 99_000).at(-1)).toBe(999);
    expect(drawnOf(a, 24_124, 24_604, null)).toEqual([]);
  });

  test("the row that is kept is drawn wherever it is, and once", () => {
    const drawn = (kept: string) => drawnOf(b, 24_124, 24_604, kept).map(({ index }) => index);
    expect(drawn("b3").slice(0, 2)).toEqual([3, 492]);
    expect(drawn("b900").slice(-2)).toEqual([517, 900]);
    expect(drawn("b500")).toHaveLength(26);
    expect(drawn("a1")).toHaveLength(26);
    expect(drawnOf(a, 24_124, 24_604, "a1").map(({ index, top }) => [index, top])).toEqual([[1, 48]]);
  });

  test("a row is found by its login, the first with its heading, and by its place", () => {
    expect(placeOf(placed, "b0")).toEqual({ top: 96, bottom: 172 });
    expect(placeOf(placed, "b1")).toEqual({ top: 172, bottom: 220 });
    expect(placeOf(placed, "gone")).toBeNull();
    expect([0, 1, 49, 96, 125, 48_076, 48_077].map((at) => rowAt(placed, at))).toEqual([
      "a0",
      "a1",
      "b0",
      "b0",
      "b1",
      "b999",
      null,
    ]);
  });
});

describe("keys", () => {
  const key = (name: string, more = {}) => ({ key: name, ...more }) as KeyboardEvent;

  test.each([
    ["ArrowDown", 4, 5],
    ["j", 4, 5],
    ["ArrowUp", 4, 3],
    ["k", 4, 3],
    ["Home", 4, 0],
    ["End", 4, 99],
    ["PageDown", 4, 14],
    ["PageUp", 4, 0],
    ["ArrowDown", 99, 99],
    ["ArrowUp", 0, 0],
    ["ArrowDown", -1, 0],
    ["ArrowUp", -1, 0],
    ["x", 4, null],
    ["toString", 4, null],
  ])("%s leads from row %j to %j", (name, index, next) => {
    expect(rowByKey(key(name), index, 100, 10)).toBe(next);
  });

  test("with a modifier, and in an empty list, lead nowhere", () => {
    for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
      expect(rowByKey(key("j", more), 4, 100, 10)).toBeNull();
    }
    expect(rowByKey(key("End"), -1, 0, 10)).toBeNull();
  });
});

describe("failures", () => {
  test.each([
    ["an error response", hostileFlow, "access_denied"],
    ["a token endpoint that refuses, though nobody saw its body", mismatchFlow, "HTTP 400"],
    ["an API that refuses is none of the login", codeFlow, null],
    [
      "a login without a response",
      { ...hiddenFlow, observations: hiddenFlow.observations.slice(0, 2) },
      null,
    ],
    ["a login that worked", implicitFlow, null],
  ])("%s", (_, flow, failure) => {
    expect(failureOf(readLogin(flow))).toBe(failure);
  });

  test.each([
    ["net::ERR_NAME_NOT_RESOLVED", "net::ERR_NAME_NOT_RESOLVED"],
    ["net::ERR_ABORTED", null],
    ["NS_BINDING_ABORTED", null],
  ])("a page that did not come: %s", (error, failure) => {
    const [document] = readLogin(implicitFlow).documents;
    const documents = document ? [{ ...document, error }] : [];
    expect(failureOf({ ...readLogin(implicitFlow), response: null, documents })).toBe(failure);
    expect(failureOf({ ...readLogin(implicitFlow), documents })).toBeNull();
  });

  test("flow type, server and failure filter together", () => {
    const ids = (filters: Partial<typeof noFilters>) =>
      [implicitFlow, hostileFlow, codeFlow]
        .map((flow) => readLogin(flow))
        .filter((login) => passes(login, { ...noFilters, ...filters }))
        .map(({ id }) => id);
    expect(ids({})).toEqual(["implicit", "hostile", "code"]);
    expect(ids({ flow: "Implicit Flow" })).toEqual(["implicit", "hostile"]);
    expect(ids({ flow: "Implicit Flow", onlyFailures: true })).toEqual(["hostile"]);
    expect(ids({ server: "https://elsewhere.example" })).toEqual([]);
  });
});

describe("a sweep", () => {
  /** Each look takes a ms. */
  function slowly() {
    jest.useFakeTimers();
    let now = 0;
    jest.spyOn(performance, "now").mockImplementation(() => now);
    const told: (readonly [found: number, done: number])[] = [];
    const things = Array.from({ length: 1000 }, (_, index) => index);
    const stop = sweep(
      things,
      (thing) => {
        now += 1;
        return thing % 2 === 0;
      },
      (found, done) => told.push([found.length, done]),
    );
    return { told, stop, now: () => now };
  }

  test("keeps the page no longer than 8 ms at a time, and tells of what it found seldom", () => {
    const { told, now } = slowly();
    expect(now()).toBe(8);
    expect(told).toEqual([]);
    jest.advanceTimersToNextTimer();
    expect(now()).toBe(16);
    jest.runAllTimers();
    expect(told.map(([, done]) => done)).toEqual([152, 304, 456, 608, 760, 912, 1000]);
    expect(told.at(-1)).toEqual([500, 1000]);
  });

  test("looks at nothing more once it is stopped", () => {
    const { told, stop, now } = slowly();
    stop();
    jest.runAllTimers();
    expect([now(), told]).toEqual([8, []]);
  });

  test("that needs no longer tells at once", () => {
    const told: unknown[] = [];
    sweep([1, 2], Boolean, (found, done) => told.push([found, done]));
    expect(told).toEqual([[[1, 2], 2]]);
  });
});
