import { fireEvent, screen, within } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import {
  everywhere as allSites,
  api,
  authorize,
  call,
  callback,
  committed,
  flow,
  requestHeaders,
} from "../fixtures/ui-facts.js";
import { codeFlow } from "../fixtures/ui-sessions.js";
import { accessToken } from "../fixtures/ui-tokens.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const response = callback({ access_token: accessToken, token_type: "Bearer", expires_in: "3600" });

interface Seen {
  readonly url: string;
  /** null for no answer. */
  readonly status: number | null;
  readonly body?: string;
}

/** A login and so many calls after it, one every 10 ms, answered after 5 ms. */
function flowWith(calls: readonly Seen[]): Flow {
  const facts = calls.flatMap(({ url, status, body }, index) => {
    const requestId = `r${index}`;
    const at = 2000 + index * 10;
    const answer = {
      kind: "response",
      requestId,
      url,
      method: "GET",
      status: status ?? 0,
      headers: [
        { name: "content-type", value: "application/json" },
        ...(status === 401
          ? [{ name: "WWW-Authenticate", value: 'Bearer realm="a", error="invalid_token"' }]
          : []),
      ],
    } as const;
    const seen = {
      kind: "response-body",
      requestId,
      url,
      method: "GET",
      status,
      text: body ?? "",
      truncated: false,
    } as const;
    return [
      [at, call(requestId, "GET", url)] as const,
      ...(status === null ? [] : [[at + 5, answer] as const]),
      ...(body === undefined ? [] : [[at + 6, { ...seen, provenance: "devtools" }] as const]),
    ];
  });
  return flow("many", 1, [
    [-1, allSites],
    [0, { kind: "navigation-started", url: authorize({}) }],
    [900, committed(response)],
    ...facts,
  ]);
}

async function open(calls: readonly Seen[]) {
  const popup = await openPopupWith([flowWith(calls)], everywhere);
  fireEvent.click(screen.getByRole("tab", { name: `Calls ${calls.length}` }));
  return popup;
}

const rows = () => [...document.querySelectorAll<HTMLElement>("[data-call]")];
const disclose = (row: number) => fireEvent.click(rows()[row]?.querySelector(".disclose") as Element);
const details = () => document.querySelector<HTMLElement>("[data-details]") as HTMLElement;
const contacts = `${api}/contacts`;

describe("equal calls", () => {
  const poll = { url: contacts, status: 200 };

  test("are one row that counts them, others are rows of their own", async () => {
    await open([poll, { url: contacts, status: 401 }, poll, { url: `${api}/me`, status: 200 }, poll]);
    expect(
      rows().map((row) => [
        row.dataset.count,
        read(row.querySelector(".url")),
        read(row.querySelector(".status")),
      ]),
    ).toEqual([
      ["3", `${contacts} ×3`, "200"],
      ["1", contacts, "401"],
      ["1", `${api}/me`, "200"],
    ]);
  });

  test("can be looked at one by one", async () => {
    await open([poll, poll]);
    disclose(0);
    const choice = within(details()).getByRole<HTMLSelectElement>("combobox");
    expect([...choice.options].map(({ text }) => text)).toEqual(["+2.00 s, 5 ms", "+2.01 s, 5 ms"]);
    expect(details().dataset.details).toBe("r1");
    fireEvent.change(choice, { target: { value: "0" } });
    expect(details().dataset.details).toBe("r0");
  });
});

