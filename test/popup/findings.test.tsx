import { act, fireEvent, screen, within } from "@testing-library/preact";
import { hiddenFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { everywhere, openPopup, openPopupWith, read, readerLoaded } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const real = { judge: {} };
const show = () => fireEvent.click(screen.getByRole("tab", { name: /^Findings/ }));
const group = (title: string) => document.querySelector<HTMLDetailsElement>(`[data-group="${title}"]`);
const findingOf = (id: string) =>
  document.querySelector<HTMLDetailsElement>(`.finding[data-finding="${id}"]`);
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const focused = () => read(document.activeElement);

test("findings stand by severity, what is done right last, with evidence, remedy and sources", async () => {
  const { container } = await openPopupWith([implicitFlow], everywhere);
  show();
  const fired = [...container.querySelectorAll<HTMLElement>('[data-outcome="fired"].finding')];
  expect(fired.map(({ dataset }) => [dataset.severity, dataset.finding])).toEqual([
    ["high", "access-token-in-fragment"],
    ["medium", "state-missing"],
    ["pass", "nonce-present"],
  ]);
  expect(read(fired[0] ?? null)).toContain("high The access token came back in the URL.");
  expect(read(fired[0] ?? null)).toContain("access_tokeneyJh…9f2Q (1,204)");
  expect(read(fired[0] ?? null)).toContain("Do: Use the authorization code flow with PKCE.");
  const link = fired[0]?.querySelector("a");
  expect(link?.getAttribute("target")).toBe("_blank");
  expect(link?.getAttribute("rel")).toBe("noreferrer");
});

test("what did not fire is folded, each with what it is", async () => {
  await openPopupWith([implicitFlow], everywhere);
  show();
  expect(group("undetermined")?.open).toBe(false);
  expect(read(group("undetermined"))).toBe(
    "1 undetermined1 · No click would tell more" +
      "A token went to another site.Requests to other sites were not visible.Do: Keep tokens out of URLs." +
      "RFC 9700, section 2.1.2 token-leak",
  );
  expect(read(group("passed"))).toBe(
    "1 passedNot found: The redirect URI is not encrypted.RFC 9700, section 2.1.2 https-redirect",
  );
  expect(read(group("not applicable"))).toContain("PKCE is used with plain.");
});

describe("where nothing was found", () => {
  test("it says what was checked", async () => {
    const silent = (id: string) => ({
      check: { id, title: id, remedy: "", citations: [], evaluate: () => ({ outcome: "silent" }) as const },
      verdict: { outcome: "silent" } as const,
    });
    await openPopupWith([implicitFlow], everywhere, {
      judge: { evaluate: () => [silent("a"), silent("b")], wayOutOf: () => null, diagnose: () => [] },
    });
    show();
    expect(read(screen.getByRole("tabpanel"))).toContain(
      "No fault found.2 checks were held against this login: 2 passed, 0 undetermined, 0 not applicable.",
    );
  });

  test("it says so where nothing was checked", async () => {
    await openPopupWith([implicitFlow], everywhere, { judge: { evaluate: () => [], wayOutOf: () => null } });
    show();
    expect(read(screen.getByRole("tabpanel"))).toBe("No check was held against this login.");
  });

  test("it says that it is still judged", async () => {
    await openPopupWith([implicitFlow], everywhere, { loadJudge: () => new Promise(() => {}) });
    show();
    expect(read(screen.getByRole("tabpanel"))).toBe("Judging …");
  });
});

test("a chip shows one kind alone, and again all of them", async () => {
  await openPopupWith([implicitFlow], everywhere);
  show();
  const chips = within(screen.getByRole("group", { name: "Show only some findings" }));
  expect(chips.getAllByRole("button").map(read)).toEqual([
    "1 high",
    "1 medium",
    "1 pass",
    "1 undetermined",
    "1 passed",
    "1 not applicable",
  ]);
  const medium = chips.getByRole("button", { name: "1 medium" });
  fireEvent.click(medium);
  expect(medium.getAttribute("aria-pressed")).toBe("true");
  expect(findingOf("state-missing")).not.toBeNull();
  expect(findingOf("access-token-in-fragment")).toBeNull();
  expect(group("passed")).toBeNull();
  fireEvent.click(chips.getByRole("button", { name: "1 passed" }));
  expect(group("passed")?.open).toBe(true);
  fireEvent.click(chips.getByRole("button", { name: "1 passed" }));
  expect(document.querySelectorAll(".finding")).toHaveLength(3);
});

describe("by keyboard", () => {
  test("j and k go from finding to finding, and stop at the ends", async () => {
    await openPopupWith([implicitFlow], everywhere);
    show();
    press("j");
    expect(focused()).toContain("The access token came back in the URL.");
    press("j");
    expect(focused()).toContain("The request has no state.");
    press("k");
    press("k");
    expect(focused()).toContain("The access token came back in the URL.");
  });

  test("+ expands all and - collapses all", async () => {
    await openPopupWith([implicitFlow], everywhere);
    show();
    const open = () =>
      [...document.querySelectorAll(".findings details")].map((one) => one.hasAttribute("open"));
    press("-");
    expect(new Set(open())).toEqual(new Set([false]));
    press("+");
    expect(new Set(open())).toEqual(new Set([true]));
  });

  test("what is typed into a field is left alone", async () => {
    await openPopupWith([implicitFlow], everywhere, { door: { kind: "tab", flowId: null, page: "logins" } });
    show();
    const field = screen.getByRole("searchbox");
    field.focus();
    press("j");
    expect(document.activeElement).toBe(field);
  });
});

describe("evidence", () => {
  test("leads to where it was seen, and back to the finding", async () => {
    await openPopupWith([implicitFlow], everywhere, real);
    show();
    const issues = findingOf("response-type-issues-access-token");
    const link = () =>
      within(findingOf("response-type-issues-access-token") as HTMLElement).getByRole("button", {
        name: "response_type: show it in Messages",
      });
    expect(issues?.dataset.severity).toBe("high");
    fireEvent.click(link());
    await act(async () => {});
    expect(screen.getByRole("tab", { selected: true }).textContent).toBe("Messages");
    const row = document.activeElement as HTMLElement;
    expect(row.dataset.parameter).toBe("response_type");
    expect(row.closest("section")?.getAttribute("aria-label")).toBe("Request");
    expect(row.dataset.arrived).toBe("");
    fireEvent.click(screen.getByRole("button", { name: /Back to the finding/ }));
    await act(async () => {});
    expect(screen.getByRole("tab", { selected: true }).textContent).toMatch(/^Findings/);
    expect(document.activeElement).toBe(link());
    expect(screen.queryByRole("button", { name: /Back to the finding/ })).toBeNull();
  });

  test("is found in a view that is still being loaded, and in what is folded; Alt+Left leads back", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere, real);
    show();
    const token = findingOf("access-token-in-fragment");
    fireEvent.click(within(token as HTMLElement).getByRole("button", { name: /^access_token: show/ }));
    await act(async () => {});
    expect((document.activeElement as HTMLElement).dataset.parameter).toBe("access_token");
    fireEvent.keyDown(document.activeElement as Element, { key: "ArrowLeft", altKey: true });
    await act(async () => {});
    expect(document.activeElement?.closest("details")).toBe(findingOf("access-token-in-fragment"));
    // A fold on the way is opened, and what is not drawn leaves one at the next that is.
    for (const fold of document.querySelectorAll<HTMLDetailsElement>(".finding")) fold.open = false;
    await act(async () =>
      popup.app.jumps.goTo({
        view: "findings",
        anchor: [
          ["finding", "access-token-in-fragment"],
          ["parameter", "not drawn"],
        ],
      }),
    );
    expect(findingOf("access-token-in-fragment")?.open).toBe(true);
    expect(document.activeElement).toBe(findingOf("access-token-in-fragment"));
  });

  test("waits for the views to be loaded", async () => {
    const popup = openPopup({ judge: { diagnose: () => [] } });
    await act(async () => {
      popup.app.jumps.goTo({ view: "messages", anchor: [["message", "response"]] });
      popup.access(...everywhere);
      popup.flows(implicitFlow);
      await readerLoaded();
    });
    expect((document.activeElement as HTMLElement).dataset.message).toBe("response");
    expect(popup.app.jumps.target.value).toBeNull();
  });

  test("the way back is forgotten once the person goes there by herself, or to another login", async () => {
    const popup = await openPopupWith([implicitFlow, { ...hiddenFlow, tabId: 1 }], everywhere);
    const jump = () =>
      act(async () => popup.app.jumps.goTo({ view: "tokens", anchor: [] }, { view: "findings", anchor: [] }));
    await jump();
    expect(screen.getByRole("button", { name: /Back to the finding/ })).toBeTruthy();
    await act(async () => {
      show();
    });
    fireEvent.click(screen.getByRole("tab", { name: /^Tokens/ }));
    expect(screen.queryByRole("button", { name: /Back to the finding/ })).toBeNull();
    await jump();
    await act(async () => popup.app.select("hidden"));
    expect(screen.queryByRole("button", { name: /Back to the finding/ })).toBeNull();
  });
});

