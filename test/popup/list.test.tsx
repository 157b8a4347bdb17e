import { act, fireEvent, screen } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import { readLogin } from "../../extension/flow/read-login.js";
import { noFilters } from "../../popup/list/filters.js";
import { findings } from "../fixtures/ui-findings.js";
import { formPostFlow, hiddenFlow, hostileFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { codeFlow, mismatchFlow, nestedFlow, outerFlow, renewalFlow } from "../fixtures/ui-sessions.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const inspector = { door: { kind: "tab", flowId: null, page: "logins" } } as const;
const panel = (tabId: number) => ({ door: { kind: "panel", flowId: null, page: "logins" }, tabId }) as const;
const few: readonly Flow[] = [implicitFlow, hiddenFlow, formPostFlow, hostileFlow];
const openList = () => openPopupWith(few, everywhere, inspector);

const rows = () => [...document.querySelectorAll<HTMLElement>(".login-line [data-login]")];
const listed = () => rows().map(({ dataset }) => dataset.login);
const row = (id: string) => rows().find(({ dataset }) => dataset.login === id) as HTMLElement;
const shown = () => document.querySelector<HTMLElement>("article")?.dataset.login;
const focused = () => (document.activeElement as HTMLElement | null)?.dataset.login;
const press = (key: string, more = {}) =>
  fireEvent.keyDown(document.activeElement as Element, { key, ...more });
const field = () => screen.getByRole<HTMLInputElement>("searchbox", { name: "Search logins" });
const search = (query: string) => fireEvent.input(field(), { target: { value: query } });
const count = () => read(document.querySelector(".list-count .login-count"));
const button = (name: string | RegExp) => screen.getByRole("button", { name });

describe("a row", () => {
  test("tells verdict, parties, time, flow type and duration", async () => {
    await openList();
    expect(read(row("implicit"))).toMatch(
      /^high: app\.example → login\.example \d\d:02:11 Implicit Flow · id_token token · fragment 1\.78 s$/,
    );
    expect(row("implicit").querySelector(".mark")?.getAttribute("data-weight")).toBe("high");
  });

  test("says that there was no response, and marks an error response", async () => {
    await openList();
    expect(read(row("form-post"))).toContain("no response seen");
    expect(read(row("hostile").querySelector("[data-mark=error]"))).toBe("access_denied");
    expect(row("implicit").querySelector("[data-mark=error]")).toBeNull();
  });

  test("shows no verdict before it is judged", async () => {
    const loadJudge = () => new Promise<never>(() => {});
    await openPopupWith([implicitFlow], everywhere, { ...inspector, loadJudge });
    expect(read(row("implicit"))).toMatch(/^being judged: /);
    expect(row("implicit").querySelector(".mark")).toBeNull();
  });

  test("is pinned and unpinned where it stands", async () => {
    const popup = await openList();
    const pin = () => row("hidden").parentElement?.querySelector<HTMLElement>(".line-pin") as HTMLElement;
    fireEvent.click(pin());
    expect(popup.sent.map(({ name, parameters }) => [name, parameters])).toEqual([
      ["pin", { id: "hidden", pinned: true }],
    ]);
    await act(async () => popup.flows(implicitFlow, { ...hiddenFlow, pinned: true }));
    expect(pin().getAttribute("aria-pressed")).toBe("true");
    expect(read(row("hidden"))).toMatch(/ pinned$/);
  });
});

describe("sections", () => {
  const headings = () => [...document.querySelectorAll(".login-list h2")].map(read);

  test("put this tab's logins before those of other tabs", async () => {
    await openPopupWith(few, everywhere, panel(2));
    expect(headings()).toEqual(["This tab", "Other tabs"]);
    expect(listed()).toEqual(["hidden", "implicit", "form-post", "hostile"]);
    const named = rows().map(({ parentElement: item }) =>
      ["aria-posinset", "aria-setsize"].map((name) => item?.getAttribute(name)),
    );
    expect(named).toEqual([
      ["1", "1"],
      ["1", "3"],
      ["2", "3"],
      ["3", "3"],
    ]);
  });

  test("are not told apart in the inspector, which is about no tab", async () => {
    await openList();
    expect(headings()).toEqual([]);
    expect(screen.getByRole("list", { name: "Logins" }).children).toHaveLength(4);
  });
});

describe("keys", () => {
  test("lead from row to row, with the focus, and show the login", async () => {
    await openList();
    row("implicit").focus();
    press("ArrowDown");
    expect([focused(), shown()]).toEqual(["hidden", "hidden"]);
    press("j");
    expect([focused(), shown()]).toEqual(["form-post", "form-post"]);
    press("k");
    press("ArrowUp");
    expect([focused(), shown()]).toEqual(["implicit", "implicit"]);
    press("End");
    expect([focused(), shown()]).toEqual(["hostile", "hostile"]);
    press("PageUp");
    expect(shown()).toBe("implicit");
    press("j", { ctrlKey: true });
    expect(shown()).toBe("implicit");
  });

  test("only the row that is selected is reached by Tab", async () => {
    await openList();
    fireEvent.click(row("hidden"));
    expect(rows().filter(({ tabIndex }) => tabIndex === 0)).toEqual([row("hidden")]);
    expect(row("hidden").getAttribute("aria-current")).toBe("true");
  });

  test("unfold silent renewals, fold them, and lead to the login above", async () => {
    await openPopupWith([renewalFlow("r1", 30_000), codeFlow], everywhere, inspector);
    row("code").focus();
    press("ArrowRight");
    press("ArrowDown");
    expect(shown()).toBe("r1");
    press("ArrowLeft");
    expect([focused(), listed()]).toEqual(["code", ["code", "r1"]]);
    press("ArrowLeft");
    expect(listed()).toEqual(["code"]);
  });
});

describe("the search", () => {
  test("lists what it finds, and says how many of how many", async () => {
    await openList();
    expect(count()).toBe("4 logins");
    search("access_denied");
    expect([listed(), count()]).toEqual([["hostile"], "1 of 4"]);
    search("login.example response_mode:form_post");
    expect(listed()).toEqual(["form-post"]);
    search("  ");
    expect(count()).toBe("4 logins");
  });

  test("that finds nothing says so, and offers all logins", async () => {
    await openList();
    search("nowhere.example");
    expect([listed(), count()]).toEqual([[], "0 of 4"]);
    expect(read(document.querySelector(".list-none"))).toContain("No login matches");
    fireEvent.click(button("Show all logins"));
    expect([listed().length, field().value]).toEqual([4, ""]);
  });

  test("is left by Down to the list, and by Escape, which ends it first", async () => {
    await openList();
    field().focus();
    search("access_denied");
    press("ArrowDown");
    expect(focused()).toBe("hostile");
    field().focus();
    press("Escape");
    await act(async () => jest.advanceTimersByTime(50));
    expect([field().value, focused()]).toEqual(["", "implicit"]);
  });

  test("shows the first that it found on Enter", async () => {
    await openList();
    field().focus();
    search("form_post");
    press("Enter");
    expect([shown(), focused()]).toEqual(["form-post", "form-post"]);
  });

  test("finds new logins as they come", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere, inspector);
    search("access_denied");
    expect(listed()).toEqual([]);
    await act(async () => popup.flows(...few));
    expect(listed()).toEqual(["hostile"]);
  });

  test("lists a nested login or a renewal by itself where its parent is not found", async () => {
    await openPopupWith([renewalFlow("r1", 30_000), codeFlow, nestedFlow, outerFlow], everywhere, inspector);
    search("client_id:login-example");
    expect(rows().map(({ dataset }) => [dataset.login, dataset.depth])).toEqual([["nested", "0"]]);
    search("prompt:none");
    expect(rows().map(({ dataset }) => [dataset.login, dataset.depth])).toEqual([["r1", "0"]]);
  });
});

