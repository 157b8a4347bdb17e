import { act, fireEvent, screen, within } from "@testing-library/preact";
import { sizeOfFlow } from "../../extension/flow/bounds.js";
import { defaultSettings, type Settings } from "../../extension/settings.js";
import { doorOf } from "../../popup/door.js";
import { hiddenFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const door = doorOf("?view=settings");
const button = (name: string) => screen.getByRole("button", { name });
const sites = ["*://app.example/*", "https://*.api.example/*"];
const openSettings = (access: readonly string[] = []) => openPopupWith([], access, { door });

test.each([
  ["", { kind: "popup", flowId: null, page: "logins" }],
  ["?view=tab&flow=f1", { kind: "tab", flowId: "f1", page: "logins" }],
  ["?view=settings", { kind: "tab", flowId: null, page: "settings" }],
  ["?view=workbench", { kind: "tab", flowId: null, page: "workbench" }],
  ["?view=files", { kind: "tab", flowId: null, page: "files" }],
  ["?view=panel", { kind: "panel", flowId: null, page: "logins" }],
])("the page opens by its query: %j", (query, opened) => expect(doorOf(query)).toEqual(opened));

test("settings open from every door, and lead back", async () => {
  await openPopupWith([implicitFlow], everywhere);
  fireEvent.click(button("Settings"));
  expect(screen.getByRole("region", { name: "Settings" })).toBeTruthy();
  expect(document.querySelector("article")).toBeNull();
  fireEvent.click(button("Back to the logins"));
  expect(document.querySelector("article")?.dataset.login).toBe("implicit");
});

test("choosing a login leaves the settings", async () => {
  await openPopupWith([implicitFlow], everywhere, { door });
  fireEvent.click(document.querySelector('.login-list [data-login="implicit"]') as Element);
  expect(document.querySelector("article")?.dataset.login).toBe("implicit");
});

describe("site access", () => {
  test("is listed, and taken back one by one", async () => {
    const popup = await openSettings(sites);
    const listed = [...document.querySelectorAll<HTMLElement>("[data-access]")];
    expect(listed.map(({ dataset }) => dataset.access)).toEqual(sites);
    fireEvent.click(button("Remove https://*.api.example/*"));
    expect(popup.removed.map(({ patterns }) => patterns)).toEqual([["https://*.api.example/*"]]);
    await act(async () => {
      popup.removed[0]?.answer(true);
      popup.access("*://app.example/*");
    });
    expect(document.querySelectorAll("[data-access]").length).toBe(1);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("that the browser keeps is told of", async () => {
    const popup = await openSettings(sites);
    fireEvent.click(button("Remove *://app.example/*"));
    await act(async () => popup.removed[0]?.answer(false));
    expect(read(screen.getByRole("alert"))).toContain("The browser keeps the access to *://app.example/*.");
  });

  test("to all sites is offered where it is missing, and named where it is there", async () => {
    const popup = await openSettings();
    expect(read(screen.getByRole("region", { name: "Site access" }))).toContain("No site may be read.");
    fireEvent.click(button("Allow all sites"));
    expect(popup.asked.map(({ patterns }) => patterns)).toEqual([["<all_urls>"]]);
    await act(async () => popup.access(...everywhere));
    expect(read(document.querySelector("[data-access]"))).toContain("all sites");
    expect(screen.queryByRole("button", { name: "Allow all sites" })).toBeNull();
  });
});

describe("authorization endpoints of one's own", () => {
  const input = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Authorization endpoint" });
  const add = (text: string) => {
    fireEvent.input(input(), { target: { value: text } });
    fireEvent.submit(input().form as HTMLFormElement);
  };
  const fault = () => read(document.getElementById("pattern-fault"));

  test("are added with the rest of the settings kept", async () => {
    const popup = await openSettings();
    await act(async () =>
      popup.settings({ ...defaultSettings, onlyThisTab: true, patterns: ["https://a.example/x"] }),
    );
    add("  https://odd.example/start*  ");
    expect(popup.sent.map(({ parameters }) => parameters)).toEqual([
      {
        ...defaultSettings,
        onlyThisTab: true,
        patterns: ["https://a.example/x", "https://odd.example/start*"],
      },
    ]);
    expect(input().value).toBe("");
  });

  test.each([
    ["", "Type the beginning of a URL."],
    ["login.example/start", "It has to be the beginning of a URL"],
    ["javascript:alert(1)", "It has to be the beginning of a URL"],
    ["https://a b", "without spaces"],
    ["https://a.example/x", "in the list already"],
  ])("are refused where they are none: %j", async (text, words) => {
    const popup = await openSettings();
    await act(async () => popup.settings({ patterns: ["https://a.example/x"] }));
    add(text);
    expect(fault()).toContain(words);
    expect(input().getAttribute("aria-invalid")).toBe("true");
    expect(popup.sent).toEqual([]);
  });

  test("are at most fifty", async () => {
    const popup = await openSettings();
    await act(async () =>
      popup.settings({ patterns: Array.from({ length: 50 }, (_, index) => `https://a.example/${index}`) }),
    );
    add("https://odd.example/start");
    expect(fault()).toContain("The list is full");
  });

  test("are removed one by one", async () => {
    const popup = await openSettings();
    await act(async () => popup.settings({ patterns: ["https://a.example/x", "https://b.example/y"] }));
    fireEvent.click(button("Remove https://a.example/x"));
    expect(popup.sent.map(({ name, parameters }) => [name, parameters])).toEqual([
      ["save-settings", { ...defaultSettings, onlyThisTab: false, patterns: ["https://b.example/y"] }],
    ]);
  });

  test("that cannot be saved are told of", async () => {
    const popup = await openSettings();
    add("https://odd.example/start");
    await act(async () => popup.sent[0]?.reject(new Error("storage is full")));
    expect(read(screen.getByRole("alert"))).toContain("The settings could not be saved and are as before");
  });
});

describe("display", () => {
  const saved = (popup: Awaited<ReturnType<typeof openSettings>>) =>
    popup.sent.map(({ name, parameters }) => [name, parameters]);
  const save = (changes: Partial<Settings>) => ["save-settings", { ...defaultSettings, ...changes }];

  test.each([
    ["As the system", "system"],
    ["Light", "light"],
    ["Dark", "dark"],
  ] as const)("the theme %s is chosen, and shows on the root", async (name, theme) => {
    const popup = await openSettings();
    await act(async () => popup.settings({ theme: theme === "dark" ? "light" : "dark" }));
    fireEvent.click(screen.getByRole("radio", { name }));
    expect(saved(popup)).toEqual([save({ theme })]);
    await act(async () => popup.settings({ theme }));
    expect(document.documentElement.dataset.theme).toBe(theme);
  });

  test.each([
    ["mask secrets", "Mask secrets until they are revealed", { maskSecrets: false }],
    ["single keys", "Single keys", { singleKeys: false }],
  ])("%s can be switched off", async (_, name, changes) => {
    const popup = await openSettings();
    const box = screen.getByRole<HTMLInputElement>("checkbox", { name });
    expect(box.checked).toBe(true);
    fireEvent.click(box);
    expect(saved(popup)).toEqual([save(changes)]);
  });

  test("secrets that are not masked show in full, until they are masked", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere);
    fireEvent.click(screen.getByRole("tab", { name: "Messages" }));
    await act(async () => popup.settings({ maskSecrets: false }));
    expect(document.querySelectorAll(".masked").length).toBe(0);
    fireEvent.click(button("Reveal all secrets"));
    await act(async () => {});
    expect(document.querySelectorAll(".masked").length).toBeGreaterThan(0);
  });

  describe("the time zone", () => {
    const field = () => screen.getByRole<HTMLInputElement>("combobox", { name: "Time zone" });
    const about = () => read(document.getElementById("about-zone"));
    const type = async (value: string) => {
      fireEvent.input(field(), { target: { value } });
      fireEvent.submit(field().form as HTMLFormElement);
      await act(async () => {});
    };

    test.each([
      ["Europe/Berlin", "Europe/Berlin"],
      ["  UTC ", "UTC"],
      ["", null],
    ])("%j is kept as %j", async (text, timeZone) => {
      const popup = await openSettings();
      await act(async () => popup.settings({ timeZone: "Asia/Tokyo" }));
      await type(text);
      expect(saved(popup)).toEqual([save({ timeZone })]);
    });

    test("is refused where the browser knows none of that name", async () => {
      const popup = await openSettings();
      await type("Middle/Earth");
      expect(about()).toContain("The browser knows no zone of this name.");
      expect(field().getAttribute("aria-invalid")).toBe("true");
      expect(popup.sent).toEqual([]);
    });

    test("is the zone of all times, in the list of logins too", async () => {
      const popup = await openPopupWith([implicitFlow], everywhere);
      await act(async () => popup.settings({ timeZone: "Asia/Tokyo" }));
      const shown = document.querySelector(".login-header time");
      expect(shown?.getAttribute("title")).toMatch(/ GMT\+9 \(Asia\/Tokyo\)$/);
      const time = shown?.textContent ?? "";
      expect(document.querySelector(".login-picker time")?.getAttribute("title")).toBe(
        shown?.getAttribute("title"),
      );
      await act(async () => popup.settings({ timeZone: "UTC" }));
      expect(document.querySelector(".login-header time")?.textContent).not.toBe(time);
    });
  });
});

test("the key that opens the inspector is told, and changed in the browser", async () => {
  const popup = await openSettings();
  await act(async () => jest.advanceTimersByTime(100));
  expect(read(document.querySelector("[data-open-key]"))).toBe(
    "Alt+Shift+T opens the inspector on any page.",
  );
  fireEvent.click(button("Change in the browser …"));
  expect(popup.opened).toEqual(["keys"]);
  fireEvent.click(button("Show all keys"));
  await act(async () => {});
  expect(document.querySelector("dialog")?.open).toBe(true);
});

test("what is held is told: now, and at most", async () => {
  const popup = await openSettings();
  const cells = (what: string) =>
    [...(document.querySelector(`[data-held="settings_held_${what}"]`)?.children ?? [])].map(read);
  await act(async () => popup.flows(implicitFlow, { ...hiddenFlow, pinned: true }));
  expect(cells("logins")).toEqual(["Captured logins", "2", "200"]);
  expect(cells("pinned")).toEqual(["of these pinned", "1", "100"]);
  const size = (sizeOfFlow(implicitFlow) + sizeOfFlow({ ...hiddenFlow, pinned: true })) / 1_048_576;
  expect(cells("memory")).toEqual(["Memory for them, as estimated", `${size.toFixed(2)} MB`, "8 MB"]);
});

test("where things are kept is said", async () => {
  await openSettings();
  const table = screen.getByRole("table", { name: "Where things are kept" });
  expect(read(within(table).getAllByRole("row")[1] ?? null)).toBe(
    "Logins, with their tokensmemory of the browserClear, or the end of the browser",
  );
});
