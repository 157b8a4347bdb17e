import { mask } from "../../extension/mask.js";

describe("mask", () => {
  it.each([
    ["abc", "•••• (3)"],
    ["0123456789abcde", "•••• (15)"],
    ["0123456789abcdef", "0123…cdef (16)"],
    [`eyJh${"x".repeat(1196)}9f2Q`, "eyJh…9f2Q (1,204)"],
  ])("shows %j as %j", (secret, shown) => {
    expect(mask(secret)).toBe(shown);
  });
});
