import { watchOpenKey } from "../../../background/open-inspector.js";
import type { Store } from "../../../background/store.js";
import type { Flow } from "../../../extension/flow/flow.js";
import * as judge from "../../../extension/judge.js";
import { hiddenFlow, implicitFlow } from "../../fixtures/ui-logins.js";
import { codeFlow, renewalFlow } from "../../fixtures/ui-sessions.js";

let mockPress: (command: string) => Promise<void>;
let mockFront: { id: number }[];
let mockShown: () => Promise<unknown>;
const mockSent: unknown[] = [];
const mockOpened: string[] = [];

jest.mock("webextension-polyfill", () => ({
  __esModule: true,
  default: {
    commands: {
      onCommand: {
        addListener: (listener: typeof mockPress) => {
          mockPress = listener;
        },
      },
    },
    tabs: {
      query: async () => mockFront,
      create: async ({ url }: { url: string }) => mockOpened.push(url),
    },
    runtime: {
      getURL: (path: string) => `extension://own/${path}`,
      sendMessage: (message: unknown) => {
        mockSent.push(message);
        return mockShown();
      },
    },
  },
}));

const press = async (flows: readonly Flow[], tabId: number | null, command = "open-inspector") => {
  mockSent.length = 0;
  mockOpened.length = 0;
  mockFront = tabId === null ? [] : [{ id: tabId }];
  watchOpenKey({ flows: async () => flows } as unknown as Store, async () => judge);
  await mockPress(command);
};
const nobody = () => Promise.reject(new Error("Could not establish connection."));
const renewal = renewalFlow("r1", 30_000);
const flows = [hiddenFlow, implicitFlow];

beforeEach(() => {
  mockShown = nobody;
});

test.each([
  ["the login of the tab in front", flows, 1, "?view=tab&flow=implicit"],
  ["that login, and not its silent renewal", [renewal, codeFlow], codeFlow.tabId, "?view=tab&flow=code"],
  ["a silent renewal where there is nothing else", [renewal], codeFlow.tabId, "?view=tab&flow=r1"],
  ["no login where that tab has none", flows, 99, "?view=tab"],
  ["no login where no tab is in front", flows, null, "?view=tab"],
])("the key opens the inspector at %s", async (_, held, tabId, query) => {
  await press(held, tabId);
  expect(mockOpened).toEqual([`extension://own/popup.html${query}`]);
});

test("an inspector that is open already comes to the front at that login, and no other is opened", async () => {
  mockShown = async () => true;
  await press(flows, 1);
  expect(mockSent).toEqual([{ name: "show", parameters: { flowId: "implicit" } }]);
  expect(mockOpened).toEqual([]);
});

test("an inspector is opened where only pages are open that are none, such as the popup", async () => {
  mockShown = async () => undefined;
  await press(flows, 1);
  expect(mockOpened).toHaveLength(1);
});

test("other commands are not its own", async () => {
  await press(flows, 1, "another");
  expect([mockSent, mockOpened]).toEqual([[], []]);
});
