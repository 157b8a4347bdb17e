import { inRounds } from "../../bench/rounds.js";
import { randomFrom, ratioOfMedians, spreadOf } from "../../bench/statistics.js";

it.each([
  [[3, 1, 2], { lowerQuartile: 1.5, median: 2, upperQuartile: 2.5 }],
  [[4, 1, 2, 3], { lowerQuartile: 1.75, median: 2.5, upperQuartile: 3.25 }],
  [[7], { lowerQuartile: 7, median: 7, upperQuartile: 7 }],
])("the spread of %j", (values, spread) => expect(spreadOf(values)).toEqual(spread));

it("refuses to tell the spread of nothing", () => expect(() => spreadOf([])).toThrow(RangeError));

it("gives a ratio of medians and draws pairs, not values", () => {
  const base = [10, 20, 40, 80, 160];
  expect(ratioOfMedians([20, 40, 80, 160, 320], base)).toEqual({ ratio: 2, low: 2, high: 2 });
  const { ratio, low, high } = ratioOfMedians([20, 20, 40, 160, 160], base);
  expect([ratio, low, high]).toEqual([1, 1, 2]);
});

it("draws the same numbers from the same start", () => {
  const [one, other] = [randomFrom(1), randomFrom(1)];
  const drawn = [one(), one(), one()];
  expect(drawn).toEqual([other(), other(), other()]);
  expect(new Set(drawn).size).toBe(3);
  expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
});

it("measures every subject once a round and forgets the warm-up", async () => {
  const order: string[] = [];
  const subject = (name: string) => {
    let count = 0;
    return {
      async measure() {
        order.push(name);
        count += 1;
        return count;
      },
    };
  };
  expect(await inRounds({ a: subject("a"), b: subject("b") }, 4)).toEqual({
    a: [4, 5, 6, 7],
    b: [4, 5, 6, 7],
  });
  const rounds = Array.from({ length: 7 }, (_, round) => order.slice(2 * round, 2 * round + 2).join(""));
  expect(new Set(rounds)).toEqual(new Set(["ab", "ba"]));
});
