import { createHandlers } from "../../../background/handlers.js";
import type { Store } from "../../../background/store.js";
import * as judge from "../../../extension/judge.js";
import type { MessageName, Messages } from "../../../extension/messages.js";
import type { ServerKnowledge } from "../../../extension/oauth/server-knowledge.js";
import { defaultSettings } from "../../../extension/settings.js";
import { committedLogin } from "../../fixtures/committed-login.js";

jest.mock("webextension-polyfill", () => ({ __esModule: true, default: {} }));

const settings = { ...defaultSettings, patterns: ["https://odd.example/*"], theme: "dark" as const };

describe("createHandlers", () => {
  it.each<[MessageName, Messages[MessageName]["parameters"], string, readonly unknown[], unknown]>([
    ["clear", {}, "clear", [false], null],
    ["clear", { all: true }, "clear", [true], null],
    ["pin", { id: "1-2", pinned: true }, "pin", ["1-2", true], "full"],
    ["pause", {}, "pause", [], null],
    ["resume", {}, "resume", [], null],
    ["dismiss-notice", {}, "dismissNotice", [], null],
    [
      "remember",
      { slot: "popup 7", place: { view: "tokens" } },
      "remember",
      ["popup 7", { view: "tokens" }],
      null,
    ],
    ["save-settings", settings, "saveSettings", [settings], null],
  ])("does %s %j", async (name, parameters, method, expected, result) => {
    const called: unknown[] = [];
    const store = { [method]: async (...given: unknown[]) => called.push(given) && "full" };
    const handlers = createHandlers(store as unknown as Store);
    const handler = handlers[name] as (parameters: unknown) => Promise<unknown>;
    expect(await handler(parameters)).toBe(result);
    expect(called).toEqual([expected]);
  });

  it("fetches the keys at a URL with nothing but the request for it, and keeps nothing", async () => {
    const asked: [string, RequestInit][] = [];
    const network = {
      fetch: async (url: unknown, init?: RequestInit) => {
        asked.push([String(url), init ?? {}]);
        return new Response('{"keys":[{"kty":"oct"},7]}');
      },
      now: () => 1,
      limit: () => new AbortController().signal,
    };
    const handlers = createHandlers({} as Store, network);
    const keysAt = (url: string) => handlers["fetch-keys"]({ url });
    const url = "https://10.0.0.1/jwks";
    expect(await keysAt(url)).toEqual({ state: "known", url, at: 1, value: { keys: [{ kty: "oct" }] } });
    expect(await keysAt("http://login.example/jwks")).toEqual({
      state: "unknown",
      reason: "Not fetched: not over https.",
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject([
      url,
      {
        credentials: "omit",
        referrerPolicy: "no-referrer",
        redirect: "manual",
        headers: { Accept: "application/json" },
      },
    ]);
    expect(asked[0]?.[1].body).toBeUndefined();
  });

  it("learns of the server of a flow", async () => {
    const kept: [string, string][] = [];
    const store = {
      flows: async () => [committedLogin("1-2")],
      servers: async () => new Map(),
      keepServer: async (subject: string, { metadata }: ServerKnowledge) =>
        kept.push([subject, metadata.state]),
    };
    const refuse = async () => Promise.reject(new TypeError());
    const network = { fetch: refuse, now: () => 1, limit: () => new AbortController().signal };
    const handlers = createHandlers(store as unknown as Store, network, async () => judge);
    expect(await handlers.learn({ flowId: "1-2" })).toBeNull();
    expect(kept).toEqual([
      ["https://login.example/authorize", "pending"],
      ["https://login.example/authorize", "unknown"],
    ]);
  });
});
