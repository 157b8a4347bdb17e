import { Allowance } from "../../../background/injected/allowance.js";
import { jsonOf, mayHoldResponse } from "../../../background/injected/response-message.js";

describe("mayHoldResponse", () => {
  it.each<[string, unknown]>([
    ["web_message", { type: "authorization_response", response: { code: "c", state: "s" } }],
    ["an error by web_message", { type: "authorization_response", response: { error: "login_required" } }],
    ["a callback's URL", { source: "client", url: "https://app.example/cb?code=c&state=s" }],
    ["a callback's fragment", "#access_token=a&token_type=bearer"],
    ["parameters", { code: "c", state: "s" }],
    ["tokens within", { result: { id_token: "a.b.c" } }],
    ["a JWT-secured response", { response: "eyJhbGciOiJub25lIn0.e30." }],
    ["JSON text", '{"type":"x","code":"c"}'],
  ])("knows %s", (_, data) => {
    expect(mayHoldResponse(data)).toBe(true);
  });

  it.each<[string, unknown]>([
    ["a check of the session", "client unchanged"],
    ["a number", 7],
    ["null", null],
    ["an array", [{ access_token: "x" }]],
    ["an error of something else", { error: "x" }],
    ["a key that was pressed", { type: "key", code: "KeyA" }],
    ["a long text", `access_token=${"x".repeat(65_536)}`],
    ["prototypes as names", { __proto__: { access_token: "x" }, constructor: "code=1" }],
  ])("passes over %s", (_, data) => {
    // What is inherited never comes by a message: it is copied.
    expect(mayHoldResponse(typeof data === "object" ? structuredClone(data) : data)).toBe(false);
  });
});

describe("jsonOf", () => {
  it("gives text within the limit", () => {
    expect(jsonOf({ a: ["b", 1] })).toBe('{"a":["b",1]}');
    expect(jsonOf("x".repeat(65_534))).toHaveLength(65_536);
  });

  it("gives up what is longer, and what is no JSON, early", () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    let read = 0;
    const long = Array.from({ length: 1_000_000 }, () => ({
      toJSON: () => {
        read++;
        return 1;
      },
    }));
    expect([loop, 1n, undefined, "x".repeat(65_536), long].map(jsonOf)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(read).toBeLessThan(20_000);
  });
});

it("an allowance is used up and comes back", () => {
  let now = 0;
  const allowance = new Allowance(2, 0.5, () => now);
  allowance.spend(1);
  allowance.spend(3);
  expect(allowance.left()).toBe(-2);
  now = 2;
  expect(allowance.left()).toBe(-1);
  now = 1000;
  expect(allowance.left()).toBe(2);
});
