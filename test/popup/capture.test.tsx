import { act, fireEvent, screen, within } from "@testing-library/preact";
import { defaultSettings } from "../../extension/settings.js";
import { hiddenFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { drops } from "../fixtures/ui-sessions.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const button = (name: string | RegExp) => screen.getByRole("button", { name });
const messages = (popup: { sent: readonly { name: string; parameters: unknown }[] }) =>
  popup.sent.map(({ name, parameters }) => [name, parameters]);
const pinnedFlow = { ...implicitFlow, pinned: true };

describe("pausing", () => {
  test("is asked of the background, and said while it lasts", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere);
    fireEvent.click(button("Pause capturing"));
    expect(messages(popup)).toEqual([["pause", {}]]);
    expect(screen.queryByRole("status")).toBeNull();
    await act(async () => popup.paused(true));
    expect(read(screen.getByRole("status"))).toContain("a login that takes place now is not captured");
    fireEvent.click(button("Resume capturing"));
    fireEvent.click(button("Resume"));
    expect(messages(popup).slice(1)).toEqual([
      ["resume", {}],
      ["resume", {}],
    ]);
  });

  test("that fails is told of", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere);
    fireEvent.click(button("Pause capturing"));
    await act(async () => popup.sent[0]?.reject(new Error("no answer")));
    expect(read(screen.getByRole("alert"))).toContain("Capturing goes on: no answer");
  });
});

describe("pinning", () => {
  test("is asked of the background, and shown where it holds", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere);
    fireEvent.click(button("Pin"));
    expect(messages(popup)).toEqual([["pin", { id: "implicit", pinned: true }]]);
    await act(async () => popup.flows(pinnedFlow));
    expect(button("Unpin").getAttribute("aria-pressed")).toBe("true");
    fireEvent.click(button("Unpin"));
    expect(messages(popup)[1]).toEqual(["pin", { id: "implicit", pinned: false }]);
  });

  test.each([
    ["full", "half of what can be held is pinned already"],
    ["gone", "it is no longer held"],
  ])("that is refused as %s says why", async (outcome, words) => {
    const popup = await openPopupWith([implicitFlow], everywhere);
    fireEvent.click(button("Pin"));
    await act(async () => popup.sent[0]?.resolve(outcome));
    expect(read(screen.getByRole("alert"))).toContain(words);
  });
});

describe("clearing with pinned logins", () => {
  test("leaves them unless all are to go", async () => {
    const popup = await openPopupWith([pinnedFlow, hiddenFlow], everywhere);
    fireEvent.click(button("Clear"));
    fireEvent.click(button("Clear 1 unpinned"));
    expect(messages(popup)).toEqual([["clear", { all: false }]]);
    popup.sent[0]?.resolve(null);
    fireEvent.click(await screen.findByRole("button", { name: "Clear" }));
    fireEvent.click(button("Clear all 2"));
    expect(messages(popup)[1]).toEqual(["clear", { all: true }]);
  });

  test("offers only what would change something", async () => {
    await openPopupWith([pinnedFlow], everywhere);
    fireEvent.click(button("Clear"));
    expect(screen.queryByRole("button", { name: /unpinned/ })).toBeNull();
    expect(button("Clear all 1")).toBeTruthy();
  });
});

test("what had to be given up is said in one line, until it is dismissed", async () => {
  const popup = await openPopupWith([implicitFlow], everywhere);
  expect(document.querySelector("[data-notice]")).toBeNull();
  await act(async () => popup.notice(drops));
  const line = document.querySelector<HTMLElement>("[data-notice]") as HTMLElement;
  expect(read(line)).toContain("3 older logins were given up to make room (at most 200 are held");
  expect(read(line)).toContain("1,200 reports of pages came too fast");
  expect(read(line)).toContain("The latest of 1 login could not be stored");
  expect(line.querySelector("[data-weight]")?.getAttribute("data-weight")).toBe("high");
  fireEvent.click(within(line).getByRole("button", { name: "Dismiss" }));
  expect(messages(popup)).toEqual([["dismiss-notice", {}]]);
  await act(async () => popup.notice(null));
  expect(document.querySelector("[data-notice]")).toBeNull();
});

describe("only this tab", () => {
  const listed = () =>
    [...document.querySelectorAll<HTMLElement>(".login-line [data-login]")].map(
      ({ dataset }) => dataset.login,
    );

  test("is kept as a setting, and leaves out the logins of other tabs", async () => {
    const popup = await openPopupWith([implicitFlow, hiddenFlow], everywhere);
    fireEvent.click(button(/^Login shown:/));
    expect(listed()).toEqual(["implicit", "hidden"]);
    fireEvent.click(screen.getByRole("checkbox", { name: "Only this tab" }));
    expect(messages(popup)).toEqual([
      ["save-settings", { ...defaultSettings, patterns: [], onlyThisTab: true }],
    ]);
    await act(async () => popup.settings({ onlyThisTab: true }));
    expect(listed()).toEqual(["implicit"]);
  });

  test("says that there are others where this one has none", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere, { tabId: 99 });
    await act(async () => popup.settings({ onlyThisTab: true }));
    expect(listed()).toEqual([]);
    fireEvent.click(button("Show all tabs"));
    expect(messages(popup)).toEqual([
      ["save-settings", { ...defaultSettings, patterns: [], onlyThisTab: false }],
    ]);
  });

  test("hides nothing from the inspector, which has no tab to speak of", async () => {
    const popup = await openPopupWith([implicitFlow, hiddenFlow], everywhere, {
      door: { kind: "tab", flowId: null, page: "logins" },
    });
    await act(async () => popup.settings({ onlyThisTab: true }));
    expect(listed()).toEqual(["implicit", "hidden"]);
    expect(screen.queryByRole("checkbox")).toBeNull();
  });
});
