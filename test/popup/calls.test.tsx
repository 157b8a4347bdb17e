import { act, fireEvent, screen, waitFor } from "@testing-library/preact";
import type { ApiCall } from "../../extension/flow/login.js";
import type { ReplayRequest, ReplayResult } from "../../extension/messages.js";
import { draftOf } from "../../popup/replay/draft.js";
import { hiddenFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { codeFlow } from "../fixtures/ui-sessions.js";
import { accessToken } from "../fixtures/ui-tokens.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const contacts = "https://api.example/v2/contacts?limit=20";
const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });
const type = (name: string, value: string) => fireEvent.input(field(name), { target: { value } });

const answer: ReplayResult = {
  outcome: "answered",
  status: 401,
  statusText: "Unauthorized",
  headers: [{ name: "Content-Type", value: "application/json" }],
  body: '{"error":"invalid_token"}',
  truncated: false,
  durationMs: 48.2,
  url: contacts,
};

async function openCalls(access = everywhere) {
  const popup = await openPopupWith([implicitFlow], access);
  fireEvent.click(screen.getByRole("tab", { name: "Calls 2" }));
  return popup;
}

async function pick(access = everywhere) {
  const popup = await openCalls(access);
  fireEvent.click(button(`Replay GET ${contacts}`));
  const request = () => popup.sent[0]?.parameters as ReplayRequest;
  return { ...popup, request };
}

test("recorded calls stand with status, time and token", async () => {
  const { container } = await openCalls();
  const [first, second] = container.querySelectorAll("[data-call]");
  expect(read(first ?? null)).toMatch(
    /^GEThttps:\/\/api\.example\/v2\/contacts\?limit=20200\d\d:02:12 65 msaccess_token/,
  );
  expect(read(second ?? null)).toContain("failed: net::ERR_FAILED");
});

describe("calls of other kinds", () => {
  const openOthers = async () => {
    const popup = await openPopupWith([codeFlow], everywhere);
    fireEvent.click(screen.getByRole("tab", { name: "Calls 1236" }));
    return popup;
  };
  const row = (id: string) => document.querySelector<HTMLElement>(`[data-call="${id}"]`);

  test("say how the token travelled and what for, without showing it", async () => {
    await openOthers();
    expect(read(row("c1")?.querySelector(".via") ?? null)).toBe("header script");
    expect(row("c2")?.dataset.via).toBe("query");
    expect(read(row("c2")?.querySelector(".via") ?? null)).toBe("query WebSocket");
    expect(read(row("c2")?.querySelector(".url") ?? null)).toMatch(
      /^wss:\/\/api\.example\/feed\?access_token=eyJh….{4} \([\d,]+\)$/,
    );
    expect(document.body.innerHTML).not.toContain(accessToken);
  });

  test("show what the server asks for instead", async () => {
    await openOthers();
    expect(read(row("c1")?.nextElementSibling ?? null)).toBe(
      'WWW-Authenticate: Bearer realm="contacts", error="insufficient_scope", scope="write"',
    );
    expect(document.querySelectorAll("[data-challenge]").length).toBe(1);
  });

  test("are counted where they were not kept", async () => {
    await openOthers();
    expect(read(document.querySelector("[data-left-out]"))).toBe("and 1,234 more, counted but not kept");
  });

  test("are replayed only where that is possible", async () => {
    await openOthers();
    expect(screen.getAllByRole("button", { name: /^Replay/ }).length).toBe(1);
  });
});

test("a token that travelled in the query is not sent in a header as well", () => {
  const call = { url: `${contacts}&access_token=t`, method: "GET", via: "query", scheme: "" };
  expect(
    draftOf({ ...call, requestHeaders: [], tokenId: "access_token" } as unknown as ApiCall),
  ).toMatchObject({
    tokenId: null,
    url: `${contacts}&access_token=t`,
  });
});

test("says why there are none", async () => {
  await openPopupWith([hiddenFlow], [], { tabId: 2 });
  fireEvent.click(screen.getByRole("tab", { name: "Calls 0" }));
  expect(read(screen.getByRole("tabpanel"))).toContain("Calls show only with access to the sites");
});

test("a picked call is sent by the click on Send, once, and by nothing else", async () => {
  const popup = await pick();
  expect(field("URL").value).toBe(contacts);
  type("Headers", "Accept: application/json\nX-Client: contacts/3.2\nOrigin: https://app.example");
  fireEvent.keyDown(field("URL"), { key: "Enter" });
  expect(popup.sent).toEqual([]);
  await act(async () => {
    button("Send").click();
    button("Send").click();
  });
  expect(popup.sent.map(({ name }) => name)).toEqual(["replay"]);
  expect(popup.request()).toMatchObject({
    method: "GET",
    url: contacts,
    headers: [
      { name: "Accept", value: "application/json" },
      { name: "X-Client", value: "contacts/3.2" },
      { name: "Authorization", value: `Bearer ${accessToken}` },
    ],
    body: null,
  });
});

test("headers that only the browser sets are named", async () => {
  await pick();
  expect(read(document.getElementById("replay-remarks"))).toBe(
    "Set by the browser, not sent: Origin, Sec-Fetch-Mode, User-Agent",
  );
});

