import { act, fireEvent, screen, within } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import type { ReplayResult } from "../../extension/messages.js";
import { flow } from "../fixtures/ui-facts.js";
import { implicitFlow } from "../fixtures/ui-logins.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const contacts = "https://api.example/v2/contacts?limit=20";
const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });
const type = (name: string, value: string) => fireEvent.input(field(name), { target: { value } });
const remarks = () => read(document.getElementById("replay-remarks"));
const method = (value: string) =>
  fireEvent.change(screen.getByRole("combobox", { name: "Method" }), { target: { value } });

const answer = (status: number, body: string): ReplayResult => ({
  outcome: "answered",
  status,
  statusText: "",
  headers: [{ name: "Content-Type", value: "application/json" }],
  body,
  truncated: false,
  durationMs: 48,
  url: contacts,
});

/** The login with the body of its first call's answer, as DevTools gives it. */
const withBody = (text: string): Flow => {
  const [body] = flow("", 1, [
    [
      1970,
      {
        kind: "response-body",
        requestId: "4",
        url: contacts,
        method: "GET",
        status: 200,
        text,
        truncated: false,
        provenance: "devtools",
      },
    ],
  ]).observations;
  return { ...implicitFlow, observations: [...implicitFlow.observations, ...(body ? [body] : [])] };
};

async function pick(opened: Flow = implicitFlow, access = everywhere) {
  const popup = await openPopupWith([opened], access);
  fireEvent.click(screen.getByRole("tab", { name: "Calls 2" }));
  fireEvent.click(button(`Replay GET ${contacts}`));
  return popup;
}

type Popup = Awaited<ReturnType<typeof pick>>;
const send = () => act(async () => button("Send").click());
const resolve = (popup: Popup, result: ReplayResult) => act(async () => popup.sent.at(-1)?.resolve(result));

test("Ctrl+Enter sends, wherever in the form; without Ctrl it does not", async () => {
  const popup = await pick();
  fireEvent.keyDown(field("Headers"), { key: "Enter" });
  expect(popup.sent).toEqual([]);
  await act(async () => {
    fireEvent.keyDown(field("Headers"), { key: "Enter", ctrlKey: true });
    fireEvent.keyDown(field("URL"), { key: "Enter", metaKey: true });
  });
  expect(popup.sent.map(({ name }) => name)).toEqual(["replay"]);
});

test("a method that may change something is warned of before it is sent", async () => {
  await pick();
  expect(screen.queryByRole("note")).toBeNull();
  for (const one of ["HEAD", "OPTIONS"]) {
    method(one);
    expect(screen.queryByRole("note")).toBeNull();
  }
  for (const one of ["POST", "PUT", "PATCH", "DELETE"]) {
    method(one);
    expect(remarks()).toContain(
      `${one} may change data at api.example, in the name of the person who logged in.`,
    );
  }
});

test("the time that a running request has taken shows, and of how much", async () => {
  await pick();
  await send();
  const bar = () => screen.getByRole<HTMLProgressElement>("progressbar", { name: "Time elapsed" });
  expect(read(bar().parentElement)).toContain("0 s of at most 30 s");
  act(() => jest.advanceTimersByTime(7000));
  expect(bar().value).toBe(7000);
  expect(read(bar().parentElement)).toContain("7 s of at most 30 s");
});

describe("the body of an answer", () => {
  const before = '{"name":"Ada","mail":"ada@example.org"}';

  test("that is the same as first seen is said to be", async () => {
    const popup = await pick(withBody(before));
    await send();
    await resolve(popup, answer(200, '{ "name": "Ada", "mail": "ada@example.org" }'));
    expect(read(screen.getByRole("tabpanel"))).toContain("The body is the same as first seen.");
    expect(document.querySelector<HTMLElement>("[data-row=status]")?.dataset.differs).toBe("false");
  });

  test("that is another is compared line by line", async () => {
    const popup = await pick(withBody(before));
    await send();
    await resolve(popup, answer(403, '{"name":"Bob","mail":"ada@example.org"}'));
    const lines = [...document.querySelectorAll<HTMLElement>("[data-line]")].map((line) => [
      line.dataset.line,
      read(line),
    ]);
    expect(lines).toEqual([
      ["same", "{"],
      ["before", '− "name": "Ada",'],
      ["now", '+ "name": "Bob",'],
      ["same", '"mail": "ada@example.org"'],
      ["same", "}"],
    ]);
    expect(document.querySelector<HTMLElement>("[data-row=status]")?.dataset.differs).toBe("true");
  });

  test("has its size told, in bytes", async () => {
    const popup = await pick();
    await send();
    await resolve(popup, answer(200, '"ä"'));
    expect(read(document.querySelector("[data-row=size]"))).toBe("Size of the body4 bytes");
  });
});

