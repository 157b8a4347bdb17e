import { act, fireEvent, screen, waitFor } from "@testing-library/preact";
import { readLogin } from "../../extension/flow/read-login.js";
import * as shipped from "../../extension/judge.js";
import { loadFile } from "../../extension/load-file.js";
import { counterpartOf } from "../../popup/compare/compare-state.js";
import { partsOf } from "../../popup/compare/word-difference.js";
import type { Door } from "../../popup/state.js";
import { implicitWire } from "../fixtures/har-exchanges.js";
import { harOf } from "../fixtures/har-writers.js";
import { findings } from "../fixtures/ui-findings.js";
import { formPostFlow, hiddenFlow, hostileFlow, implicitFlow, oddTokensFlow } from "../fixtures/ui-logins.js";
import { accessToken, idToken } from "../fixtures/ui-tokens.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const tab: Door = { kind: "tab", flowId: "implicit", page: "compare" };
const flows = [implicitFlow, oddTokensFlow, hostileFlow, formPostFlow, hiddenFlow];

const open = (some = flows, options: Parameters<typeof openPopupWith>[2] = {}) =>
  openPopupWith(some, everywhere, { door: tab, ...options });

const choices = () =>
  ["Left", "Right"].map((side) => (screen.getByLabelText(side) as HTMLSelectElement).value);

const copy = () =>
  act(async () => {
    fireEvent.click(screen.getByRole("button", { name: "Copy as Markdown" }));
  });

/** What a row says: left, right, outcome. */
const row = (container: Element, section: string, name: string) =>
  [...(container.querySelectorAll(`[data-section="${section}"] [data-row="${name}"] td`) ?? [])].map((cell) =>
    read(cell.querySelector("div") ?? cell),
  );

test("a login beside the latest other one of its client and server, with what differs", async () => {
  const { container } = await open();
  expect(choices()).toEqual(["implicit", "hidden"]);
  expect(row(container, "request", "response_type")).toEqual(["id_token token", "token", "≠ differs"]);
  expect(row(container, "request", "prompt")).toEqual(["login", "not there", "− only left"]);
  expect(row(container, "request", "state")).toEqual([]);
  const request = screen.getByRole("region", { name: "Authorization request" });
  expect(read(request.querySelector("h2"))).toBe("Authorization request 3 differences · 8 the same");
  expect(request.querySelectorAll("mark")).toHaveLength(1);
  expect(read(request.querySelector("mark"))).toBe("id_token");
});

test("what is the same shows on demand, with what was compared where it is not the value", async () => {
  const { container } = await open();
  fireEvent.click(screen.getByLabelText("Only differences"));
  expect(row(container, "request", "state")).toEqual([
    "•••• (9) base64url",
    "•••• (9) base64url",
    "= same the very same value in both",
  ]);
  expect(row(container, "response", "access_token")[2]).toBe("≠ differs by its form");
});

test("no credential shows in clear text, in the page or in the Markdown", async () => {
  const { container, copied } = await open();
  fireEvent.click(screen.getByLabelText("Only differences"));
  await copy();
  expect(copied).toHaveLength(1);
  for (const text of [container.textContent ?? "", copied.join()]) {
    for (const secret of [accessToken, idToken, "st-8c1f2e"]) expect(text).not.toContain(secret);
  }
  expect(copied[0]).toContain(
    "# Compare two logins\n\n- **Left:** Implicit Flow · id\\_token token · fragment, ",
  );
  expect(copied[0]).toContain("| response\\_type | id\\_token token | token | ≠ differs |");
});

test("the Markdown holds what is on show, and markup in it is none", async () => {
  const { copied } = await open();
  fireEvent.change(screen.getByLabelText("Right"), { target: { value: "hostile" } });
  await copy();
  expect(copied[0]).toContain('\\<img src=x onerror="alert(1)"\\>');
  expect(copied[0]).not.toMatch(/[^\\]</);
  expect(copied[0]).toContain("\\[U+202E\\]gpj.exe");
  expect(copied[0]).not.toContain("| nonce | ");
});

test("both sides are chosen and swapped; choosing the other side's login swaps them", async () => {
  await open();
  fireEvent.change(screen.getByLabelText("Right"), { target: { value: "odd" } });
  expect(choices()).toEqual(["implicit", "odd"]);
  fireEvent.click(screen.getByRole("button", { name: "⇄ Swap" }));
  expect(choices()).toEqual(["odd", "implicit"]);
  fireEvent.change(screen.getByLabelText("Left"), { target: { value: "implicit" } });
  expect(choices()).toEqual(["implicit", "odd"]);
});

test("a choice holds until another login is shown", async () => {
  const { app } = await open();
  fireEvent.change(screen.getByLabelText("Right"), { target: { value: "odd" } });
  act(() => app.select("hidden"));
  act(() => {
    app.page.value = "compare";
  });
  expect(choices()).toEqual(["hidden", "implicit"]);
});

test("a chosen login that goes gives way to the next", async () => {
  const { flows: show } = await open();
  fireEvent.change(screen.getByLabelText("Right"), { target: { value: "odd" } });
  act(() => show(implicitFlow, hiddenFlow));
  expect(choices()).toEqual(["implicit", "hidden"]);
});

