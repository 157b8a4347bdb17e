import { act, fireEvent, screen, waitFor, within } from "@testing-library/preact";
import type { Report } from "../../extension/report/report.js";
import { app, committed, flow as flowOf, redirect } from "../fixtures/ui-facts.js";
import { hiddenFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { accessToken, idToken, opaqueToken } from "../fixtures/ui-tokens.js";
import { everywhere, openPopup, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const click = async (name: string) => {
  fireEvent.click(screen.getByRole("button", { name }));
  await act(async () => {});
};
const panel = () => screen.queryByRole("region", { name: "Export report" });

const cookieWith = (attribute: string) => ({
  setCookies: [{ name: "a", attributes: { [attribute]: "" }, bits: 8, hash: "ab".repeat(8) }],
});

describe("exporting a report", () => {
  test("saves the login that is shown, redacted, in two clicks", async () => {
    const popup = await openPopupWith([implicitFlow, hiddenFlow], everywhere);
    await click("Export report");
    expect(read(panel())).toContain("Tokens, codes, secrets, cookies and personal claims are replaced");
    expect(popup.saved).toEqual([]);
    await click("Save this login");
    await waitFor(() => expect(panel()).toBeNull());
    expect(popup.saved.map(({ name }) => name)).toEqual(["token-inspector-report-2026-03-01T13-04-11.json"]);
    const json = popup.saved[0]?.json ?? "";
    const report = JSON.parse(json) as Report;
    expect(report.redacted).toBe(true);
    expect(report.flows.map(({ id }) => id)).toEqual(["implicit"]);
    expect(report.flows[0]?.findings.map(({ id }) => id)).toContain("access-token-in-fragment");
    expect([accessToken, idToken].some((token) => json.includes(token))).toBe(false);
  });

  test("saves all logins", async () => {
    const popup = await openPopupWith([implicitFlow, hiddenFlow], everywhere);
    await click("Export report");
    await click("Save all 2");
    await waitFor(() => expect(panel()).toBeNull());
    const report = JSON.parse(popup.saved[0]?.json ?? "") as Report;
    expect(report.flows.map(({ id }) => id).sort()).toEqual(["hidden", "implicit"]);
    expect(popup.saved[0]?.json).not.toContain(opaqueToken);
  });

  test("saves it unredacted only after one click more, and warns before", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere);
    await click("Export report");
    expect(screen.queryByRole("button", { name: "Save this login unredacted" })).toBeNull();
    expect(screen.queryByRole("alert")).toBeNull();
    await click("Unredacted …");
    expect(read(screen.getByRole("alert"))).toContain("live tokens, codes and cookies");
    expect(popup.saved).toEqual([]);
    await click("Save this login unredacted");
    await waitFor(() => expect(panel()).toBeNull());
    expect(popup.saved[0]?.name).toBe("token-inspector-report-2026-03-01T13-04-11-unredacted.json");
    expect(popup.saved[0]?.json).toContain(accessToken);
    await click("Export report");
    expect(within(panel() as HTMLElement).queryByRole("alert")).toBeNull();
  });

  test("is refused where a secret would stay in it, in one plain sentence", async () => {
    const secret = "0f3a9c1b7d52e8460f3a9c1b7d52e846";
    const flow = flowOf("odd", 1, [
      [0, committed(`${app}/callback#access_token=${secret}&token_type=Bearer`)],
      // Names of members are not replaced: for such a cookie there is the search before the file is handed out.
      [1, { ...redirect("7", `${app}/`, `${app}/in`), ...cookieWith(secret) }],
    ]);
    const popup = await openPopupWith([flow], everywhere);
    await click("Export report");
    await click("Save this login");
    expect(read(await screen.findByRole("alert"))).toContain(
      "The report was not saved: even redacted it would hold a secret (access_token).",
    );
    expect(popup.saved).toEqual([]);
  });

  test("says so where it cannot be saved", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere);
    popup.gateway.save = () => Promise.reject(new Error("no room"));
    await click("Export report");
    await click("Save this login");
    expect(read(await screen.findByRole("alert"))).toContain("The report was not saved: no room");
  });
});

describe("the message report", () => {
  const door = { kind: "tab", flowId: null, page: "logins" } as const;

  test("is answered by the inspector with the report that would be saved", async () => {
    const popup = await openPopupWith([implicitFlow, hiddenFlow], everywhere, { door });
    const all = (await popup.ask({ name: "report", parameters: { redacted: true } })) as Report;
    expect(all).toMatchObject({ format: "token-inspector-report", version: 1, redacted: true });
    expect(all.flows.length).toBe(2);
    expect(JSON.stringify(all)).not.toContain(accessToken);
    const parameters = { flowId: "implicit", redacted: false };
    const one = (await popup.ask({ name: "report", parameters })) as Report;
    expect(one.flows.map(({ id }) => id)).toEqual(["implicit"]);
    expect(one.flows[0]?.tokens[0]?.raw).toBe(accessToken);
  });

  test.each([
    ["without parameters", { name: "report" }],
    ["without saying whether redacted", { name: "report", parameters: {} }],
    ["with more", { name: "report", parameters: { redacted: true, raw: true } }],
    ["with a flow that is none", { name: "report", parameters: { redacted: true, flowId: 1 } }],
  ])("is refused %s", async (_, message) => {
    const popup = await openPopupWith([implicitFlow], everywhere, { door });
    await expect(popup.ask(message)).rejects.toThrow("The message is malformed.");
  });

  test("is refused for a login that is not held, and while the logins are being read", async () => {
    const popup = openPopup({ door });
    const ask = (flowId?: string) => popup.ask({ name: "report", parameters: { redacted: true, flowId } });
    await expect(ask()).rejects.toThrow("the logins are still being read");
    await act(async () => popup.flows(implicitFlow));
    await expect(ask("gone")).rejects.toThrow("there is no such login any more");
  });

  test("other messages, and those to the toolbar popup, are not answered", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere, { door });
    expect(popup.ask({ name: "clear", parameters: {} })).toBeUndefined();
    expect(popup.ask("report")).toBeUndefined();
    popup.unmount();
    const toolbar = await openPopupWith([implicitFlow], everywhere);
    expect(toolbar.ask({ name: "report", parameters: { redacted: true } })).toBeUndefined();
  });
});
