import { maximumDepth, scanJson } from "../../../extension/oauth/scan-json.js";

describe("scanJson (RFC 8259)", () => {
  it.each([
    ['{"a":[1,-0.5e+3,true,false,null,"\\u00e9\\n"],"b":{"c":{}},"d":[]}', null],
    [' \t\r\n"text" ', null],
    ["0", null],
    ["", "JSON ends early at character 0"],
    ['{"a":1', "JSON ends early at character 6"],
    ['{"a', "JSON ends early at character 3"],
    ['{"a":"b\\', "JSON ends early at character 8"],
    ['{"a":"b\\u00', "JSON ends early at character 11"],
    ['{"a":tru', "JSON ends early at character 8"],
    ['{"a":-', "JSON ends early at character 6"],
    ['{"a":1.', "JSON ends early at character 7"],
    ["[1,", "JSON ends early at character 3"],
    ['{"a":01}', "not JSON at character 6"],
    ['{"a":.5}', "not JSON at character 6"],
    ['{"a":True}', "not JSON at character 6"],
    ["{'a':1}", "not JSON at character 2"],
    ["{a:1}", "not JSON at character 2"],
    ['{"a":1,}', "not JSON at character 8"],
    ["[1,]", "not JSON at character 4"],
    ['{"a" 1}', "not JSON at character 6"],
    ['{"a":1]', "not JSON at character 7"],
    ['{"a":1}}', "not JSON at character 8"],
    ['{"a":1} x', "not JSON at character 9"],
    ['"a\nb"', "not JSON at character 3"],
    ['"\\x"', "not JSON at character 2"],
    ['"\\u00g0"', "not JSON at character 2"],
    ["\ufeff{}", "not JSON at character 1"],
    ["]", "not JSON at character 1"],
  ])("%j: %j, as JSON.parse agrees", (text, fault) => {
    expect(scanJson(text).fault).toBe(fault);
    const parse = () => JSON.parse(text);
    if (fault === null) expect(parse).not.toThrow();
    else expect(parse).toThrow(SyntaxError);
  });

  it("reads down to the greatest depth and no deeper", () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(scanJson(nested(maximumDepth)).fault).toBeNull();
    expect(scanJson(nested(maximumDepth + 1)).fault).toBe("nested deeper than 100 levels");
    expect(scanJson("[".repeat(1_000_000)).fault).toBe("nested deeper than 100 levels");
  });

  it.each([
    ['{"a":1,"b":2}', []],
    ['{"a":1,"a":2,"a":3,"b":4,"b":5}', ["a", "b"]],
    ['{"a":1,"\\u0061":2}', ["a"]],
    ['{"a":{"a":1},"b":["a","a"]}', []],
    ['{"__proto__":1,"__proto__":2}', ["__proto__"]],
  ])("finds the repeated names of %j (RFC 7519, section 4)", (text, duplicates) => {
    expect(scanJson(text)).toEqual({ fault: null, duplicates });
  });
});