describe("filters", () => {
  const evaluate = (theCase: { readonly login: { readonly id: string } }) =>
    theCase.login.id === "implicit" ? findings : findings.filter(({ check }) => check.id === "state-missing");

  const openFilters = async (options = {}) => {
    const popup = await openPopupWith([...few, mismatchFlow], everywhere, { ...inspector, ...options });
    fireEvent.click(button(/^Filters/));
    return popup;
  };

  test("for severity look at the most severe finding", async () => {
    await openFilters({ judge: { evaluate, diagnose: () => [] } });
    fireEvent.click(button("high"));
    expect(listed()).toEqual(["implicit"]);
    expect(count()).toBe("1 of 5");
    fireEvent.click(button("medium"));
    expect(listed()).toHaveLength(5);
    fireEvent.click(button("high"));
    expect(listed()).toEqual(["mismatch", "hidden", "form-post", "hostile"]);
    expect(button(/^Filters/).textContent).toContain("(1)");
  });

  test("for severity list logins once they are judged", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere, {
      ...inspector,
      loadJudge: () => new Promise<never>(() => {}),
    });
    act(() => {
      popup.app.list.filters.value = { ...noFilters, severities: ["high"] };
    });
    expect(listed()).toEqual([]);
    popup.unmount();
    const judging = await openPopupWith([], everywhere, inspector);
    act(() => {
      judging.app.list.filters.value = { ...noFilters, severities: ["high"] };
    });
    await act(async () => judging.flows(implicitFlow));
    await act(async () => judging.app.verdicts.judged(judging.app.everyLogin.value));
    expect(listed()).toEqual(["implicit"]);
  });

  test("for flow type, server and failures go together, and are cleared together", async () => {
    await openFilters();
    const flow = screen.getByRole<HTMLSelectElement>("combobox", { name: "Flow type" });
    expect([...flow.options].map(({ text }) => text)).toEqual([
      "All flow types",
      "Authorization Code Flow with PKCE",
      "Implicit Flow",
    ]);
    fireEvent.change(flow, { target: { value: "Implicit Flow" } });
    expect(listed()).not.toContain("mismatch");
    fireEvent.click(screen.getByRole("checkbox", { name: "Only failures" }));
    expect(listed()).toEqual(["hostile"]);
    fireEvent.change(screen.getByRole("combobox", { name: "Server" }), {
      target: { value: "https://login.example" },
    });
    expect(button(/^Filters/).textContent).toContain("(3)");
    fireEvent.click(button("Clear filters"));
    expect(listed()).toHaveLength(5);
  });

  test("to this tab alone say where that leaves nothing", async () => {
    const popup = await openPopupWith([implicitFlow, hiddenFlow], everywhere, panel(2));
    await act(async () => popup.settings({ onlyThisTab: true }));
    expect([listed(), count()]).toEqual([["hidden"], "1 of 2"]);
    search("fragment_that_is_not_there");
    expect(read(document.querySelector(".list-none"))).toContain("No login of this tab matches");
  });
});

