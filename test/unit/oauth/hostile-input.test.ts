import {
  parseAuthorizationResponse,
  parseWebMessage,
} from "../../../extension/oauth/authorization-response.js";
import { parseTokenResponse } from "../../../extension/oauth/token-response.js";
import { matchesPattern } from "../../../extension/oauth/url-pattern.js";
import { parsers } from "../../fixtures/parsers.js";
import { jws } from "../../fixtures/tokens.js";

const mega = 1_000_000;
const repeated = (text: string) => text.repeat(Math.ceil(mega / text.length));

const inputs: Readonly<Record<string, string>> = {
  nothing: "",
  "NUL characters": "\0=\0&code=\0&state=\0",
  "lone surrogates": "\ud800=\udfff&code=\ud800&state=\udfff",
  "broken escapes": "%=%E0%A4%A&code=%FF&state=%",
  "names of Object.prototype": "__proto__=x&constructor=y&toString=z&hasOwnProperty=w&code=a&state=b",
  "such names in JSON": '{"__proto__":{"code":"x"},"constructor":1,"code":"a","state":"b","toString":null}',
  "deep lists": '{"code":'.concat("[".repeat(mega)),
  "deep closed lists": `{"grant_type":"a","code":${"[".repeat(mega / 2)}${"]".repeat(mega / 2)}}`,
  "deep objects": repeated('{"a":'),
  "a long name": "a".repeat(mega),
  "a long value": `code=${"a".repeat(mega)}&state=s&grant_type=g`,
  "a long value in JSON": JSON.stringify({ code: "a".repeat(mega), state: "s", grant_type: "g" }),
  "many parameters": repeated("code=a&state=b&"),
  "many names": Array.from({ length: mega / 10 }, (_, index) => `p${index}=a`).join("&"),
  "many members": JSON.stringify(
    Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`p${i}`, "a=b"])),
  ),
  "many URLs": JSON.stringify(Array.from({ length: 50_000 }, () => "https://a/?code=b")),
  ...Object.fromEntries(
    ["&", "=", "#", "?", "/", "%", "%E0", "+", ".", "-", '"', "\\", "a.", "/auth-", "https://"].map(
      (piece) => [`repeated ${JSON.stringify(piece)}`, repeated(piece)],
    ),
  ),
};

/** Processor time, ms, as other work on the machine takes none of it. What is quadratic takes minutes at this size. */
const patience = 10_000;

function timeOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1000;
}

describe.each(Object.entries(inputs))("%s", (_, text) => {
  it("throws nowhere and is read in linear time", () => {
    for (const [name, parse] of Object.entries(parsers)) {
      expect([name, timeOf(() => parse(text)) < patience]).toEqual([name, true]);
    }
  });
});

describe("parameters named like members of Object.prototype", () => {
  it("stay parameters", () => {
    const names = ["__proto__", "constructor", "code", "state"];
    const encoded = "__proto__=x&constructor=y&code=a&state=b";
    const object = '{"__proto__":"x","constructor":"y","code":"a","state":"b"}';
    const seen = [
      parseAuthorizationResponse(`https://app.example/?${encoded}`, null)?.parameters,
      parseWebMessage("https://as.example", object)?.parameters,
      parseAuthorizationResponse(`https://app.example/?response=${jws({}, object)}`, null)?.parameters,
    ];
    for (const parameters of seen) expect(parameters?.map(({ name }) => name)).toEqual(names);
    expect(Object.keys(parseTokenResponse(`access_token=a&${encoded}`).members ?? {})).toEqual([
      "access_token",
      ...names,
    ]);
    expect({}).not.toHaveProperty("code");
  });
});

describe("matchesPattern", () => {
  it("takes linear time with many stars", () => {
    const time = timeOf(() => expect(matchesPattern("a".repeat(mega), `${"a*".repeat(50)}b`)).toBe(false));
    expect(time).toBeLessThan(patience);
  });
});