describe("a row", () => {
  test("opens to all that is known of the call, its token masked", async () => {
    await open([{ url: contacts, status: 401, body: '{"error":"invalid_token","id":12345678901234567890}' }]);
    expect(details()).toBeNull();
    disclose(0);
    expect(rows()[0]?.querySelector(".disclose")?.getAttribute("aria-expanded")).toBe("true");
    expect(read(details().querySelector(".call-facts"))).toMatch(
      /\+2\.00 s.*answered after 5 ms.*sent by https:\/\/app\.example.*seen by the browser.*with access_token$/,
    );
    const table = (name: string) => within(details()).getByRole("table", { name, hidden: true });
    expect(read(table("What the API asks for instead: Bearer"))).toBe(
      "realmaerrorinvalid_tokenThe token is expired, revoked, malformed, or not valid for this API.",
    );
    expect(table("Request headers").querySelectorAll("tr").length).toBe(requestHeaders.length);
    expect(read(table("Request headers").querySelector('[data-header="authorization"]'))).toMatch(
      /^AuthorizationBearer eyJh….{4} \([\d,]+\) Reveal$/,
    );
    expect(read(table("Answer headers"))).toContain("content-typeapplication/json");
    expect(details().querySelector("[data-body]")?.textContent).toBe(
      '{\n  "error": "invalid_token",\n  "id": 12345678901234567890\n}',
    );
    fireEvent.click(within(details()).getByRole("button", { name: "Raw" }));
    expect(details().querySelector("[data-body]")?.textContent).toBe(
      '{"error":"invalid_token","id":12345678901234567890}',
    );
    disclose(0);
    expect(details()).toBeNull();
  });

  test("masks credentials in a body until they are revealed", async () => {
    await open([{ url: contacts, status: 200, body: `{"access_token":"${accessToken}","n":1}` }]);
    disclose(0);
    const body = () => details().querySelector("[data-body]")?.textContent;
    expect(body()).toBe('{\n  "access_token": "••••",\n  "n": 1\n}');
    fireEvent.click(within(details()).getByRole("button", { name: "Reveal secrets" }));
    expect(body()).toContain(accessToken);
  });

  test("says what was not captured", async () => {
    await open([{ url: contacts, status: 200 }]);
    disclose(0);
    expect(read(details())).toContain("The answer's body was not captured.");
  });

  test("leads to its token", async () => {
    await openPopupWith([codeFlow], everywhere);
    fireEvent.click(screen.getByRole("tab", { name: /^Calls/ }));
    disclose(0);
    fireEvent.click(within(details()).getByRole("button", { name: "access_token@1" }));
    expect(screen.getByRole("tab", { name: /^Tokens/ }).getAttribute("aria-selected")).toBe("true");
  });
});

describe("many calls", () => {
  const many = (count: number): readonly Seen[] =>
    Array.from({ length: count }, (_, index) => ({
      url: `${index % 3 === 0 ? "https://files.example" : api}/${index}`,
      status: index % 5 === 0 ? 500 : index % 7 === 0 ? null : 200,
    }));
  const choose = (name: string, value: string) =>
    fireEvent.change(screen.getByRole("combobox", { name }), { target: { value } });

  test("are filtered by host and by what came of them; few are not", async () => {
    const calls = many(30);
    const popup = await open(calls);
    const options = screen.getByRole<HTMLSelectElement>("combobox", { name: "Result" }).options;
    expect([...options].map(({ text }) => text)).toEqual([
      "Any result",
      "Failures only",
      "Without an answer",
      "2xx",
      "5xx",
    ]);
    choose("Host", "files.example");
    expect(rows().length).toBe(10);
    choose("Result", "failed");
    expect(rows().map((row) => read(row.querySelector(".status")))).toEqual(["500", "500"]);
    expect(read(document.querySelector(".call-filters"))).toContain("2 calls");
    choose("Host", "");
    expect(rows().length).toBe(calls.filter(({ status }) => status === 500).length);
    popup.unmount();
    await open(many(20));
    expect(document.querySelector(".call-filters")).toBeNull();
  });

  test("are drawn a hundred at a time", async () => {
    await open(many(140));
    expect(rows().length).toBe(100);
    expect(read(screen.getByRole("tabpanel"))).toContain("100 of 140 rows shown");
    const [more] = [...document.querySelectorAll<HTMLElement>(".actions button")];
    expect(read(more ?? null)).toBe("Show 40 more");
    fireEvent.click(more as HTMLElement);
    expect(rows().length).toBe(140);
    expect(read(screen.getByRole("tabpanel"))).not.toContain("Show");
  });
});
