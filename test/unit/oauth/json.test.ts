import { readJson, readJsonObject } from "../../../extension/oauth/json.js";

describe("readJson (RFC 8259)", () => {
  it.each([
    ['{"a":[1,null]}', { a: [1, null] }, null],
    ["null", null, null],
    ["", undefined, "JSON ends early at character 0"],
    ["{a:1}", undefined, "not JSON at character 2"],
    ["[".repeat(500_000), undefined, "nested deeper than 100 levels"],
  ])("%#", (text, value, fault) => {
    expect(readJson(text)).toEqual({ value, fault, duplicates: [] });
  });
});

describe("readJsonObject", () => {
  it("gives an object without prototype", () => {
    const { value } = readJsonObject('{"__proto__":{"a":1},"b":2}', "body");
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.entries(value ?? {})).toEqual([
      ["__proto__", { a: 1 }],
      ["b", 2],
    ]);
  });

  it.each([
    ["", null, ["body: empty"]],
    ["[1]", "a JSON array", ["body is a JSON array, not an object"]],
    ["null", "JSON null", ["body is JSON null, not an object"]],
    ["7", "a JSON number", ["body is a JSON number, not an object"]],
    ["{", null, ["body: JSON ends early at character 1"]],
  ])("finds none in %j", (text, otherType, problems) => {
    expect(readJsonObject(text, "body")).toEqual({ value: null, otherType, problems });
  });

  it("names a repeated member only if it looks like a name", () => {
    expect(readJsonObject('{"a":1,"a":2,"b c":1,"b c":2}', "body").problems).toEqual([
      'body: duplicate member "a"',
      "body: duplicate member",
    ]);
  });
});
