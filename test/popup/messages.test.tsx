import { fireEvent, screen, within } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import { formPostFlow, hostileFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { accessToken } from "../fixtures/ui-tokens.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

async function openMessages(flow: Flow) {
  await openPopupWith([flow], everywhere, { tabId: flow.tabId });
  fireEvent.click(screen.getByRole("tab", { name: "Messages" }));
  const row = (table: string) => (name: string) =>
    screen.getByRole("table", { name: table }).querySelector<HTMLElement>(`[data-parameter="${name}"]`);
  return { request: row("Request parameters"), response: row("Response parameters") };
}

test("every parameter of the request stands in its order, with its meaning", async () => {
  const { request } = await openMessages(implicitFlow);
  const rows = screen.getByRole("table", { name: "Request parameters" }).querySelectorAll("tbody tr");
  expect([...rows].map((row) => row.getAttribute("data-parameter"))).toEqual([
    "response_type",
    "response_mode",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "audience",
    "prompt",
    "tenant_hint",
  ]);
  expect(read(request("client_id"))).toContain("spa-contactsPublic identifier of the client");
  expect(read(request("tenant_hint"))).toContain("not a standard parameter");
});

test("a list is cut into its members", async () => {
  const { request } = await openMessages(implicitFlow);
  const chips = [...(request("scope")?.querySelectorAll(".chip") ?? [])].map(read);
  expect(chips).toEqual(["openid", "profile", "read:contacts"]);
});

test("a response_mode that was not sent is marked as the default", async () => {
  const { request } = await openMessages(implicitFlow);
  expect(request("response_mode")?.dataset.sent).toBe("false");
  expect(read(request("response_mode"))).toContain("fragmentdefault for this response_type, not sent");
});

test("a response_mode that was sent has one row", async () => {
  await openMessages(formPostFlow);
  expect(document.querySelectorAll('[data-parameter="response_mode"]').length).toBe(1);
  expect(read(document.body)).not.toContain("not sent");
  expect(read(screen.getByRole("region", { name: "Response" }))).toContain(
    "form_post shows only with access",
  );
});

test("a credential is masked until it is revealed", async () => {
  const { response } = await openMessages(implicitFlow);
  const row = response("access_token") as HTMLElement;
  expect(read(row)).toContain("eyJh…");
  expect(document.body.textContent).not.toContain(accessToken);
  fireEvent.click(within(row).getByRole("button", { name: "Reveal access_token" }));
  expect(row.textContent).toContain(accessToken);
  fireEvent.click(within(row).getByRole("button", { name: "Hide access_token" }));
  expect(row.textContent).not.toContain(accessToken);
});

test("the raw text is one click away", async () => {
  await openMessages(implicitFlow);
  fireEvent.click(screen.getByRole("button", { name: "Show raw request" }));
  expect(document.querySelector('[data-raw="request"]')?.textContent).toContain(
    "redirect_uri=https%3A%2F%2Fapp.example%2Fcallback",
  );
});

test("a state that came back is compared with the one that was sent", async () => {
  const sound = await openMessages(implicitFlow);
  expect(read(sound.response("state"))).toContain("same as in the request");
});

test("hostile text stays text, and what does not show is spelled out", async () => {
  const { request, response } = await openMessages(hostileFlow);
  expect(read(request("client_id"))).toContain('<img src=x onerror="alert(1)">');
  expect(read(request("login_hint"))).toContain("U+202Egpj.exe");
  expect(document.body.textContent).not.toContain("\u202e");
  expect(read(request("broken"))).toContain("percent-encod");
  expect(read(request("nonce"))).toContain("sent more than once");
  expect(read(response("error_description"))).toContain("<script>alert(1)</script>");
  expect(read(response("state"))).toContain("differs from the request");
  expect(document.querySelector("img, script")).toBeNull();
});