test("findings come and go, and what is gone is told from what was not determined", async () => {
  const evaluate = ({ login }: { readonly login: { readonly id: string } }) =>
    login.id === "implicit"
      ? findings
      : findings.map((finding) =>
          finding.check.id === "https-redirect"
            ? { ...finding, verdict: { outcome: "fired", severity: "low", evidence: [] } as const }
            : {
                ...finding,
                verdict: {
                  outcome: finding.check.id === "state-missing" ? "undetermined" : "silent",
                  reason: "",
                } as const,
              },
        );
  const { container } = await open([implicitFlow, hiddenFlow], {
    judge: { ...shipped, evaluate, diagnose: () => [] },
  });
  expect(row(container, "findings", "access-token-in-fragment")).toEqual(["high", "not found", "− gone"]);
  expect(row(container, "findings", "https-redirect")).toEqual(["not found", "low", "+ new"]);
  fireEvent.click(screen.getByLabelText("Only differences"));
  expect(row(container, "findings", "state-missing")).toEqual(["medium", "undetermined", "? not comparable"]);
});

test("a login that was not visible in a part is told so rather than shown as without it", async () => {
  await open([implicitFlow, formPostFlow]);
  const response = screen.getByRole("region", { name: "Authorization response" });
  expect(read(response)).toBe("Authorization response 7 not comparableNot visible on the right.");
});

test("while a login is not judged, that is said, and the rest shows", async () => {
  const { container } = await open(flows, { loadJudge: () => new Promise(() => {}) });
  expect(read(container.querySelector(".compare"))).toContain("Judging …");
  expect(row(container, "request", "response_type")[2]).toBe("≠ differs");
  expect(container.querySelector('[data-section="findings"]')).toBeNull();
});

test("two logins without a difference are said to have none", async () => {
  await open([implicitFlow, { ...implicitFlow, id: "again" }]);
  expect(read(document.querySelector(".compare"))).toContain("No difference in what was visible of both.");
});

test("one login, or none, says how to get another", async () => {
  await open([implicitFlow]);
  expect(read(document.querySelector(".compare"))).toBe(
    "Compare two loginsBack to the loginThere is one login so far; a comparison needs two." +
      "Log in again, for example after a change to the client or in another tab." +
      "Or open a HAR file or a report that holds the other login.Open file …",
  );
});

test("the header leads there where there is another login, and the way back leads to the login", async () => {
  const { app } = await open(flows, { door: { ...tab, kind: "popup", page: "logins" } });
  fireEvent.click(screen.getByRole("button", { name: "Compare" }));
  expect(app.page.value).toBe("compare");
  expect(document.activeElement?.textContent).toBe("Compare two logins");
  fireEvent.click(screen.getByRole("button", { name: "Back to the login" }));
  expect(app.page.value).toBe("logins");
});

test("no more than two hundred logins are offered, with the chosen one", async () => {
  const many = Array.from({ length: 300 }, (_, index) => ({ ...hiddenFlow, id: `many-${index}` }));
  await open([implicitFlow, ...many], { judge: { evaluate: () => [], diagnose: () => [] } });
  const options = [...(screen.getByLabelText("Right") as HTMLSelectElement).options];
  expect(options.length).toBeLessThanOrEqual(202);
  expect(options.at(-1)?.textContent).toBe("101 more: show one, then press Compare");
});

test("the counterpart is of the same parties, no renewal, and the latest", () => {
  const logins = [implicitFlow, hiddenFlow, formPostFlow, oddTokensFlow].map(readLogin);
  const [login, hidden, posted] = logins;
  if (!login || !hidden || !posted) throw new Error("no logins");
  const renewal = new Map([["hidden", { renews: "form-post", nestedIn: null }]]);
  const elsewhere = {
    ...hidden,
    id: "elsewhere",
    startedAt: login.startedAt,
    client: { id: "b", origin: null },
  };
  expect(counterpartOf(login, [login], new Map())).toBeNull();
  expect(counterpartOf(login, logins, new Map())?.id).toBe("hidden");
  expect(counterpartOf(login, logins, renewal)?.id).toBe("form-post");
  expect(counterpartOf(login, [...logins, elsewhere], new Map())?.id).toBe("hidden");
  expect(counterpartOf(login, [login, elsewhere], new Map())?.id).toBe("elsewhere");
});

test.each([
  ["token id_token", "code", [["token id_token", false]]],
  ["openid profile", "profile email openid", [["openid profile", false]]],
  [
    "openid offline_access",
    "openid",
    [
      ["openid ", false],
      ["offline_access", true],
    ],
  ],
  [
    "https://a.example/x?y=1",
    "https://a.example/z?y=1",
    [
      ["https://a.example/", false],
      ["x", true],
      ["?y=1", false],
    ],
  ],
])("parts of %j that %j does not have", (text, other, parts) => {
  expect(partsOf(text, other).map(({ text: part, own }) => [part, own])).toEqual(parts);
});

test("a login of a file is judged once it is compared, and told by its file", async () => {
  const popup = await open([implicitFlow], { door: { ...tab, page: "logins" }, timeGoesOn: true });
  const bytes = new TextEncoder().encode(JSON.stringify(harOf("chrome", implicitWire)));
  const slice = (start: number, end: number) => ({ arrayBuffer: async () => bytes.slice(start, end).buffer });
  fireEvent.drop(document.body, {
    dataTransfer: { types: ["Files"], files: [new File([], "before.har")] },
  });
  await act(async () =>
    popup.files[0]?.settle(await loadFile({ size: bytes.length, slice }, {}, () => undefined)),
  );
  // Else only logins that are or were on show are judged, of those of a file.
  const judged = jest.spyOn(popup.app.verdicts, "judged");
  act(() => {
    popup.app.select("implicit");
    popup.app.page.value = "compare";
  });
  const [, right] = screen.getAllByRole<HTMLSelectElement>("combobox").slice(-2);
  expect(right?.selectedOptions[0]?.textContent).toContain("(before.har)");
  expect(judged.mock.calls.map(([some]) => some.map(({ id }) => id))).toContainEqual([
    "implicit",
    right?.value,
  ]);
  await waitFor(() => expect(read(document.querySelector(".compare"))).not.toContain("Judging …"));
});
