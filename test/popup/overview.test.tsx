import { act, fireEvent, screen } from "@testing-library/preact";
import { formPostFlow, hiddenFlow, hostileFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { codeFlow } from "../fixtures/ui-sessions.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

describe("the header", () => {
  test("says what login it was, how sound, and what to do first", async () => {
    await openPopupWith([implicitFlow], everywhere);
    expect(read(screen.getByRole("heading", { level: 1 }))).toBe(
      "Verdict high: Implicit Flow · id_token token · fragment",
    );
    const header = read(document.querySelector(".login-header"));
    expect(header).toContain("app.example → to login.example");
    expect(header).toContain("1 high 1 medium · 2 passed · 1 undetermined");
    expect(header).toContain("Do first: Use the authorization code flow with PKCE.");
    expect(header).toContain("1.78 s");
  });

  test("never calls a login sound while something is undetermined", async () => {
    await openPopupWith([formPostFlow], [], { tabId: 3, judge: { evaluate: () => [], diagnose: () => [] } });
    expect(read(screen.getByRole("heading", { level: 1 }))).toContain("Verdict undetermined");
    expect(read(document.querySelector(".login-header"))).toContain("no response seen");
  });
});

describe("the steps", () => {
  test("all seven were seen", async () => {
    const { container } = await openPopupWith([implicitFlow], everywhere);
    const steps = [...container.querySelectorAll<HTMLElement>("[data-step]")];
    expect(steps.map(({ dataset }) => dataset.status)).toEqual(Array(7).fill("seen"));
    expect(read(steps[3] ?? null)).toContain("The person authenticates and consents");
    expect(read(steps[3] ?? null)).toContain("+1.09 s");
    expect(read(steps[0] ?? null)).toContain("reported by the page");
  });

  test("what was not visible is said in words", async () => {
    const { container } = await openPopupWith([formPostFlow], [], { tabId: 3 });
    const fifth = container.querySelector<HTMLElement>('[data-step="5"]');
    expect(fifth?.dataset.status).toBe("not-visible");
    expect(read(fifth)).toContain("not visible without access");
  });

  test("lead to the message that they show", async () => {
    await openPopupWith([implicitFlow], everywhere);
    fireEvent.click(screen.getByRole("button", { name: "Response" }));
    expect(screen.getByRole("tab", { name: "Messages" }).getAttribute("aria-selected")).toBe("true");
  });
});

describe("site access", () => {
  test("is offered for the sites of the login, or for all", async () => {
    const popup = await openPopupWith([hiddenFlow], [], { tabId: 2 });
    fireEvent.click(screen.getByRole("button", { name: "Allow for these sites" }));
    fireEvent.click(screen.getByRole("button", { name: "Allow all sites" }));
    expect(popup.asked.map(({ patterns }) => patterns)).toEqual([
      ["*://app.example/*", "*://login.example/*", "*://api.example/*"],
      ["<all_urls>"],
    ]);
  });

  test("that was given since is told apart from what was seen", async () => {
    const popup = await openPopupWith([hiddenFlow], [], { tabId: 2 });
    await act(async () => popup.access("*://app.example/*", "*://login.example/*", "*://*.api.example/*"));
    expect(read(screen.getByRole("note"))).toBe(
      "Access was given after this login: log in again to see what was hidden.",
    );
    await act(async () => popup.access("*://app.example/*"));
    expect(screen.getByRole("button", { name: "Allow all sites" })).toBeTruthy();
  });

  test("is not spoken of where nothing was hidden", async () => {
    await openPopupWith([implicitFlow], []);
    expect(screen.queryByRole("note")).toBeNull();
  });
});

describe("at a glance", () => {
  const glance = (name: "Request" | "Response") =>
    Object.fromEntries(
      [...screen.getByRole("region", { name }).querySelectorAll<HTMLElement>("[data-row]")].map((row) => [
        row.dataset.row,
        read(row.querySelector("dd")),
      ]),
    );

  test("it says what was asked and what came back", async () => {
    await openPopupWith([implicitFlow], everywhere, { judge: {} });
    expect(glance("Request")).toEqual({
      response_type: "id_token token",
      response_mode: "fragment default",
      client_id: "spa-contacts",
      redirect_uri: "https://app.example/callback",
      scope: "openid profile read:contacts",
      state: "st-8c1f2e",
      nonce: "n-0S6_WzA2Mj",
      prompt: "login",
      audience: "https://api.example",
    });
    expect(glance("Response")).toEqual({
      access_token: "not verified · expires in 58 min",
      id_token: "invalid · expires in 9 h",
      state: "as sent",
    });
    fireEvent.click(screen.getByRole("button", { name: "id_token: show it in Tokens" }));
    await act(async () => {});
    expect((document.activeElement as HTMLElement).dataset.tokenId).toBe("id_token");
  });

  test("of a code it says what became of it, and of PKCE how the code is bound", async () => {
    await openPopupWith([codeFlow], everywhere);
    expect(glance("Request").code_challenge).toBe("S256 E9Me…w-cM (43)");
    expect(glance("Response").code).toBe("redeemed");
    expect(glance("Response")[""]).toBe("4 further tokens");
  });

  test("it says what is absent, what differs and what is an error", async () => {
    await openPopupWith([hostileFlow], everywhere, { tabId: 4 });
    expect(glance("Response")).toEqual({
      error: "access_denied",
      error_description: "<script>alert(1)</script>",
      state: "differs from what was sent",
    });
  });

  test("it says why no response is there", async () => {
    await openPopupWith([formPostFlow], [], { tabId: 3 });
    expect(read(screen.getByRole("region", { name: "Response" }))).toBe(
      "Response None was seen: form_post shows only with access to the client's site.",
    );
  });
});

test("while the login is judged, every line of the header has its place already", async () => {
  const lines = () =>
    [...document.querySelectorAll(".login-header > *")].map((line) => line.className || line.tagName);
  const popup = await openPopupWith([implicitFlow], everywhere, { loadJudge: () => new Promise(() => {}) });
  const before = lines();
  expect(read(document.querySelector(".counts-line"))).toBe("Judging …");
  popup.unmount();
  await openPopupWith([implicitFlow], everywhere);
  expect(lines()).toEqual(before);
});

test("a login with nothing to change says so", async () => {
  await openPopupWith([implicitFlow], everywhere, { judge: { evaluate: () => [], diagnose: () => [] } });
  expect(read(document.querySelector(".do-first"))).toBe("Nothing has to be done.");
});

test("names what is malformed, and keeps a page's text text", async () => {
  const { container } = await openPopupWith([hostileFlow], everywhere, { tabId: 4 });
  expect(read(screen.getByRole("list", { name: "Problems" }))).toContain("broken");
  expect(read(screen.getByRole("tabpanel"))).toContain('<img src=x onerror="alert(1)">');
  expect(container.querySelector("img, script, b:not(.do-first b, .verdict-line b)")).toBeNull();
});

test("tabs are walked with the arrow keys", async () => {
  await openPopupWith([implicitFlow], everywhere);
  const selected = () => read(screen.getByRole("tab", { selected: true }));
  const press = (key: string) => fireEvent.keyDown(screen.getByRole("tab", { selected: true }), { key });
  press("ArrowRight");
  expect(selected()).toBe("Sequence");
  press("End");
  expect(selected()).toBe("Calls 2");
  press("ArrowRight");
  expect(selected()).toBe("Overview");
  press("ArrowLeft");
  expect(selected()).toBe("Calls 2");
  expect(document.activeElement).toBe(screen.getByRole("tab", { selected: true }));
});