test("an answer stands beside the first one", async () => {
  const popup = await pick();
  await act(async () => button("Send").click());
  await act(async () => popup.sent[0]?.resolve(answer));
  const row = (name: string) => read(document.querySelector(`.comparison [data-${name}]`));
  expect(row('row="status"')).toBe("Status401 Unauthorized200");
  expect(row('row="duration"')).toBe("Duration48 ms65 ms");
  expect(row('header="etag"')).toBe('etagabsent"a1"');
  expect(document.querySelector("[data-body]")?.textContent).toBe('{\n  "error": "invalid_token"\n}');
  expect(read(screen.getByRole("tabpanel"))).toContain("First seen: body was not captured.");
});

test("a body that is no JSON is shown as text, and said to be cut off", async () => {
  const popup = await pick();
  await act(async () => button("Send").click());
  await act(async () => popup.sent[0]?.resolve({ ...answer, body: "<b>Sorry</b>", truncated: true }));
  expect(document.querySelector("[data-body]")?.textContent).toBe("<b>Sorry</b>");
  expect(read(screen.getByRole("tabpanel"))).toContain("Cut off after 1 MB");
});

test("a running request can be aborted", async () => {
  const popup = await pick();
  await act(async () => button("Send").click());
  expect(button("Send").disabled).toBe(true);
  fireEvent.click(button("Stop"));
  expect(popup.sent[1]).toMatchObject({ name: "abort-replay", parameters: { id: popup.request().id } });
  await act(async () =>
    popup.sent[0]?.resolve({ outcome: "aborted", message: "Aborted.", durationMs: 1200 }),
  );
  expect(read(screen.getByRole("alert"))).toContain("stopped by you after 1.20 s");
  expect(screen.queryByRole("button", { name: "Stop" })).toBeNull();
});

test.each([
  ["timed-out", "No complete answer within 30 s.", "timed out after 30.00 s. No complete answer"],
  ["failed", "The server could not be reached.", "failed after 30.00 s. The server could not be reached."],
  ["no-access", "", "not among those that the extension may reach"],
] as const)("an outcome of %s is said in plain words", async (outcome, message, words) => {
  const popup = await pick();
  await act(async () => button("Send").click());
  await act(async () => popup.sent[0]?.resolve({ outcome, message, durationMs: 30_000 }));
  expect(read(screen.getByRole("alert"))).toContain(words);
});

test("a background that refuses the message is told of", async () => {
  const popup = await pick();
  await act(async () => button("Send").click());
  await act(async () => popup.sent[0]?.reject(new Error("The message is malformed.")));
  expect(read(screen.getByRole("alert"))).toContain("The message is malformed.");
  expect(button("Send").disabled).toBe(false);
});

describe("a host without access", () => {
  test("is asked for in the click, and then called", async () => {
    const popup = await pick([]);
    expect(read(document.getElementById("replay-remarks"))).toContain(
      "Send first asks for access to *://api.example/*",
    );
    button("Send").click();
    expect(popup.asked.map(({ patterns }) => patterns)).toEqual([["*://api.example/*"]]);
    expect(popup.sent).toEqual([]);
    popup.asked[0]?.answer(true);
    await waitFor(() => expect(popup.sent.length).toBe(1));
    expect(popup.request().url).toBe(contacts);
  });

  test("is not called where access is refused", async () => {
    const popup = await pick([]);
    await act(async () => button("Send").click());
    popup.asked[0]?.answer(false);
    expect(read(await screen.findByRole("alert"))).toContain("access to *://api.example/* was not given");
    expect(popup.sent).toEqual([]);
  });
});

describe("a composed request", () => {
  test("cannot be sent before it has a URL, and warns of an origin that is new to the token", async () => {
    await openCalls();
    fireEvent.click(button("Compose a request"));
    expect(button("Send").disabled).toBe(true);
    expect(read(document.getElementById("replay-remarks"))).toBe("Type the URL to call.");
    type("URL", "ftp://evil.example/");
    expect(button("Send").disabled).toBe(true);
    type("URL", "https://evil.example/");
    expect(button("Send").disabled).toBe(false);
    expect(read(screen.getByRole("note"))).toContain("not sent to https://evil.example in this login");
    fireEvent.change(screen.getByRole("combobox", { name: "Token" }), { target: { value: "" } });
    expect(screen.queryByRole("note")).toBeNull();
  });

  test("goes out with its own method, scheme and body, and without a token where none is chosen", async () => {
    const popup = await openCalls();
    fireEvent.click(button("Compose a request"));
    type("URL", "https://api.example/x");
    fireEvent.change(screen.getByRole("combobox", { name: "Method" }), { target: { value: "POST" } });
    type("Scheme", "DPoP");
    fireEvent.input(field("Body"), { target: { value: "a=1" } });
    await act(async () => button("Send").click());
    await act(async () => popup.sent[0]?.resolve({ ...answer, url: "https://api.example/x" }));
    fireEvent.change(screen.getByRole("combobox", { name: "Token" }), { target: { value: "" } });
    await act(async () => button("Send").click());
    expect(popup.sent.map(({ parameters }) => parameters)).toMatchObject([
      {
        method: "POST",
        body: "a=1",
        headers: [
          { name: "Accept", value: "*/*" },
          { name: "Authorization", value: `DPoP ${accessToken}` },
        ],
      },
      { headers: [{ name: "Accept", value: "*/*" }] },
    ]);
  });

  test("a line that is no header is pointed at", async () => {
    await pick();
    type("Headers", "Accept");
    expect(button("Send").disabled).toBe(true);
    expect(read(document.getElementById("replay-remarks"))).toContain("“Accept” is no header");
  });
});