test("the last replays can be looked at again", async () => {
  const popup = await pick();
  for (const status of [200, 201]) {
    await send();
    await resolve(popup, answer(status, `"answer ${status}"`));
  }
  await send();
  await resolve(popup, { outcome: "timed-out", message: "", durationMs: 30_000 });
  const entries = within(screen.getByRole("region", { name: "Last replays" })).getAllByRole("button");
  expect(entries.map((entry) => read(entry).replace(/^\S+ /, ""))).toEqual([
    `timed out 30.00 s GET ${contacts}`,
    `201 48 ms GET ${contacts}`,
    `200 48 ms GET ${contacts}`,
  ]);
  expect(entries[0]?.getAttribute("aria-current")).toBe("true");
  fireEvent.click(entries[2] as HTMLElement);
  expect(document.querySelector("[data-body]")?.textContent).toBe('"answer 200"');
  expect(popup.sent.length).toBe(3);
});

test("no more than ten replays are kept", async () => {
  const popup = await pick();
  for (let count = 0; count < 12; count += 1) {
    await send();
    await resolve(popup, answer(200, String(count)));
  }
  expect(
    popup.app.replay.history.value.map(({ result }) => result.outcome === "answered" && result.body),
  ).toEqual(["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"]);
});

describe("what went wrong can be tried again:", () => {
  test.each([
    ["timed-out", "Send again"],
    ["failed", "Send again"],
    ["aborted", "Send again"],
  ] as const)("%s", async (outcome, words) => {
    const popup = await pick();
    await send();
    await resolve(popup, { outcome, message: "", durationMs: 10 });
    await act(async () => within(screen.getByRole("alert")).getByRole("button", { name: words }).click());
    expect(popup.sent.length).toBe(2);
    expect(popup.sent[1]?.parameters).toMatchObject({ url: contacts });
  });

  test("access that was refused, which is asked for anew", async () => {
    const popup = await pick(implicitFlow, []);
    await send();
    popup.asked[0]?.answer(false);
    const again = await screen.findByRole("button", { name: "Ask for access again" });
    await act(async () => again.click());
    expect(popup.asked.map(({ patterns }) => patterns)).toEqual([
      ["*://api.example/*"],
      ["*://api.example/*"],
    ]);
    expect(popup.sent).toEqual([]);
  });
});

test("secrets that a draft holds are concealed until they are revealed", async () => {
  await pick();
  const concealed = (name: string) => field(name).classList.contains("concealed");
  expect(concealed("URL")).toBe(false);
  expect(screen.queryByRole("button", { name: "Reveal secrets" })).toBeNull();
  type("URL", `${contacts}&access_token=opaque-4711`);
  type("Headers", "X-Api-Key: k-4711");
  expect([concealed("URL"), concealed("Headers")]).toEqual([true, true]);
  fireEvent.click(button("Reveal secrets"));
  expect([concealed("URL"), concealed("Headers")]).toEqual([false, false]);
});

test("the request is copied as it is edited, and the call of another token as it is chosen", async () => {
  const popup = await pick();
  method("PUT");
  type("URL", "https://api.example/x");
  fireEvent.input(field("Body"), { target: { value: '{"a":1}' } });
  fireEvent.click(button("More ways to copy this request"));
  await act(async () => screen.getAllByRole("menuitem")[1]?.click());
  expect(popup.copied).toEqual([
    [
      "curl 'https://api.example/x'",
      "-X 'PUT'",
      "-H 'Accept: application/json'",
      "-H 'X-Client: contacts/3.1'",
      "-H 'Authorization: Bearer '\"$TOKEN\"",
      "-H 'Content-Type:'",
      "--data-raw '{\"a\":1}'",
    ].join(" \\\n  "),
  ]);
});
