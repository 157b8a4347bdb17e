import { act, fireEvent, screen, within } from "@testing-library/preact";
import { everywhere as all, authorize, callback, committed, flow } from "../fixtures/ui-facts.js";
import { implicitFlow } from "../fixtures/ui-logins.js";
import { codeFlow, outerFlow } from "../fixtures/ui-sessions.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const real = { judge: {} };
const why = () => screen.queryByRole("region", { name: "Why it failed" });

/** The person said no, or the server did. */
const refused = flow("refused", 1, [
  [-1, all],
  [0, committed(authorize({}))],
  [2000, committed(callback({ error: "unauthorized_client", state: "st-8c1f2e" }))],
]);

describe("why it failed", () => {
  test("stands in one line in every view, and with reasons and what to try on top of the overview", async () => {
    await openPopupWith([refused], everywhere, real);
    const line = () => read(document.querySelector(".why-line"));
    expect(line()).toContain("Why it failed: The client may not ask in this way.");
    const diagnosis = why()?.querySelector<HTMLElement>("[data-diagnosis]");
    expect(diagnosis?.dataset.diagnosis).toBe("authorization-unauthorized_client");
    expect(read(diagnosis?.querySelector('dl[aria-label="What was seen"]') ?? null)).toContain(
      "unauthorized_client",
    );
    expect(diagnosis?.querySelectorAll(".causes > li[data-certainty]").length).toBeGreaterThan(0);
    expect(read(diagnosis?.querySelector(".try") ?? null)).toMatch(/^Try:\S/);
    expect(diagnosis?.querySelector(".citations a")?.getAttribute("href")).toMatch(/^https:/);
    fireEvent.click(screen.getByRole("tab", { name: /^Tokens/ }));
    expect(why()).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Reasons" }));
    expect(why()).toBeTruthy();
  });

  test("comes first among what to do, and nothing uncertain is told as a fact", async () => {
    await openPopupWith([refused], everywhere, real);
    const first = read(why()?.querySelector(".try li") ?? null);
    expect(read(document.querySelector(".do-first"))).toBe(`Do first: ${first}`);
    for (const cause of why()?.querySelectorAll<HTMLElement>(".causes > li") ?? []) {
      const { certainty } = cause.dataset;
      const word = certainty === "likely" ? "Likely: " : certainty === "undetermined" ? "Undetermined: " : "";
      expect(read(cause).startsWith(word.trim())).toBe(true);
    }
  });

  test("leads from what was seen to the message, and back", async () => {
    await openPopupWith([refused], everywhere, real);
    const link = () =>
      within(why() as HTMLElement).getByRole("button", { name: "error: show it in Messages" });
    fireEvent.click(link());
    await act(async () => {});
    const row = document.activeElement as HTMLElement;
    expect([row.dataset.parameter, row.closest("section")?.dataset.message]).toEqual(["error", "response"]);
    fireEvent.click(screen.getByRole("button", { name: /Back to the overview/ }));
    await act(async () => {});
    expect(document.activeElement).toBe(link());
  });

  test("is not spoken of where a login went well", async () => {
    await openPopupWith([outerFlow], everywhere, { ...real, tabId: 7 });
    expect(why()).toBeNull();
    expect(document.querySelector(".why-line")).toBeNull();
  });
});

describe("the way out", () => {
  const wayOut = () => screen.getByRole("region", { name: "The way out" });
  const showFindings = () => fireEvent.click(screen.getByRole("tab", { name: /^Findings/ }));

  test("of an implicit login is written out, to be copied", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere, real);
    showFindings();
    expect(within(wayOut()).getAllByRole("heading").map(read)[0]).toBe(
      "The way out: Authorization Code with PKCE",
    );
    const points = within(wayOut()).getByRole("list", { name: "What the server offers" });
    expect(read(points.children[1] ?? null)).toContain(
      "Does it offer PKCE with S256? undetermined The server's metadata was not fetched.",
    );
    fireEvent.click(within(wayOut()).getByRole("button", { name: "Copy new authorization request" }));
    const [request] = popup.copied;
    expect(new URL(request ?? "").searchParams.get("response_type")).toBe("code");
    expect(request).toContain("code_challenge={code_challenge}&code_challenge_method=S256");
    expect(request).not.toContain("st-8c1f2e");
    fireEvent.click(within(wayOut()).getByRole("button", { name: "Copy new token request" }));
    expect(popup.copied[1]).toContain("grant_type=authorization_code&code={code}");
  });

  test("says so where the login does it right already", async () => {
    await openPopupWith([codeFlow], everywhere, real);
    showFindings();
    expect(wayOut().dataset.state).toBe("right");
    expect(read(wayOut())).toContain("None is needed. It is the Authorization Code Flow with PKCE");
  });
});
