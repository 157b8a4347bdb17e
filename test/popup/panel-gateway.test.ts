import { waitFor } from "@testing-library/preact";
import { browserGateway } from "../../popup/browser-gateway.js";

// What a panel in Firefox's DevTools has: neither `permissions` nor `tabs`.
let mockAccess: string[] = [];
const mockSent: unknown[] = [];

jest.mock("webextension-polyfill", () => ({
  __esModule: true,
  default: {
    devtools: { inspectedWindow: { tabId: 7 } },
    runtime: {
      sendMessage: async (message: unknown) => {
        mockSent.push(message);
        return mockAccess;
      },
    },
  },
}));

const opened: string[] = [];

beforeEach(() => {
  opened.length = 0;
  jest.spyOn(window, "open").mockImplementation((url) => {
    opened.push(String(url));
    return null;
  });
});

test("the panel is about the inspected tab", async () => {
  expect(await browserGateway.currentTab()).toBe(7);
});

test("the background is asked for the access, and again when the person comes back", async () => {
  const shown: (readonly string[])[] = [];
  const fail = jest.fn();
  const stop = browserGateway.watchAccess((patterns) => shown.push(patterns), fail);
  await waitFor(() => expect(shown).toEqual([[]]));
  mockAccess = ["*://*/*"];
  document.dispatchEvent(new Event("visibilitychange"));
  await waitFor(() => expect(shown).toEqual([[], ["*://*/*"]]));
  stop();
  document.dispatchEvent(new Event("visibilitychange"));
  expect(mockSent).toEqual(Array(2).fill({ name: "access", parameters: {} }));
  expect(fail).not.toHaveBeenCalled();
});

test("access is given and taken in the settings, which open in a tab", async () => {
  await browserGateway.requestAccess(["*://*/*"]);
  await browserGateway.removeAccess(["*://*/*"]);
  expect(opened).toEqual(["/?view=settings", "/?view=settings"]);
});
