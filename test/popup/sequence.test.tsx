import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import { formPostFlow, hiddenFlow, hostileFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { code, codeFlow, refreshTokens } from "../fixtures/ui-sessions.js";
import { accessToken, idToken } from "../fixtures/ui-tokens.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

async function openSequence(flow: Flow, access = everywhere) {
  const popup = await openPopupWith([flow], access, { tabId: flow.tabId });
  fireEvent.click(screen.getByRole("tab", { name: "Sequence" }));
  return popup;
}

const messages = () =>
  within(screen.getByRole("listbox", { name: "Messages in order" })).getAllByRole("option");
const named = (name: string) => {
  const found = messages().find((row) => row.getAttribute("aria-label")?.startsWith(name));
  if (!found) throw new Error(`No message that begins with ${name}`);
  return found;
};
const detail = () => read(screen.getByRole("region", { name: "Message" }));
const statuses = () => messages().map((row) => row.getAttribute("data-status"));

describe("the diagram", () => {
  test("reads as a list of messages in order, each with who sent it to whom", async () => {
    await openSequence(implicitFlow);
    expect(messages().map((row) => row.getAttribute("aria-label"))).toEqual([
      "1 clicks “Log in” +0.00 s, from Person and browser to app.example",
      "2 GET /authorize?response_type=id_token token +0.02 s, from Person and browser to login.example, 1 finding",
      "302 /u/login +0.09 s, from login.example to Person and browser",
      "3 login prompt /u/login +0.09 s, from login.example to Person and browser",
      "4 what was entered, to /u/login +1.09 s, from Person and browser to login.example",
      "5 302 /callback#access_token,id_token +1.78 s, from login.example to Person and browser, 1 finding",
      "#access_token,id_token to the page’s script +1.78 s, Step 5, from Person and browser to app.example",
      "6 GET /v2/contacts Bearer access_token +1.90 s, from app.example to api.example",
      "7 200 +1.97 s, from api.example to app.example",
      "POST /v2/contacts Bearer access_token +2.10 s, from app.example to api.example",
      "failed: net::ERR_FAILED +2.13 s, from api.example to app.example",
    ]);
    expect(screen.getByRole("img", { name: /^Lanes: / }).getAttribute("aria-label")).toBe(
      "Lanes: Person and browser; app.example Client; login.example Authorization server; api.example API",
    );
  });

  test("without access says of each unseen step why", async () => {
    await openSequence(hiddenFlow, []);
    expect(statuses()).toEqual([
      "not-visible",
      "seen",
      "not-seen",
      "not-seen",
      "seen",
      "seen",
      "not-visible",
      "not-visible",
    ]);
    expect(named("1").getAttribute("aria-label")).toBe(
      "1 Clicks show only with access to app.example., from Person and browser to app.example, not visible",
    );
  });

  test("of a login without a response, and of one that was refused", async () => {
    await openSequence(formPostFlow, []);
    expect(named("5").getAttribute("data-status")).toBe("not-visible");
    cleanup();
    await openSequence(hostileFlow);
    expect(named("5").getAttribute("data-fault")).toBe("true");
    expect(document.querySelector("img, script")).toBeNull();
  });

  test("marks only what came while it was on show as new, and leaves the rest in place", async () => {
    const early = { ...codeFlow, observations: codeFlow.observations.slice(0, 4) };
    const popup = await openSequence(early);
    const request = named("2");
    expect(document.querySelector("[data-fresh]")).toBeNull();
    await act(async () => popup.flows(codeFlow));
    expect(named("2")).toBe(request);
    expect(request.getAttribute("data-fresh")).toBeNull();
    expect(named("6").getAttribute("data-fresh")).toBe("true");
  });
});

describe("by keyboard", () => {
  test("one message is reached by Tab, the others by arrows and by j, k, Home and End", async () => {
    await openSequence(implicitFlow);
    expect(messages().filter((row) => row.getAttribute("tabindex") === "0")).toEqual([named("1")]);
    const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
    act(() => named("1").focus());
    expect(detail()).toContain("Step 1 clicks “Log in”");
    press("ArrowDown");
    expect(document.activeElement).toBe(named("2"));
    expect(detail()).toContain("response_type");
    expect(messages().filter((row) => row.getAttribute("tabindex") === "0")).toEqual([named("2")]);
    press("j");
    press("k");
    expect(document.activeElement).toBe(named("2"));
    press("End");
    expect(document.activeElement).toBe(named("failed"));
    press("Home");
    expect(document.activeElement).toBe(named("1"));
    press("ArrowUp");
    expect(document.activeElement).toBe(named("1"));
  });

  test("Enter keeps a message, Escape lets it go", async () => {
    await openSequence(implicitFlow);
    act(() => named("5").focus());
    fireEvent.keyDown(named("5"), { key: "Enter" });
    expect(named("5").getAttribute("aria-selected")).toBe("true");
    fireEvent.mouseOver(named("2"));
    expect(detail()).toContain("Step 5");
    fireEvent.keyDown(named("5"), { key: "Escape" });
    expect(named("5").getAttribute("aria-selected")).toBe("false");
    expect(detail()).toContain("Step 2");
  });

  test("+, - and 0 zoom", async () => {
    await openSequence(implicitFlow);
    const width = () =>
      Number(screen.getByRole("listbox", { name: "Messages in order" }).getAttribute("width"));
    const before = width();
    fireEvent.keyDown(named("1"), { key: "+" });
    expect(width()).toBeCloseTo(before * 1.2);
    fireEvent.keyDown(named("1"), { key: "-" });
    fireEvent.keyDown(named("1"), { key: "-" });
    expect(width()).toBeCloseTo(before / 1.2);
    fireEvent.keyDown(named("1"), { key: "0" });
    expect(width()).toBe(before);
    fireEvent.click(screen.getByRole("button", { name: "Zoom in" }));
    expect(width()).toBeCloseTo(before * 1.2);
  });
});

describe("the message that is pointed at", () => {
  test("is shown while the pointer is on it, and stays once it is clicked", async () => {
    await openSequence(implicitFlow);
    expect(detail()).toContain("Point at an arrow");
    fireEvent.mouseOver(named("2"));
    expect(detail()).toContain("client_id");
    fireEvent.mouseLeave(screen.getByRole("listbox", { name: "Messages in order" }));
    expect(detail()).toContain("Point at an arrow");
    fireEvent.click(named("2"));
    fireEvent.mouseLeave(screen.getByRole("listbox", { name: "Messages in order" }));
    expect(detail()).toContain("client_id");
    fireEvent.click(screen.getByRole("button", { name: "Release" }));
    expect(detail()).toContain("Point at an arrow");
  });

  test("masks its secrets, those of headers too, until one is revealed", async () => {
    await openSequence(implicitFlow);
    fireEvent.click(named("5"));
    expect(detail()).toContain("high The access token came back in the URL.");
    expect(detail()).not.toContain(accessToken);
    fireEvent.click(screen.getByRole("button", { name: "Reveal access_token" }));
    expect(detail()).toContain(accessToken);
    fireEvent.click(named("6"));
    expect(detail()).toContain("X-Client");
    expect(detail()).not.toContain(accessToken);
  });

  test.each([
    ["5", "Show in Messages", "Messages"],
    ["6", "Show in Calls", "Calls 2"],
  ])("leads to where all of it is shown", async (message, button, tab) => {
    await openSequence(implicitFlow);
    fireEvent.click(named(message));
    fireEvent.click(screen.getByRole("button", { name: button }));
    expect(screen.getByRole("tab", { name: tab }).getAttribute("aria-selected")).toBe("true");
  });

  test("says why it was not seen", async () => {
    await openSequence(hiddenFlow, []);
    fireEvent.click(named("1"));
    expect(detail()).toContain("Clicks show only with access to app.example.");
  });
});

describe("exported", () => {
  const textOf = (blob: Blob | undefined) =>
    new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result));
      reader.readAsText(blob ?? new Blob());
    });
  const secrets = [accessToken, idToken, code, ...refreshTokens];

  test("as Mermaid text, copied and saved, without a secret", async () => {
    const popup = await openSequence(codeFlow);
    jest.useRealTimers();
    fireEvent.click(screen.getByRole("button", { name: "Copy Mermaid" }));
    await waitFor(() => expect(popup.copied).toHaveLength(1), { timeout: 30_000 });
    expect(popup.copied[0]).toContain("p2->>p3: 6. POST /oauth/token authorization_code (+1.00 s)");
    fireEvent.click(screen.getByRole("button", { name: "Save as .mmd" }));
    await waitFor(() => expect(popup.savedBlobs).toHaveLength(1), { timeout: 30_000 });
    expect(popup.savedBlobs[0]?.name).toBe("token-inspector-sequence-2026-03-01T13-02-11.mmd");
    expect(await textOf(popup.savedBlobs[0]?.blob)).toBe(popup.copied[0]);
    for (const secret of secrets) expect(popup.copied[0]).not.toContain(secret);
  });

  test("as SVG that stands alone, at its own size, without a secret", async () => {
    const popup = await openSequence(codeFlow);
    jest.useRealTimers();
    fireEvent.keyDown(named("1"), { key: "+" });
    fireEvent.click(screen.getByRole("button", { name: "Save as SVG" }));
    await waitFor(() => expect(popup.savedBlobs).toHaveLength(1), { timeout: 30_000 });
    const [saved] = popup.savedBlobs;
    expect([saved?.name, saved?.blob.type]).toEqual([
      "token-inspector-sequence-2026-03-01T13-02-11.svg",
      "image/svg+xml",
    ]);
    const svg = new DOMParser().parseFromString(await textOf(saved?.blob), "image/svg+xml").documentElement;
    expect(svg.getAttribute("width")).toBe("544");
    expect(svg.textContent).toContain("login.example");
    expect(svg.textContent).toContain("POST /oauth/token authorization_code");
    expect(svg.querySelector("[class], [role], [tabindex], [data-message], style, script")).toBeNull();
    for (const secret of secrets) expect(svg.outerHTML).not.toContain(secret);
    expect(document.querySelectorAll("[role=listbox]")).toHaveLength(1);
  });

  test("or told of where that fails", async () => {
    const popup = await openSequence(codeFlow);
    jest.useRealTimers();
    popup.gateway.save = async () => {
      throw new Error("the disk is full.");
    };
    fireEvent.click(screen.getByRole("button", { name: "Save as .mmd" }));
    expect(read(await screen.findByRole("alert"))).toContain("The diagram was not saved: the disk is full.");
  });
});
