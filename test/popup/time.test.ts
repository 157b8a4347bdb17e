import {
  clockTime,
  dateTime,
  duration,
  lifetime,
  offset,
  relative,
  zonedTime,
} from "../../popup/text/time.js";

const at = Date.UTC(2026, 2, 1, 13, 2, 11, 250);
const berlin = "Europe/Berlin";

test("a moment in local time, with its zone", () => {
  expect(dateTime(at, berlin)).toBe("2026-03-01 14:02:11");
  expect(zonedTime(at, berlin)).toBe("2026-03-01 14:02:11.250 CET (Europe/Berlin)");
  expect(clockTime(at, at + 1000, berlin)).toBe("14:02:11");
  expect(clockTime(at, at + 86_400_000, berlin)).toBe("2026-03-01 14:02:11");
});

test("a moment that no Date can hold", () => {
  expect(dateTime(1e17)).toBe("beyond any calendar");
  expect(zonedTime(Number.POSITIVE_INFINITY)).toBe("beyond any calendar");
});

test.each([
  [0, "0 ms"],
  [249.6, "250 ms"],
  [1800, "1.80 s"],
  [125_000, "2 min 5 s"],
])("a duration of %s ms", (ms, text) => expect(duration(ms)).toBe(text));

test.each([
  [0, "+0.00 s"],
  [1104, "+1.10 s"],
  [-20, "−0.02 s"],
  [65_000, "+1 min 5 s"],
])("an offset of %s ms", (ms, text) => expect(offset(ms)).toBe(text));

test.each([
  [3600, "1 h"],
  [5400, "1 h 30 min"],
  [2_592_000, "30 d"],
  [0, "0 s"],
  [-60, "−1 min"],
])("a lifetime of %s s", (seconds, text) => expect(lifetime(seconds)).toBe(text));

test.each([
  [0, "now"],
  [3_480_000, "in 58 min"],
  [-240_000, "4 min ago"],
  [119_000, "in 119 s"],
  [7_200_000, "in 2 h"],
  [-200_000_000, "2 d ago"],
])("%s ms from now", (distance, text) => expect(relative(at + distance, at)).toBe(text));
