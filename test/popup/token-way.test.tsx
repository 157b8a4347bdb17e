import { fireEvent, screen } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import { formPostFlow } from "../fixtures/ui-logins.js";
import { codeFlow, hiddenCodeFlow, mismatchFlow } from "../fixtures/ui-sessions.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

async function openTokens(flow: Flow, access = everywhere) {
  const popup = await openPopupWith([flow], access, { tabId: flow.tabId });
  fireEvent.click(screen.getByRole("tab", { name: /^Tokens/ }));
  return popup;
}

const way = () => screen.getByRole("region", { name: "Way of the tokens" });
const stage = (id: string) => way().querySelector<HTMLElement>(`[data-stage="${id}"]`);
const stops = (id: string) => [...(stage(id)?.querySelectorAll("[data-trace]") ?? [])].map(read);

test("their way goes from stage to stage, each with its places, when and by whom", async () => {
  await openTokens(codeFlow);
  expect([...way().querySelectorAll("h3")].map(read)).toEqual(["Received", "Stored", "Used", "Leaked"]);
  const time = "\\d\\d:02:1\\d";
  expect(stops("received")).toEqual([
    expect.stringMatching(new RegExp(`^queryapp\\.examplecode · ${time}$`)),
    expect.stringMatching(
      new RegExp(`^token endpointapp\\.exampleaccess_token ×3, id_token@1, refresh_token ×3 · ${time}$`),
    ),
  ]);
  expect(stops("stored")).toEqual([
    expect.stringMatching(
      new RegExp(`^risky: localStorageauth\\.accessaccess_token@1 · ${time}, reported by the page$`),
    ),
    expect.stringMatching(/^risky: still in the URLapp\.example\/callbackcode · /),
  ]);
  expect(stops("used")).toEqual([
    expect.stringMatching(
      /^redeemed at the token endpointlogin\.example\/oauth\/tokencode, refresh_token · 3 times · /,
    ),
    expect.stringMatching(/^API, in a headerapi\.exampleaccess_token@1 · /),
    expect.stringMatching(/^risky: API, in the URLwss:\/\/api\.exampleaccess_token@1 · /),
  ]);
  expect(stops("leaked")).toEqual([
    expect.stringMatching(/^risky: Referer to another sitemetrics\.example\/hitcode · /),
  ]);
});

test("every trace can be led to", async () => {
  await openTokens(codeFlow);
  const traces = [...way().querySelectorAll<HTMLElement>("[data-trace-of]")].map(
    ({ dataset }) => dataset.traceOf,
  );
  expect(traces).toEqual([
    "access_token@1 localStorage auth.access",
    "code url-after-settling https://app.example/callback",
    "code referer https://metrics.example/hit",
  ]);
});

test("a risky place says so by a mark of its weight", async () => {
  await openTokens(codeFlow);
  const marks = [...way().querySelectorAll<HTMLElement>("[data-risk]")].map(({ dataset, innerHTML }) => [
    dataset.trace,
    dataset.risk,
    /data-weight="(\w+)"/.exec(innerHTML)?.[1],
  ]);
  expect(marks).toEqual([
    ["localStorage", "medium", "medium"],
    ["url-after-settling", "low", "low"],
    ["query", "high", "high"],
    ["referer", "medium", "medium"],
  ]);
});

test("the pages of the client are looked into when the tokens are shown, and once a login", async () => {
  const { sent } = await openTokens(codeFlow);
  fireEvent.click(screen.getByRole("tab", { name: /^Findings/ }));
  expect(sent).toMatchObject([{ name: "look", parameters: { flowId: codeFlow.id } }]);
});

test("scripts of other sites in the callback page are named", async () => {
  await openTokens(codeFlow);
  expect(read(way().querySelector("[data-foreign-scripts]"))).toBe(
    "Scripts of other sites in the callback page: https://tags.example, https://metrics.example",
  );
});

test("nothing found is told apart from not looked at", async () => {
  await openTokens(mismatchFlow);
  expect(read(stage("stored"))).toBe("Storednowhere, as far as it was seen");
  expect(read(stage("leaked"))).toBe("Leakedto nobody, as far as it was seen");
  expect(read(way().querySelector("h2"))).toMatch(/^Way of the tokens pages last looked into \d\d:01:45$/);
  expect(read(screen.getByRole("tabpanel"))).toContain("its body was not visible, so there is no token");
});

test("what no page was looked into for is not said to be nowhere", async () => {
  await openTokens(codeFlow);
  expect(read(stage("stored"))).toContain("Not looked at since the newest token came");
  expect(stage("leaked")?.dataset.blind).toBeUndefined();
});

test("without access nothing is said to be nowhere", async () => {
  await openTokens(hiddenCodeFlow, []);
  expect(stops("received")).toHaveLength(1);
  expect(read(stage("stored"))).toBe("Stored Not visible without access to app.example");
  expect(read(stage("used"))).toBe("Used Not visible without access to app.example, login.example");
  expect(read(stage("leaked"))).toBe("Leaked Not visible without access to all sites");
});

test("a login without a response has no way", async () => {
  await openTokens(formPostFlow);
  expect(screen.queryByRole("region", { name: "Way of the tokens" })).toBeNull();
});
