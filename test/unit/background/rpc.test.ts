import type { Handlers } from "../../../background/handlers.js";
import { answer } from "../../../background/rpc.js";
import { defaultSettings } from "../../../extension/settings.js";

jest.mock("webextension-polyfill", () => ({
  __esModule: true,
  default: { runtime: { id: "own-id", getURL: (path: string) => `extension://own/${path}` } },
}));

const popup = { id: "own-id", url: "extension://own/popup.html" };
const calls: [string, unknown][] = [];
const handlers = new Proxy({} as Handlers, {
  get: (_, name) => async (parameters: unknown) => {
    calls.push([String(name), parameters]);
    return null;
  },
});
const received = async (message: unknown, sender: object = popup) => {
  calls.length = 0;
  const answered = answer(handlers, message, sender as never);
  if (answered === undefined) return "not ours";
  return answered.then(
    () => calls,
    () => "malformed",
  );
};

describe("answer", () => {
  it.each([
    ["clear", {}, {}],
    ["clear", { all: true }, { all: true }],
    ["pin", { id: "1-2", pinned: false }, { id: "1-2", pinned: false }],
    ["learn", { flowId: "1-2" }, { flowId: "1-2" }],
    [
      "learn",
      { flowId: "1-2", issuer: "https://other.example", again: true },
      { flowId: "1-2", issuer: "https://other.example", again: true },
    ],
    ["fetch-keys", { url: "https://login.example/jwks" }, { url: "https://login.example/jwks" }],
    ["pause", {}, {}],
    ["resume", {}, {}],
    ["access", {}, {}],
    ["dismiss-notice", {}, {}],
    [
      "save-settings",
      { ...defaultSettings, patterns: [" https://odd.example/enter* "] },
      { ...defaultSettings, patterns: ["https://odd.example/enter*"] },
    ],
    [
      "save-settings",
      { ...defaultSettings, patterns: Array(20).fill(`https://${"a".repeat(504)}`) },
      { ...defaultSettings, patterns: Array(20).fill(`https://${"a".repeat(504)}`) },
    ],
    [
      "save-settings",
      { ...defaultSettings, theme: "dark", timeZone: "Asia/Kathmandu" },
      { ...defaultSettings, theme: "dark", timeZone: "Asia/Kathmandu" },
    ],
    [
      "remember",
      { slot: "popup 7", place: { view: "tokens", scroll: { of: "a", top: 9 } } },
      { slot: "popup 7", place: { view: "tokens", scroll: { of: "a", top: 9 } } },
    ],
  ])("hands %s to its handler", async (name, parameters, expected) => {
    expect(await received({ name, parameters })).toEqual([[name, expected]]);
  });

  it.each([
    ["clear", { all: "yes" }],
    ["clear", { everything: true }],
    ["pin", { id: "1-2" }],
    ["pin", { id: 1, pinned: true }],
    ["learn", {}],
    ["learn", { flowId: "1-2", issuer: "javascript:alert(1)" }],
    ["learn", { flowId: "1-2", issuer: "other.example" }],
    ["learn", { flowId: "1-2", url: "https://other.example" }],
    ["fetch-keys", { url: "file:///etc/passwd" }],
    ["fetch-keys", { url: "https://login.example/jwks", token: "eyJ" }],
    ["pause", { now: true }],
    ["resume", null],
    ["save-settings", { patterns: [] }],
    ["save-settings", { ...defaultSettings, theme: "pink" }],
    ["save-settings", { ...defaultSettings, timeZone: "Middle/Earth" }],
    ["save-settings", { ...defaultSettings, timeZone: "" }],
    ["save-settings", { ...defaultSettings, maskSecrets: 0 }],
    ["remember", { slot: "popup 7" }],
    ["remember", { slot: "p".repeat(257), place: {} }],
    ["remember", { slot: "popup 7", place: "tokens" }],
    ["remember", { slot: "popup 7", place: { query: "q".repeat(4100) } }],
    ["remember", { slot: "popup 7", place: {}, disk: true }],
    ["save-settings", { ...defaultSettings, patterns: ["javascript:alert(1)"] }],
    ["save-settings", { ...defaultSettings, patterns: ["https://a b"] }],
    ["save-settings", { ...defaultSettings, patterns: [""] }],
    ["constructor", {}],
    ["__proto__", {}],
  ])("refuses %s %j", async (name, parameters) => {
    expect(await received({ name, parameters })).toBe("malformed");
    expect(calls).toEqual([]);
  });

  it.each([
    ["21 patterns", Array(21).fill("https://a.example/*")],
    ["a pattern of more than 512 characters", [`https://${"a".repeat(505)}`]],
  ])("refuses settings with %s", async (_, patterns) => {
    expect(await received({ name: "save-settings", parameters: { ...defaultSettings, patterns } })).toBe(
      "malformed",
    );
  });

  it.each([
    ["report", { redacted: true }],
    ["show", { flowId: null }],
  ])("leaves to the inspector what is the inspector's: %s", async (name, parameters) => {
    expect(await received({ name, parameters })).toBe("not ours");
  });

  it.each([
    ["a page with the page watch", { id: "own-id", url: "https://app.example/" }],
    ["a page that imitates", { id: "own-id", url: "https://app.example/extension://own/popup.html" }],
    ["another extension", { id: "other-id", url: "extension://own/popup.html" }],
    ["nobody", {}],
  ])("does not answer %s", async (_, sender) => {
    expect(await received({ name: "clear", parameters: {} }, sender)).toBe("not ours");
    expect(calls).toEqual([]);
  });
});
