import { expect, test } from "@jest/globals";
import { prettyJson } from "../../../extension/oauth/pretty-json.js";

test.each([
  [
    '{"a":1,"b":[true,null,"x, {y}"],"c":{}}',
    '{\n  "a": 1,\n  "b": [\n    true,\n    null,\n    "x, {y}"\n  ],\n  "c": {}\n}',
  ],
  ["[]", "[]"],
  ['"a\\"b"', '"a\\"b"'],
  [" [ [ ] , { } ] ", "[\n  [],\n  {}\n]"],
])("%s is broken into lines", (text, pretty) => {
  expect(prettyJson(text)).toBe(pretty);
});

test("what a number, an escape and a repeated member say is kept as it is written", () => {
  expect(prettyJson('{"id":12345678901234567890,"id":1.0,"e":"\\u0041"}')).toBe(
    '{\n  "id": 12345678901234567890,\n  "id": 1.0,\n  "e": "\\u0041"\n}',
  );
});

test.each(["", "<b>", "{", '{"a":}', "1 2"])("%j is no JSON", (text) => {
  expect(prettyJson(text)).toBeNull();
});