describe("over the page", () => {
  const openPicker = async () => {
    const popup = await openPopupWith(few, everywhere);
    fireEvent.click(button(/^Login shown:/));
    return popup;
  };
  const isOpen = () => document.querySelector(".list-column") !== null;

  test("the popup opens the list by a button that says which login is shown", async () => {
    await openPopupWith(few, everywhere);
    expect(isOpen()).toBe(false);
    const picker = button(/^Login shown:/);
    expect(read(picker)).toMatch(
      /\d\d:02:11 app\.example → login\.example Implicit Flow · id_token token · fragment/,
    );
    fireEvent.click(picker);
    expect([isOpen(), document.activeElement]).toEqual([true, field()]);
  });

  test("choosing closes it, moving through it does not", async () => {
    await openPicker();
    press("ArrowDown");
    press("ArrowDown");
    expect([isOpen(), shown()]).toEqual([true, "hidden"]);
    fireEvent.click(row("form-post"));
    expect([isOpen(), shown()]).toEqual([false, "form-post"]);
    expect(document.activeElement).toBe(button(/^Login shown:/));
  });

  test("Escape ends the search first, then closes it and leads back", async () => {
    await openPicker();
    search("access_denied");
    press("Escape");
    expect([isOpen(), field().value]).toEqual([true, ""]);
    press("Escape");
    expect(isOpen()).toBe(false);
    expect(document.activeElement).toBe(button(/^Login shown:/));
  });

  test("what is beside it closes it", async () => {
    await openPicker();
    fireEvent.mouseDown(document.querySelector(".list-backdrop") as Element);
    expect(isOpen()).toBe(false);
  });
});

