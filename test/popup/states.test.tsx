import { act, fireEvent, screen } from "@testing-library/preact";
import { hiddenFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { everywhere, openPopup, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

test("says that it is reading until flows, access and tab are known", async () => {
  const popup = openPopup();
  expect(read(screen.getByRole("status"))).toBe("Reading the captured logins …");
  await act(async () => popup.flows());
  expect(read(screen.getByRole("status"))).toBe("Reading the captured logins …");
  await act(async () => popup.access());
  expect(screen.queryByRole("status")).toBeNull();
});

test("without any login says what to do, and asks for all sites with one click", async () => {
  const popup = await openPopupWith([], []);
  expect(screen.getByRole("heading", { name: "No login seen yet" })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Allow all sites" }));
  expect(popup.asked.map(({ patterns }) => patterns)).toEqual([["<all_urls>"]]);
  await act(async () => popup.access(...everywhere));
  expect(screen.queryByRole("button", { name: "Allow all sites" })).toBeNull();
});

test("names the sites that are visible already", async () => {
  await openPopupWith([], ["*://app.example/*"]);
  expect(read(screen.getByRole("main"))).toContain("API calls on *://app.example/*");
});

test("shows this tab's latest login by itself as soon as it is captured", async () => {
  const popup = await openPopupWith([hiddenFlow], everywhere, { tabId: 1 });
  expect(screen.getByRole("heading", { name: "No login in this tab" })).toBeTruthy();
  await act(async () => popup.flows(implicitFlow, hiddenFlow));
  expect(popup.container.querySelector("article")?.dataset.login).toBe("implicit");
});

test("lists the logins of other tabs where this one has none", async () => {
  const popup = await openPopupWith([implicitFlow, hiddenFlow], everywhere, { tabId: 99 });
  const list = screen.getByRole("list", { name: "Other tabs" });
  expect(read(list)).toContain("app.example → login.example");
  fireEvent.click(list.querySelector('[data-login="hidden"]') as Element);
  expect(popup.container.querySelector("article")?.dataset.login).toBe("hidden");
});

test("keeps the login that was chosen when another one comes", async () => {
  const popup = await openPopupWith([hiddenFlow], everywhere, { tabId: 2 });
  fireEvent.click(screen.getByRole("button", { name: /^Login shown:/ }));
  fireEvent.click(document.querySelector('[data-login="hidden"]') as Element);
  await act(async () => popup.flows({ ...implicitFlow, tabId: 2 }, hiddenFlow));
  expect(popup.container.querySelector("article")?.dataset.login).toBe("hidden");
});

test("opens in a tab at the login that it was asked for", async () => {
  const popup = await openPopupWith([implicitFlow, hiddenFlow], everywhere, {
    door: { kind: "tab", flowId: "hidden", page: "logins" },
  });
  expect(popup.container.querySelector("article")?.dataset.login).toBe("hidden");
  expect(screen.getByRole("navigation", { name: "Captured logins" })).toBeTruthy();
});

test("opens the inspector at the login that is shown", async () => {
  const popup = await openPopupWith([implicitFlow], everywhere);
  fireEvent.click(screen.getByRole("button", { name: "Open inspector" }));
  expect(popup.opened).toEqual(["implicit"]);
});

test("says what happened where the logins cannot be read", async () => {
  const popup = openPopup();
  await act(async () => popup.failFlows(new Error("storage is gone")));
  expect(read(screen.getByRole("alert"))).toContain("The captured logins could not be read: storage is gone");
});

describe("clearing", () => {
  test("asks once more, and forgets nothing where the person keeps the logins", async () => {
    const popup = await openPopupWith([implicitFlow, hiddenFlow], everywhere);
    fireEvent.click(screen.getByRole("button", { name: "Clear" }));
    fireEvent.click(screen.getByRole("button", { name: "Keep" }));
    expect(popup.sent).toEqual([]);
  });

  test("tells the background, and shows the empty state when the logins are gone", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere);
    fireEvent.click(screen.getByRole("button", { name: "Clear" }));
    fireEvent.click(screen.getByRole("button", { name: "Clear 1 login" }));
    expect(popup.sent.map(({ name }) => name)).toEqual(["clear"]);
    await act(async () => {
      popup.sent[0]?.resolve(null);
      popup.flows();
    });
    expect(screen.getByRole("heading", { name: "No login seen yet" })).toBeTruthy();
  });

  test("says that the logins are still there where it fails", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere);
    fireEvent.click(screen.getByRole("button", { name: "Clear" }));
    fireEvent.click(screen.getByRole("button", { name: "Clear 1 login" }));
    await act(async () => popup.sent[0]?.reject(new Error("no answer")));
    expect(read(screen.getByRole("alert"))).toContain("are still here: no answer");
    fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

test("a fault of one view leaves the header and the other views", async () => {
  const popup = await openPopupWith([implicitFlow], everywhere);
  const broken = { ...implicitFlow, id: "broken" };
  await act(async () => popup.flows(broken));
  const login = popup.app.selected.value;
  Object.defineProperty(login, "steps", {
    get: () => {
      throw new Error("no steps");
    },
  });
  const quiet = jest.spyOn(console, "error").mockImplementation(() => {});
  fireEvent.click(screen.getByRole("tab", { name: "Messages" }));
  fireEvent.click(screen.getByRole("tab", { name: "Overview" }));
  await act(async () => {});
  expect(read(screen.getByRole("alert"))).toContain("This view could not be shown: no steps");
  expect(screen.getByRole("heading", { level: 1 })).toBeTruthy();
  quiet.mockRestore();
});
