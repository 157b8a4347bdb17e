import {
  parseAuthorizationResponse,
  parseWebMessage,
} from "../../../extension/oauth/authorization-response.js";
import { parseTokenResponse } from "../../../extension/oauth/token-response.js";
import { matchesPattern } from "../../../extension/oauth/url-pattern.js";
import { parsers } from "../../fixtures/parsers.js";
import { jws } from "../../fixtures/tokens.js";
import { expectLinear } from "../../fixtures/work.js";

const mega = 1_000_000;
const repeated = (text: string) => (size: number) => text.repeat(Math.ceil(size / text.length));
const range = (size: number) => Array.from({ length: size }, (_, index) => index);

/** Texts of about as many characters as one likes. */
const inputs: Readonly<Record<string, (size: number) => string>> = {
  nothing: () => "",
  "NUL characters": () => "\0=\0&code=\0&state=\0",
  "lone surrogates": () => "\ud800=\udfff&code=\ud800&state=\udfff",
  "broken escapes": () => "%=%E0%A4%A&code=%FF&state=%",
  "names of Object.prototype": () => "__proto__=x&constructor=y&toString=z&hasOwnProperty=w&code=a&state=b",
  "such names in JSON": () =>
    '{"__proto__":{"code":"x"},"constructor":1,"code":"a","state":"b","toString":null}',
  "deep lists": (size) => '{"code":'.concat("[".repeat(size)),
  "deep closed lists": (size) => `{"grant_type":"a","code":${"[".repeat(size / 2)}${"]".repeat(size / 2)}}`,
  "deep objects": repeated('{"a":'),
  "a long name": (size) => "a".repeat(size),
  "a long value": (size) => `code=${"a".repeat(size)}&state=s&grant_type=g`,
  "a long value in JSON": (size) => JSON.stringify({ code: "a".repeat(size), state: "s", grant_type: "g" }),
  "many parameters": repeated("code=a&state=b&"),
  "many names": (size) =>
    range(size / 10)
      .map((index) => `p${index}=a`)
      .join("&"),
  "many members": (size) =>
    JSON.stringify(Object.fromEntries(range(size / 20).map((index) => [`p${index}`, "a=b"]))),
  "many URLs": (size) => JSON.stringify(range(size / 20).map(() => "https://a/?code=b")),
  ...Object.fromEntries(
    ["&", "=", "#", "?", "/", "%", "%E0", "+", ".", "-", '"', "\\", "a.", "/auth-", "https://"].map(
      (piece) => [`repeated ${JSON.stringify(piece)}`, repeated(piece)],
    ),
  ),
};

describe.each(Object.entries(inputs))("%s", (_, make) => {
  it("throws nowhere", () => {
    const text = make(mega);
    for (const parse of Object.values(parsers)) expect(() => parse(text)).not.toThrow();
  });

  it("is read with work that grows with its length", async () => {
    for (const parse of Object.values(parsers)) {
      await expectLinear((size) => {
        const text = make(size);
        return () => parse(text);
      }, 10_000);
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
  it("takes linear work with many stars", async () => {
    await expectLinear((size) => {
      const text = "a".repeat(size);
      return () => expect(matchesPattern(text, `${"a*".repeat(50)}b`)).toBe(false);
    }, 100_000);
  });
});
