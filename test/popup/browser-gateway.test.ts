import type { Flow } from "../../extension/flow/flow.js";
import { defaultSettings } from "../../extension/settings.js";
import { browserGateway } from "../../popup/browser-gateway.js";
import type { Capture } from "../../popup/gateway.js";

type Listener = (changes: Record<string, { newValue?: unknown }>, area: string) => void;

const mockListeners = new Set<Listener>();
let mockStored: Promise<Record<string, unknown>>;
const mockPick = async (keys: readonly string[]) => {
  const stored = await mockStored;
  return Object.fromEntries(keys.filter((key) => key in stored).map((key) => [key, stored[key]]));
};
const mockSent: unknown[] = [];
const mockOpened: string[] = [];
const mockFront: unknown[] = [];
const mockCommands: { getAll: () => Promise<object[]>; openShortcutSettings?: () => Promise<void> } = {
  getAll: async () => [
    { name: "another", shortcut: "Alt+X" },
    { name: "open-inspector", shortcut: "⌥⇧T" },
  ],
};
type Answer = (message: unknown, sender: object) => Promise<unknown> | undefined;
const mockAnswers = new Set<Answer>();

jest.mock("webextension-polyfill", () => ({
  __esModule: true,
  default: {
    storage: {
      session: { get: (keys: readonly string[]) => mockPick(keys) },
      local: { get: () => mockStored },
      onChanged: {
        addListener: (listener: Listener) => mockListeners.add(listener),
        removeListener: (listener: Listener) => mockListeners.delete(listener),
      },
    },
    tabs: {
      create: async ({ url }: { url: string }) => mockOpened.push(url),
      getCurrent: async () => ({ id: 5, windowId: 3 }),
      update: async (id: number, changes: object) => mockFront.push([id, changes]),
    },
    windows: { update: async (id: number, changes: object) => mockFront.push([id, changes]) },
    get commands() {
      return mockCommands;
    },
    runtime: {
      id: "own-id",
      getURL: (path: string) => `extension://own/${path}`,
      onMessage: {
        addListener: (listener: Answer) => mockAnswers.add(listener),
        removeListener: (listener: Answer) => mockAnswers.delete(listener),
      },
      sendMessage: async (message: unknown) => {
        mockSent.push(message);
        throw new Error("The message is malformed.");
      },
    },
  },
}));

const flow = (id: string): Flow => ({
  id,
  tabId: 1,
  observations: [],
  patterns: [],
  pinned: false,
  callsLeftOut: 0,
});
/** Until storage has answered, and again what was asked for then. */
const read = () => new Promise((resolve) => setTimeout(resolve));
const first = Promise.resolve({ flowId: null, tabId: null, slot: "" });
const change = (key: string, newValue?: unknown, area = "session") => {
  for (const listener of mockListeners) listener({ [key]: { newValue } }, area);
};

test("the inspector opens in a tab: at a login, at none, and where files are opened", async () => {
  await browserGateway.openInspector("a&b");
  await browserGateway.openInspector(null);
  await browserGateway.openInspectorForFiles();
  expect(mockOpened.map((url) => new URL(url).search)).toEqual([
    "?view=tab&flow=a%26b",
    "?view=tab",
    "?view=files",
  ]);
});

test("the tab that the page fills is known, and comes to the front with its window", async () => {
  expect(await browserGateway.ownTab()).toBe(5);
  await browserGateway.comeToFront();
  expect(mockFront).toEqual([
    [5, { active: true }],
    [3, { focused: true }],
  ]);
});

test("the key that opens the inspector is as the browser writes it, and changed where the browser lets it", async () => {
  expect(await browserGateway.openKey()).toBe("⌥⇧T");
  mockOpened.length = 0;
  await browserGateway.changeOpenKey();
  expect(mockOpened).toEqual(["chrome://extensions/shortcuts"]);
  let shown = 0;
  mockCommands.openShortcutSettings = async () => {
    shown += 1;
  };
  await browserGateway.changeOpenKey();
  expect([shown, mockOpened.length]).toEqual([1, 1]);
});

test("where another page was left alone is not worth showing all flows again", async () => {
  const shown: Capture[] = [];
  mockStored = Promise.resolve({ places: [["popup 1", {}]] });
  const stop = browserGateway.watchCapture(
    first,
    (capture) => shown.push(capture),
    () => {},
  );
  await read();
  change("places", [["popup 2", {}]]);
  expect(shown.map(({ places }) => places)).toEqual([[["popup 1", {}]]]);
  change("flow:new", flow("new"));
  expect(shown[1]?.places).toEqual([["popup 2", {}]]);
  stop();
});

