import { differenceOf } from "../../popup/replay/body-difference.js";

const shown = (before: string, now: string) =>
  differenceOf(before, now).map(({ kind, text }) => ({ same: " ", before: "-", now: "+" })[kind] + text);

test.each([
  ["the same", "a\nb", "a\nb", []],
  ["one line", "a\nb\nc", "a\nx\nc", [" a", "-b", "+x", " c"]],
  ["two places", "a\nb\nc\nd", "x\nb\nc\ny", ["-a", "+x", " b", " c", "-d", "+y"]],
  [
    "an insertion, with what stands around it",
    "1\n2\n3\n4\n5\n6",
    "1\n2\n3\nx\n4\n5\n6",
    [" 2", " 3", "+x", " 4", " 5"],
  ],
  ["everything", "", "a", ["-", "+a"]],
])("%s", (_, before, now, lines) => {
  expect(shown(before, now)).toEqual(lines);
});

test("long stretches are not taken apart", () => {
  const long = (sign: string) => Array.from({ length: 1000 }, (_, index) => `${sign}${index % 7}`).join("\n");
  expect(differenceOf(long("a"), long("b")).length).toBe(2000);
});
