import { act, fireEvent, screen } from "@testing-library/preact";
import { doorOf } from "../../popup/door.js";
import { keysOf, places } from "../../popup/keys/keys.js";
import { say } from "../../popup/text/say.js";
import { hiddenFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const tab = doorOf("?view=tab");
const press = (key: string, more: KeyboardEventInit = {}, target: Element = document.body) =>
  act(async () => {
    fireEvent.keyDown(target, { key, ...more });
  });
const shown = () => document.querySelector("article")?.dataset.login;
const view = () => document.querySelector('[role="tab"][aria-selected="true"]')?.id;
const open = (options = {}) => openPopupWith([implicitFlow, hiddenFlow], everywhere, options);
const button = (name: string | RegExp) => screen.getByRole("button", { name });

test("each number shows the view of that tab", async () => {
  await open();
  const tabs = screen.getAllByRole("tab").map(({ id }) => id);
  expect(tabs.length).toBe(6);
  for (const [index, id] of tabs.entries()) {
    await press(String(index + 1));
    expect(view()).toBe(id);
  }
});

test("brackets lead through the logins in the order of the list, and stay at its ends", async () => {
  await open({ door: tab });
  const listed = [...document.querySelectorAll<HTMLElement>(".login-list [data-login]")].map(
    ({ dataset }) => dataset.login,
  );
  expect(listed.length).toBe(2);
  expect(shown()).toBe(listed[0]);
  await press("[");
  expect(shown()).toBe(listed[0]);
  await press("]");
  expect(shown()).toBe(listed[1]);
  await press("]", { repeat: true });
  expect(shown()).toBe(listed[1]);
  await press("[");
  expect(shown()).toBe(listed[0]);
});

test("p pins the login and Shift+P pauses", async () => {
  const popup = await open();
  await press("p");
  await press("P", { shiftKey: true });
  expect(popup.sent.map(({ name, parameters }) => [name, parameters])).toEqual([
    ["pin", { id: "implicit", pinned: true }],
    ["pause", {}],
  ]);
});

test.each([
  [",", "settings", "Settings"],
  ["w", "workbench", "Workbench"],
  ["c", "compare", "Compare"],
])("%s opens %s, and leads back; so does Escape", async (key, page, title) => {
  const popup = await open();
  await press(key);
  expect(popup.app.page.value).toBe(page);
  expect(document.title).toBe(`${title} · Token Inspector`);
  await press(key);
  expect(popup.app.page.value).toBe("logins");
  expect(document.title).toBe("Token Inspector");
  await press(key);
  await press("Escape");
  expect(popup.app.page.value).toBe("logins");
});

test("o opens the inspector at the login, where this is not it", async () => {
  const popup = await open();
  await press("o");
  expect(popup.opened).toEqual(["implicit"]);
  popup.unmount();
  const inspector = await open({ door: tab });
  await press("o");
  expect(inspector.opened).toEqual([]);
});

test("e opens the panel for a report, and Escape closes it", async () => {
  await open();
  await press("e");
  expect(screen.getByRole("region", { name: "Export report" })).toBeTruthy();
  await press("Escape");
  expect(screen.queryByRole("region", { name: "Export report" })).toBeNull();
});

test("r reveals all secrets and masks them, also one that was revealed by itself", async () => {
  await open();
  await press("3");
  const masked = () => document.querySelectorAll(".masked").length;
  const before = masked();
  expect(before).toBeGreaterThan(1);
  const toggle = button("Reveal all secrets");
  await press("r");
  expect(masked()).toBe(0);
  expect(toggle.getAttribute("aria-pressed")).toBe("true");
  await press("r");
  expect(masked()).toBe(before);
  fireEvent.click(button("Reveal access_token"));
  await act(async () => {});
  expect(masked()).toBe(before - 1);
  await press("r");
  await press("r");
  expect(masked()).toBe(before);
});

test("a slash goes to the field that searches, and opens the list where the field is not on show", async () => {
  const popup = await open();
  expect(screen.queryByRole("searchbox")).toBeNull();
  await press("/");
  expect(popup.app.list.open.value).toBe(true);
  const field = screen.getByRole("searchbox");
  expect(document.activeElement).toBe(field);
  field.blur();
  await press("/");
  expect(document.activeElement).toBe(field);
});

describe("the list of keys", () => {
  const dialog = () => document.querySelector("dialog");
  const lines = () =>
    [...document.querySelectorAll<HTMLElement>("[data-key]")].map((line) => [
      line.querySelector("dd")?.textContent,
      line.querySelectorAll("kbd").length,
    ]);

  test.each(["popup", "tab", "panel"] as const)("is the table that the keys obey, in a %s", async (kind) => {
    const door = { kind, flowId: null, page: "logins" } as const;
    await open({ door });
    await press("?");
    const wanted = places.flatMap((place) => keysOf(door).filter(({ where }) => where === place));
    expect(lines()).toEqual(wanted.map(({ text, keys }) => [say(text), Math.min(keys.length, 2)]));
    expect(wanted.some(({ text }) => text === "shell_key_open")).toBe(kind !== "tab");
  });

  test("opens on a question mark, tells the key of the browser, and closes on Escape", async () => {
    await open();
    await press("?");
    expect(dialog()?.open).toBe(true);
    await act(async () => jest.advanceTimersByTime(100));
    expect(read(dialog())).toContain("Alt+Shift+T");
    await press("Escape", {}, dialog() as Element);
    expect(dialog()).toBeNull();
  });

  test("closes on its button; meanwhile keys do nothing else", async () => {
    const popup = await open();
    await press("?");
    await press("w");
    expect(popup.app.page.value).toBe("logins");
    fireEvent.click(button("Close"));
    await act(async () => {});
    expect(dialog()).toBeNull();
    await press("w");
    expect(popup.app.page.value).toBe("workbench");
  });
});

describe("keys are left alone", () => {
  test.each([
    ["a text field", "input"],
    ["a field of many lines", "textarea"],
    ["a menu", "select"],
  ])("in %s", async (_, element) => {
    const popup = await open();
    const field = document.createElement(element);
    document.body.append(field);
    for (const key of ["w", ",", "2", "r", "?", "Escape"]) await press(key, {}, field);
    expect([popup.app.page.value, view(), popup.app.reveal.value.all]).toEqual([
      "logins",
      "tab-overview",
      false,
    ]);
    expect(document.querySelector("dialog")).toBeNull();
    field.remove();
  });

  test.each([
    ["Control", { ctrlKey: true }],
    ["Alt", { altKey: true }],
    ["Meta", { metaKey: true }],
  ])("with %s", async (_, modifier) => {
    const popup = await open();
    await press("w", modifier);
    expect(popup.app.page.value).toBe("logins");
  });

  test("where another part of the page took them, and while they are held down", async () => {
    const popup = await open();
    const taken = new KeyboardEvent("keydown", { key: "w", bubbles: true, cancelable: true });
    taken.preventDefault();
    document.body.dispatchEvent(taken);
    await press("w", { repeat: true });
    expect(popup.app.page.value).toBe("logins");
  });

  test("where single keys are switched off, but for Escape", async () => {
    const popup = await open();
    await act(async () => popup.settings({ singleKeys: false }));
    await press("w");
    await press("?");
    expect([popup.app.page.value, document.querySelector("dialog")]).toEqual(["logins", null]);
    popup.app.page.value = "settings";
    await press("Escape");
    expect(popup.app.page.value).toBe("logins");
  });

  test("a checkbox is no field", async () => {
    const popup = await open();
    await press("/");
    await press("w", {}, screen.getByRole("checkbox", { name: "Only this tab" }));
    expect(popup.app.page.value).toBe("workbench");
  });
});