test("flows are shown as they are stored, with what changed while they were read", async () => {
  const shown: Capture[] = [];
  const kept = flow("kept");
  mockStored = Promise.resolve({
    "flow-index": ["1 kept", "1 gone"],
    "flow:kept": kept,
    "flow:gone": flow("gone"),
    other: 1,
  });
  const stop = browserGateway.watchCapture(
    first,
    (capture) => shown.push(capture),
    () => {},
  );
  change("flow:gone");
  expect(shown).toEqual([]);
  await read();
  change("flow:new", flow("new"));
  change("flow:local", flow("local"), "local");
  expect(shown.map(({ flows }) => flows.map(({ id }) => id))).toEqual([["kept"], ["kept", "new"]]);
  expect(shown[1]?.flows[0]).toBe(kept);
  stop();
  change("flow:late", flow("late"));
  expect(shown.length).toBe(2);
});

test("a pause and what was given up are shown with the flows", async () => {
  const shown: Capture[] = [];
  const notice = { since: 1, flowsDropped: 2, reasons: ["too-many"], reportsDropped: 0, unwritten: 0 };
  mockStored = Promise.resolve({ paused: true, notice });
  const stop = browserGateway.watchCapture(
    first,
    (capture) => shown.push(capture),
    () => {},
  );
  await read();
  change("paused");
  change("notice");
  expect(shown).toEqual([
    { flows: [], complete: true, paused: true, notice, servers: new Map(), places: [] },
    { flows: [], complete: true, paused: false, notice, servers: new Map(), places: [] },
    { flows: [], complete: true, paused: false, notice: null, servers: new Map(), places: [] },
  ]);
  stop();
});

test("what is known of servers is shown by their endpoints, and keeps its identity while it does not change", async () => {
  const shown: Capture[] = [];
  const login = { metadata: { state: "pending" }, keys: { state: "pending" } };
  const key = "server:https://login.example/authorize";
  mockStored = Promise.resolve({ "server-index": [key], [key]: login });
  const stop = browserGateway.watchCapture(
    first,
    (capture) => shown.push(capture),
    () => {},
  );
  await read();
  change("server:https://other.example", { ...login });
  expect(shown.map(({ servers }) => [...servers.keys()])).toEqual([
    ["https://login.example/authorize"],
    ["https://login.example/authorize", "https://other.example"],
  ]);
  expect(shown[1]?.servers.get("https://login.example/authorize")).toBe(login);
  stop();
});

test("settings are read from what outlives the browser, and what is malformed has its default", async () => {
  const shown: unknown[] = [];
  mockStored = Promise.resolve({ settings: { patterns: "nonsense", onlyThisTab: true } });
  const stop = browserGateway.watchSettings(
    (settings) => shown.push(settings),
    () => {},
  );
  await read();
  change("settings", undefined, "local");
  expect(shown).toEqual([{ ...defaultSettings, onlyThisTab: true }, defaultSettings]);
  stop();
});

test("a storage that cannot be read is told of", async () => {
  mockStored = Promise.reject(new Error("gone"));
  const faults: unknown[] = [];
  browserGateway.watchCapture(
    first,
    () => {},
    (error) => faults.push(error),
  );
  await read();
  expect(faults).toEqual([new Error("gone")]);
});

test("a refused message rejects", async () => {
  await expect(browserGateway.send("clear", {})).rejects.toThrow("The message is malformed.");
  expect(mockSent).toEqual([{ name: "clear", parameters: {} }]);
});

describe("messages of other pages", () => {
  const ask = (sender: object) => [...mockAnswers].map((answer) => answer("anything", sender));

  test.each([
    ["a page of the extension", { id: "own-id", url: "extension://own/popup.html" }, true],
    ["the background", { id: "own-id", url: "extension://own/background.js" }, true],
    ["a site with the page watch", { id: "own-id", url: "https://app.example/" }, false],
    ["a site that imitates", { id: "own-id", url: "https://app.example/extension://own/" }, false],
    ["another extension", { id: "other-id", url: "extension://own/popup.html" }, false],
    ["nobody", {}, false],
  ])("of %s", async (_, sender, answered) => {
    const stop = browserGateway.answerPages(async (message) => message);
    expect(await Promise.all(ask(sender))).toEqual([answered ? "anything" : undefined]);
    stop();
    expect(ask(sender)).toEqual([]);
  });
});

test("a file is handed to the person as a download of that name", async () => {
  const clicked: [string, string][] = [];
  const blobs: Blob[] = [];
  URL.createObjectURL = (blob) => {
    blobs.push(blob as Blob);
    return "blob:1";
  };
  const click = jest.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    clicked.push([this.download, this.href]);
  });
  jest.useFakeTimers();
  await browserGateway.save("a.json", "{}");
  expect(clicked).toEqual([["a.json", "blob:1"]]);
  expect(blobs.map(({ type, size }) => [type, size])).toEqual([["application/json", 2]]);
  jest.useRealTimers();
  click.mockRestore();
});
