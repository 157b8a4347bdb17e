import { act, fireEvent, screen, waitFor, within } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import { type LoadedFile, loadFile } from "../../extension/load-file.js";
import { implicitWire } from "../fixtures/har-exchanges.js";
import { harOf } from "../fixtures/har-writers.js";
import { hiddenFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { codeFlow, renewalFlow } from "../fixtures/ui-sessions.js";
import { everywhere, judged, openPopup, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const door = { kind: "tab", flowId: null, page: "logins" } as const;
const har = JSON.stringify(harOf("chrome", implicitWire));

const openTab = (...flows: readonly Flow[]) => openPopupWith(flows, everywhere, { door });
type Popup = Awaited<ReturnType<typeof openTab>>;

const lines = () => [...document.querySelectorAll<HTMLElement>(".files > li")];
const shown = () => document.querySelector("article")?.dataset.login;
const button = (name: string | RegExp) => screen.getByRole("button", { name });
const click = (name: string) =>
  act(async () => {
    fireEvent.click(button(name));
  });
const view = (name: RegExp) => fireEvent.click(screen.getByRole("tab", { name }));

/** Drops files on the page; what is in them is for the test to say. */
const drop = (...names: readonly string[]) =>
  act(async () => {
    const files = names.map((name) => new File([], name));
    fireEvent.drop(document.body, { dataTransfer: { types: ["Files"], files } });
  });

/** Reads a text as the worker does. */
function load(text: string): Promise<LoadedFile> {
  const bytes = new TextEncoder().encode(text);
  const slice = (start: number, end: number) => ({
    arrayBuffer: async () => bytes.slice(start, end).buffer as ArrayBuffer,
  });
  return loadFile({ size: bytes.length, slice }, {}, () => undefined);
}

/** Lets the file that was opened as that one be read, with this text in it. */
const hand = (popup: Popup, text: string, index = popup.files.length - 1) =>
  act(async () => popup.files[index]?.settle(await load(text))).then(() => judged(popup.app));

/** The report on the login on show, as it is saved. */
async function savedReport(popup: Popup, name = "Save this login"): Promise<string> {
  const before = popup.saved.length;
  await click("Export report");
  await click(name);
  await waitFor(() => expect(popup.saved).toHaveLength(before + 1));
  return popup.saved.at(-1)?.json ?? "";
}

describe("a HAR file", () => {
  test("that is dropped shows how far its reading has come, then its login", async () => {
    const popup = await openTab();
    await drop("login.har");
    expect(popup.files.map(({ file }) => file.name)).toEqual(["login.har"]);
    expect(read(lines()[0] ?? null)).toBe("login.har Reading … Cancel");
    await act(async () => popup.files[0]?.tell({ stage: "reading", done: 1, total: 3 }));
    expect(read(lines()[0] ?? null)).toBe("login.har Reading 33 % Cancel");
    expect(screen.getByRole<HTMLProgressElement>("progressbar", { name: "Reading" }).value).toBe(33);
    await act(async () => popup.files[0]?.tell({ stage: "parsing" }));
    expect(read(lines()[0] ?? null)).toBe("login.har Parsing … Cancel");
    await act(async () => popup.files[0]?.tell({ stage: "looking", done: 5000, total: 10_000 }));
    expect(read(lines()[0] ?? null)).toBe("login.har Looking for logins 50 % Cancel");
    await hand(popup, har);
    expect(read(lines()[0]?.querySelector("[role=status]") ?? null)).toBe(
      "1 login · 9 entries, written by WebInspector 537.36",
    );
    expect(read(screen.getByRole("heading", { level: 1 }))).toContain("Implicit Flow");
    expect(read(document.querySelector("[data-mark=file]"))).toBe("HAR file: login.har");
  });

  test("is picked by a button, and can be picked again", async () => {
    const popup = await openTab();
    const input = document.querySelector<HTMLInputElement>("input[type=file]");
    await act(async () => {
      fireEvent.change(input as Element, {
        target: { files: [new File([], "a.har"), new File([], "b.json")] },
      });
    });
    expect(popup.files.map(({ file }) => file.name)).toEqual(["a.har", "b.json"]);
    expect(input?.multiple).toBe(true);
    expect(input?.value).toBe("");
  });

  test("is read with the person's own patterns, and tabs that are none of another file's", async () => {
    const popup = await openTab();
    await act(async () => popup.settings({ patterns: ["https://login.example/odd*"] }));
    await drop("a.har", "b.har");
    expect(popup.files.map(({ patterns, firstTabId }) => [patterns, firstTabId])).toEqual([
      [["https://login.example/odd*"], -2],
      [["https://login.example/odd*"], -1002],
    ]);
  });

  test("whose reading is cancelled is gone at once", async () => {
    const popup = await openTab(implicitFlow);
    await drop("large.har");
    fireEvent.click(button("Cancel large.har"));
    expect(lines()).toEqual([]);
    await hand(popup, har);
    expect(lines()).toEqual([]);
    expect(shown()).toBe("implicit");
  });

  test("that cannot be read says why, and goes on a click", async () => {
    const popup = await openTab(implicitFlow);
    await drop("notes.txt");
    await hand(popup, '{"a":1}');
    expect(read(screen.getByRole("alert"))).toBe('Not read. This is no HAR file: it has no "entries".');
    expect(shown()).toBe("implicit");
    fireEvent.click(button("Remove notes.txt"));
    expect(lines()).toEqual([]);
  });

  test("without a login says so", async () => {
    const popup = await openTab();
    await drop("shop.har");
    await hand(popup, '{"log":{"entries":[{}]}}');
    expect(read(lines()[0] ?? null)).toContain("no login found · 1 entry");
    expect(screen.getByRole("heading", { name: "No login seen yet" })).toBeTruthy();
  });

  const notesOf = (count: number): LoadedFile => ({
    ...{ kind: "read", flows: [], writer: "", entries: count },
    notes: Array.from({ length: count }, (_, index) => ({
      entry: index + 1,
      text: `Entry ${index + 1} is no object.`,
    })),
  });

  test.each([
    [1, "1 remark on what the file does not show", true],
    [3, "3 remarks on what the file does not show", true],
    [4, "4 remarks on what the file does not show", false],
  ])("with %i remarks shows them by their entries, and folds many", async (count, words, open) => {
    const popup = await openTab();
    await drop("odd.har");
    await act(async () => popup.files[0]?.settle(notesOf(count)));
    const notes = document.querySelector<HTMLDetailsElement>(".files details");
    expect(read(notes?.querySelector("summary") ?? null)).toBe(words);
    expect(notes?.open).toBe(open);
    expect([...(notes?.querySelectorAll("li") ?? [])].map((note) => read(note))).toEqual(
      notesOf(count).kind === "read"
        ? Array.from({ length: count }, (_, i) => `Entry ${i + 1} is no object.`)
        : [],
    );
  });

  test("that leaves something out is what a step was not seen in, not access that was missing", async () => {
    const popup = await openTab();
    await drop("safari.har");
    await hand(popup, JSON.stringify(harOf("safari", implicitWire)));
    const steps = [...document.querySelectorAll('[data-status="not-visible"] .step-status')].map(read);
    expect(new Set(steps)).toEqual(new Set(["not in the file"]));
  });

  test("can be handed on as a report, redacted", async () => {
    const popup = await openTab(implicitFlow);
    await drop("login.har");
    await hand(popup, har);
    const report = JSON.parse(await savedReport(popup));
    expect(report).toMatchObject({ redacted: true, flows: [{ request: { provenance: "har" } }] });
    expect(JSON.stringify(report)).not.toContain("opaque-access-token-1");
  });
});

describe("logins of files", () => {
  test("are only to be looked at: no pin, no replay, no look into pages, no offer of access", async () => {
    const popup = await openTab();
    await drop("login.har");
    await hand(popup, har);
    expect(screen.queryByRole("button", { name: "Pin" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Clear" })).toBeNull();
    view(/Tokens/);
    view(/Calls/);
    expect(document.querySelectorAll("[data-call]").length).toBe(1);
    expect(screen.queryByRole("button", { name: /Replay/ })).toBeNull();
    expect(screen.queryByRole("button", { name: "Compose a request" })).toBeNull();
    expect(popup.sent).toEqual([]);
  });

  test("of several files stand apart from those that were captured, and from one another", async () => {
    const popup = await openTab(renewalFlow("renewal", 5000), codeFlow);
    const saved = await savedReport(popup, "Save all 2");
    await drop("a.json", "b.json");
    await hand(popup, saved, 1);
    await hand(popup, saved, 0);
    for (const fold of document.querySelectorAll("[data-renewals][aria-expanded=false]"))
      fireEvent.click(fold);
    const lists = ["Logins", "Logins of a.json", "Logins of b.json"].map((name) =>
      screen.getByRole("list", { name }),
    );
    const ids = lists.map((list) =>
      [...list.querySelectorAll<HTMLElement>("[data-login]")].map(({ dataset }) => dataset.login ?? ""),
    );
    expect(new Set(ids.flat()).size).toBe(6);
    const tabs = popup.app.imports.sources.value.map(({ state }) => state.logins.map(({ tabId }) => tabId));
    expect(tabs).toEqual([
      [-2, -2],
      [-1002, -1002],
    ]);
    for (const list of lists) expect(list.querySelector("[data-renewals]")).not.toBeNull();
    // The first to be read shows its newest login; the other does not take it away.
    expect(shown()).toBe(ids[2]?.find((id) => id === shown()));
    fireEvent.click(button("Remove b.json"));
    expect(screen.queryByRole("list", { name: "Logins of b.json" })).toBeNull();
    expect(read(document.querySelector(".login-count"))).toBe("4 logins");
    expect(popup.app.logins.value?.map(({ id }) => id)).toContain(shown());
  });

  test("are not among those that Clear names or that the message report tells of", async () => {
    const popup = await openTab(implicitFlow);
    await drop("login.har");
    await hand(popup, har);
    fireEvent.click(button("Clear"));
    expect(button("Clear 1 login")).toBeTruthy();
    const all = await popup.ask({ name: "report", parameters: { redacted: true } });
    expect(all).toMatchObject({ flows: [{ id: "implicit" }] });
  });

  test("can be chosen where there is no room for the list", async () => {
    const popup = await openTab(implicitFlow);
    await drop("login.har");
    await hand(popup, har);
    const picker = button(/^Login shown:/);
    fireEvent.click(picker);
    expect(picker.getAttribute("aria-expanded")).toBe("true");
    expect(
      within(screen.getByRole("list", { name: "Logins of login.har" })).getAllByRole("listitem").length,
    ).toBe(1);
    fireEvent.click(document.querySelector('.login-line [data-login="implicit"]') as Element);
    expect(shown()).toBe("implicit");
    expect(picker.getAttribute("aria-expanded")).toBe("false");
  });
});

describe("a report", () => {
  /** What a person reads of a login in each view, without what tells where it came from. */
  function told() {
    const tabs = [/Overview/, /Messages/, /Findings/].map((name) => {
      view(name);
      const shown = document.querySelector(".view")?.cloneNode(true) as Element | undefined;
      // A report does not say how its tokens were verified.
      for (const genuine of shown?.querySelectorAll(".genuine") ?? []) genuine.remove();
      return read(shown ?? null);
    });
    return [read(document.querySelector(".login-header h1")), ...tabs];
  }

  test("that is opened again shows the same login, unredacted to the letter", async () => {
    const popup = await openTab(codeFlow);
    const before = told();
    await click("Export report");
    await click("Unredacted …");
    await click("Save this login unredacted");
    await waitFor(() => expect(popup.saved).toHaveLength(1));
    await drop("report.json");
    await hand(popup, popup.saved[0]?.json ?? "");
    expect(shown()).toBe("file-1/code");
    expect(told()).toEqual(before);
    expect(read(document.querySelector("[data-mark=file]"))).toBe("report: report.json");
    expect(screen.queryByRole("button", { name: "Export report" })).toBeNull();
  });

  test("that is redacted shows the findings that it states, not what the placeholders would give", async () => {
    let judged = 0;
    const evaluate = () => {
      judged += 1;
      return [];
    };
    const first = await openTab(implicitFlow);
    const saved = await savedReport(first);
    view(/Findings/);
    const ids = [...document.querySelectorAll<HTMLElement>("[data-finding]")].map(
      ({ dataset }) => dataset.finding,
    );
    expect(ids.length).toBeGreaterThan(3);
    first.unmount();
    const popup = await openPopupWith([], everywhere, { door, judge: { evaluate } });
    await drop("report.json");
    await hand(popup, saved);
    view(/Findings/);
    expect(
      [...document.querySelectorAll<HTMLElement>("[data-finding]")].map(({ dataset }) => dataset.finding),
    ).toEqual(ids);
    expect(judged).toBe(0);
    expect(read(document.querySelector("[data-mark=file]"))).toBe("redacted report: report.json");
    expect(read(lines()[0] ?? null)).toContain("redacted report of 2026-03-01 ");
  });

  test("says what was hidden when it was written, and offers no access", async () => {
    const first = await openPopupWith([hiddenFlow], [], { door });
    const saved = await savedReport(first);
    first.unmount();
    const popup = await openPopupWith([], [], { door });
    await drop("report.json");
    await hand(popup, saved);
    expect(read(document.querySelector(".view"))).toContain("Not visible: ");
    expect(screen.queryByRole("button", { name: "Allow all sites" })).toBeNull();
  });
});

describe("where files are opened", () => {
  test("a file over the page is told where to go; other things are left alone", async () => {
    await openTab();
    fireEvent.dragOver(document.body, { dataTransfer: { types: ["text/plain"] } });
    expect(document.querySelector(".drop-area")).toBeNull();
    expect(fireEvent.dragOver(document.body, { dataTransfer: { types: ["Files"] } })).toBe(false);
    await act(async () => {});
    expect(read(document.querySelector(".drop-area"))).toContain("Drop to show the logins");
    fireEvent.dragLeave(document.body, { relatedTarget: null });
    await act(async () => {});
    expect(document.querySelector(".drop-area")).toBeNull();
  });

  test("the toolbar popup opens the inspector for it, where files are asked for", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere);
    fireEvent.click(button("Open file …"));
    expect(popup.opened).toEqual(["files"]);
    expect(document.querySelector("input[type=file]")).toBeNull();
    popup.unmount();
    const tab = openPopup({ door: { ...door, page: "files" } });
    expect(read(await screen.findByRole("region", { name: "Files" }))).toContain(
      "Drop files anywhere on this page",
    );
    await drop("login.har");
    await hand(tab, har);
    expect(read(screen.getByRole("heading", { level: 1 }))).toContain("Implicit Flow");
  });

  test("the page without a login says that a file can be dropped", async () => {
    await openTab();
    expect(read(screen.getByRole("region", { name: "No login yet" }))).toContain(
      "Drop a HAR file or a report",
    );
  });
});
