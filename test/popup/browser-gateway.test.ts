import type { Flow } from "../../extension/flow/flow.js";
import { browserGateway } from "../../popup/browser-gateway.js";

type Listener = (changes: Record<string, { newValue?: unknown }>, area: string) => void;

const mockListeners = new Set<Listener>();
let mockStored: Promise<Record<string, unknown>>;
const mockSent: unknown[] = [];

jest.mock("webextension-polyfill", () => ({
  __esModule: true,
  default: {
    storage: {
      session: { get: () => mockStored },
      onChanged: {
        addListener: (listener: Listener) => mockListeners.add(listener),
        removeListener: (listener: Listener) => mockListeners.delete(listener),
      },
    },
    runtime: {
      sendMessage: async (message: unknown) => {
        mockSent.push(message);
        throw new Error("The message is malformed.");
      },
    },
  },
}));

const flow = (id: string): Flow => ({ id, tabId: 1, observations: [] });
const change = (key: string, newValue?: unknown, area = "session") => {
  for (const listener of mockListeners) listener({ [key]: { newValue } }, area);
};

test("flows are shown as they are stored, with what changed while they were read", async () => {
  const shown: (readonly Flow[])[] = [];
  const kept = flow("kept");
  mockStored = Promise.resolve({ "flow:kept": kept, "flow:gone": flow("gone"), other: 1 });
  const stop = browserGateway.watchFlows(
    (flows) => shown.push(flows),
    () => {},
  );
  change("flow:gone");
  expect(shown).toEqual([]);
  await mockStored;
  change("flow:new", flow("new"));
  change("flow:local", flow("local"), "local");
  expect(shown.map((flows) => flows.map(({ id }) => id))).toEqual([["kept"], ["kept", "new"]]);
  expect(shown[1]?.[0]).toBe(kept);
  stop();
  change("flow:late", flow("late"));
  expect(shown.length).toBe(2);
});

test("a storage that cannot be read is told of", async () => {
  mockStored = Promise.reject(new Error("gone"));
  const faults: unknown[] = [];
  browserGateway.watchFlows(
    () => {},
    (error) => faults.push(error),
  );
  await mockStored.catch(() => {});
  expect(faults).toEqual([new Error("gone")]);
});

test("a refused message rejects", async () => {
  await expect(browserGateway.send("clear", {})).rejects.toThrow("The message is malformed.");
  expect(mockSent).toEqual([{ name: "clear", parameters: {} }]);
});