describe("the column", () => {
  const handle = () => screen.getByRole("separator", { name: "Width of the list" });
  const column = () => document.querySelector<HTMLElement>(".list-column");

  test.each([
    [["ArrowRight"], 336],
    [["ArrowLeft", "ArrowLeft", "ArrowLeft"], 280],
    [["End"], 480],
    [["End", "ArrowRight"], 480],
    [["Home"], 280],
  ])("is resized by %j", async (keys, width) => {
    const popup = await openList();
    handle().focus();
    for (const key of keys) press(key);
    expect(handle().getAttribute("aria-valuenow")).toBe(String(width));
    expect(column()?.style.getPropertyValue("--list-width")).toBe(`${width}px`);
    expect(popup.app.list.width.value).toBe(width);
  });

  test("is as wide as it was left, and as usual after a double click", async () => {
    const popup = await openList();
    act(() => {
      popup.app.list.width.value = 400;
    });
    expect(column()?.style.getPropertyValue("--list-width")).toBe("400px");
    fireEvent.dblClick(handle());
    expect(popup.app.list.width.value).toBe(320);
  });
});

describe("ten thousand logins", () => {
  const template = readLogin(implicitFlow);
  const flows = Array.from({ length: 10_000 }, (_, index) => ({ ...implicitFlow, id: `l${index}` }));
  const numberOf = (id: string) => Number(id.slice(1));
  const openMany = async () => {
    const popup = await openPopupWith(flows, everywhere, {
      ...inspector,
      loadJudge: () => new Promise<never>(() => {}),
      readLogin: ({ id }) => ({
        ...template,
        id,
        startedAt: template.startedAt - 1000 * numberOf(id),
        tabId: numberOf(id),
        server: { id: null, origin: numberOf(id) === 9_876 ? "https://odd.example" : template.server.origin },
      }),
    });
    expect(popup.app.logins.value).toHaveLength(flows.length);
    return popup;
  };
  const scroller = () => document.querySelector(".login-list") as HTMLElement;

  test("have only the rows on screen in the page", async () => {
    await openMany();
    expect(count()).toBe("10,000 logins");
    expect(rows().length).toBeLessThan(40);
    scroller().scrollTop = 240_000;
    fireEvent.scroll(scroller());
    expect(rows().length).toBeLessThan(40);
    expect(listed()).toContain("l5000");
    // The selected one stays, since it may have the focus.
    expect(listed()[0]).toBe("l0");
    expect(row("l5000").parentElement?.style.top).toBe("240000px");
    expect(row("l5000").parentElement?.getAttribute("aria-posinset")).toBe("5001");
    expect(row("l5000").parentElement?.getAttribute("aria-setsize")).toBe("10000");
  });

  test("are passed by keys, with the row in view and focused", async () => {
    await openMany();
    row("l0").focus();
    press("End");
    expect([focused(), shown()]).toEqual(["l9999", "l9999"]);
    expect(scroller().scrollTop).toBeGreaterThan(479_000);
    press("Home");
    expect([focused(), scroller().scrollTop]).toEqual(["l0", 0]);
    expect(rows().length).toBeLessThan(40);
  });

  test("are searched in slices, which say how far they are", async () => {
    await openMany();
    let now = 0;
    const clock = jest.spyOn(performance, "now").mockImplementation(() => {
      now += 0.1;
      return now;
    });
    search("odd.example");
    expect(now).toBeLessThan(10);
    expect(count()).toBe("10,000 logins");
    for (let slice = 0; slice < 25; slice++) await act(async () => jest.advanceTimersToNextTimer());
    expect(count()).toMatch(/^0 of 10,000 · searching … 1,\d{3} of 10,000$/);
    expect(document.querySelector(".list-none")).toBeNull();
    clock.mockRestore();
    await act(async () => jest.runOnlyPendingTimers());
    expect([listed(), count()]).toEqual([["l9876"], "1 of 10,000"]);
  });

  test("keep what is read in its place when one more comes", async () => {
    const popup = await openMany();
    act(() => popup.app.select("l0"));
    scroller().scrollTop = 240_000;
    fireEvent.scroll(scroller());
    await act(async () => popup.flows({ ...implicitFlow, id: "l-1" }, ...flows));
    expect(scroller().scrollTop).toBe(240_048);
  });
});
