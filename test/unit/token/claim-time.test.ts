import { numericDate } from "../../../extension/token/claim-time.js";

describe("numericDate (RFC 7519, section 2)", () => {
  it.each([
    [1300819380, 1300819380000],
    [0, 0],
    [-1, -1000],
    [1767607200.5, 1767607200500],
    [8.64e12, 8.64e15],
    [8.64e12 + 1, null],
    [-8.64e12 - 1, null],
    [Number.MAX_VALUE, null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    ["1300819380", null],
    [null, null],
    [undefined, null],
    [{}, null],
    [[1], null],
    [true, null],
  ])("of %j is %j", (value, time) => {
    expect(numericDate(value)).toBe(time);
  });
});
