import { act, fireEvent, screen, within } from "@testing-library/preact";
import { implicitFlow } from "../fixtures/ui-logins.js";
import { code, codeFlow, refreshTokens } from "../fixtures/ui-sessions.js";
import { accessToken } from "../fixtures/ui-tokens.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const contacts = "GET https://api.example/v2/contacts?limit=20";
const more = (name: string) => screen.getByRole("button", { name: `More ways to copy ${name}` });
const items = () => screen.getAllByRole("menuitem");
const press = (key: string) => fireEvent.keyDown(document.activeElement as Element, { key });

async function openCalls() {
  const popup = await openPopupWith([implicitFlow], everywhere);
  fireEvent.click(screen.getByRole("tab", { name: "Calls 2" }));
  return popup;
}

test("a menu opens below its button, is walked through by arrow keys, and closes by Escape", async () => {
  await openCalls();
  const button = more(contacts);
  expect(button.getAttribute("aria-expanded")).toBe("false");
  button.focus();
  press("ArrowDown");
  expect(button.getAttribute("aria-expanded")).toBe("true");
  expect(document.activeElement).toBe(items()[0]);
  press("ArrowDown");
  expect(document.activeElement).toBe(items()[1]);
  press("ArrowUp");
  press("ArrowUp");
  expect(document.activeElement).toBe(items().at(-1));
  press("Home");
  expect(document.activeElement).toBe(items()[0]);
  press("End");
  expect(document.activeElement).toBe(items().at(-1));
  press("Escape");
  expect(screen.queryByRole("menu")).toBeNull();
  expect(document.activeElement).toBe(button);
});

test("a menu closes when the focus goes elsewhere", async () => {
  await openCalls();
  fireEvent.click(more(contacts));
  act(() => screen.getByRole("tab", { name: "Tokens 2" }).focus());
  expect(screen.queryByRole("menu")).toBeNull();
});

test("a call is copied without its token, unless it is asked for with the live one", async () => {
  const popup = await openCalls();
  fireEvent.click(more(contacts));
  const groups = screen.getAllByRole("group").map((group) => group.getAttribute("aria-label"));
  expect(groups).toEqual(["With $TOKEN in place of secrets", "With the live secrets"]);
  expect(items().map(read)).toEqual(["URL", "cURL", "fetch", "HTTPie", "URL", "cURL", "fetch", "HTTPie"]);
  for (const index of [1, 2, 3]) {
    if (!screen.queryByRole("menu")) fireEvent.click(more(contacts));
    await act(async () => items()[index]?.click());
  }
  expect(popup.copied.map((text) => text.split(" ", 1)[0])).toEqual(["curl", "const", "http"]);
  for (const text of popup.copied) expect(text).not.toContain(accessToken);
  fireEvent.click(more(contacts));
  await act(async () => items()[5]?.click());
  expect(popup.copied.at(-1)).toContain(`-H 'Authorization: Bearer ${accessToken}'`);
  expect(document.activeElement).toBe(more(contacts));
});

test("what was copied is told for a moment", async () => {
  const popup = await openCalls();
  const row = document.querySelector<HTMLElement>('[data-call="4"]') as HTMLElement;
  expect(read(within(row).getByRole("status"))).toBe("");
  await act(async () =>
    within(row)
      .getByRole("button", { name: `Copy ${contacts}` })
      .click(),
  );
  expect(popup.copied).toEqual(["https://api.example/v2/contacts?limit=20"]);
  expect(read(within(row).getByRole("status"))).toBe("Copied");
  act(() => jest.advanceTimersByTime(2000));
  expect(read(within(row).getByRole("status"))).toBe("");
});

test("a browser that refuses is told of", async () => {
  const popup = await openCalls();
  popup.gateway.copy = () => Promise.reject(new Error("no"));
  const row = document.querySelector<HTMLElement>('[data-call="4"]') as HTMLElement;
  await act(async () =>
    within(row)
      .getByRole("button", { name: `Copy ${contacts}` })
      .click(),
  );
  expect(read(within(row).getByRole("status"))).toBe("Copy failed");
});

test("a call with a body says that the body is missing", async () => {
  await openCalls();
  fireEvent.click(more("POST https://api.example/v2/contacts"));
  expect(read(document.querySelector(".copy-choices"))).toContain("The body of this call was not captured");
});

test("requests of the protocol are copied for other tools", async () => {
  const popup = await openPopupWith([codeFlow], everywhere);
  fireEvent.click(screen.getByRole("tab", { name: "Messages" }));
  fireEvent.click(more("request"));
  expect(items().map(read)).toEqual(["URL", "cURL", "fetch", "HTTPie"]);
  await act(async () => items()[0]?.click());
  expect(popup.copied.at(-1)).toMatch(/^https:\/\/login\.example\/authorize\?response_type=code&/);
  fireEvent.click(more("token request 2"));
  await act(async () => items()[3]?.click());
  expect(popup.copied.at(-1)).toContain("'refresh_token='\"$REFRESH_TOKEN\"");
  fireEvent.click(more("token request 2"));
  await act(async () => items()[7]?.click());
  expect(popup.copied.at(-1)).toContain(`'refresh_token=${refreshTokens[0]}'`);
});

test("a response is copied as JSON, without its code unless that is asked for", async () => {
  const popup = await openPopupWith([codeFlow], everywhere);
  fireEvent.click(screen.getByRole("tab", { name: "Messages" }));
  await act(async () => screen.getByRole("button", { name: "Copy response" }).click());
  expect(JSON.parse(popup.copied.at(-1) ?? "")).toEqual({ code: "$CODE", state: "st-8c1f2e" });
  fireEvent.click(more("response"));
  expect(items().map(read)).toEqual(["JSON", "JSON", "As it was sent"]);
  await act(async () => items()[1]?.click());
  expect(JSON.parse(popup.copied.at(-1) ?? "")).toEqual({ code, state: "st-8c1f2e" });
});

test("a token is copied as it is, decoded, and as a header", async () => {
  const popup = await openPopupWith([implicitFlow], everywhere);
  fireEvent.click(screen.getByRole("tab", { name: "Tokens 2" }));
  fireEvent.click(more("access_token"));
  expect(items().map(read)).toEqual([
    "Live token",
    "Header and claims as JSON",
    "Authorization header with the live token",
  ]);
  await act(async () => items()[1]?.click());
  expect(Object.keys(JSON.parse(popup.copied.at(-1) ?? ""))).toEqual(["header", "payload"]);
  fireEvent.click(more("id_token"));
  expect(items().length).toBe(2);
});