describe("what is undetermined", () => {
  const byClick = (click: string) => document.querySelector<HTMLElement>(`[data-click="${click}"]`);

  test("says that access would tell, and asks for it", async () => {
    const popup = await openPopupWith([hiddenFlow], [], { ...real, tabId: 2 });
    show();
    expect(read(byClick("access"))).toMatch(/^\d+ · Access to the sites would tell, at the next login/);
    fireEvent.click(
      within(byClick("access") as HTMLElement).getByRole("button", { name: "Allow all sites" }),
    );
    expect(popup.asked.map(({ patterns }) => patterns)).toEqual([["<all_urls>"]]);
    await act(async () => popup.access(...everywhere));
    expect(read(byClick("access"))).toContain("Access is given now: log in again and these are judged");
  });

  test("says that the server's keys would tell, and fetches them", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere, real);
    show();
    expect(read(byClick("keys"))).toContain("What the server publishes would tell");
    fireEvent.click(within(byClick("keys") as HTMLElement).getByRole("button"));
    expect(popup.learnt.at(-1)?.parameters).toEqual({ flowId: "implicit", again: true });
  });
});

test("a finding is copied as Markdown for a ticket, secrets masked", async () => {
  const popup = await openPopupWith([implicitFlow], everywhere);
  show();
  fireEvent.click(screen.getByRole("button", { name: "Copy finding access-token-in-fragment as Markdown" }));
  const [text = ""] = popup.copied;
  expect(text.replace(/, \d{4}-.*/, "")).toBe(
    [
      "### high: The access token came back in the URL. (`access-token-in-fragment`)",
      "Login: Implicit Flow, `https://app.example → https://login.example`",
      "**Seen**\n\n- access\\_token: `eyJh…9f2Q (1,204)`",
      "**To do**: Use the authorization code flow with PKCE.",
      "Sources: [RFC 9700, section 2.1.2](https://www.rfc-editor.org/rfc/rfc9700#section-2.1.2)",
    ].join("\n\n"),
  );
});
