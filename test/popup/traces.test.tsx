import { fireEvent, screen } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import { codeFlow, hiddenCodeFlow, mismatchFlow } from "../fixtures/ui-sessions.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

async function openTokens(flow: Flow, access = everywhere) {
  const popup = await openPopupWith([flow], access, { tabId: flow.tabId });
  fireEvent.click(screen.getByRole("tab", { name: /^Tokens/ }));
  return popup;
}

const section = () => screen.getByRole("region", { name: "What became of the tokens" });

test("tokens of the token endpoint stand with those of the response", async () => {
  const { container } = await openTokens(codeFlow);
  const cards = [...container.querySelectorAll<HTMLElement>("[data-token]")];
  expect(cards.map(({ dataset }) => dataset.tokenId)).toEqual([
    "access_token@1",
    "id_token@1",
    "refresh_token@1",
    "access_token@2",
    "refresh_token@2",
    "access_token@3",
    "refresh_token@3",
  ]);
  expect(read(cards[0]?.querySelector(".tag") ?? null)).toBe("token endpoint");
});

test("every place where a token was found is said, with when and by whom", async () => {
  await openTokens(codeFlow);
  const row = (where: string) => read(section().querySelector(`[data-trace="${where}"]`));
  expect(row("localStorage")).toMatch(
    /^access_token@1localStorageauth\.access\d\d:02:1\d reported by the page$/,
  );
  expect(row("url-after-settling")).toContain("codestill in the URLhttps://app.example/callback");
  expect(row("referer")).toContain("codeReferer to another sitehttps://metrics.example/hit");
});

test("the pages of the client are looked into when the tokens are shown, and once a login", async () => {
  const { sent } = await openTokens(codeFlow);
  fireEvent.click(screen.getByRole("tab", { name: /^Findings/ }));
  expect(sent).toMatchObject([{ name: "look", parameters: { flowId: codeFlow.id } }]);
});

test("scripts of other sites in the callback page are named", async () => {
  await openTokens(codeFlow);
  expect(read(section().querySelector("[data-foreign-scripts]"))).toBe(
    "Scripts of other sites in the callback page: https://tags.example, https://metrics.example",
  );
});

test("nothing found is told apart from not looked for", async () => {
  await openTokens(mismatchFlow);
  expect(read(section())).toContain("Found nowhere but where they belong");
  expect(read(screen.getByRole("tabpanel"))).toContain("its body was not visible, so there is no token");
});

test("without access to the client's site nothing was looked for", async () => {
  await openTokens(hiddenCodeFlow, []);
  expect(read(section())).toContain("Not looked for: ");
  expect(read(section())).toContain("only with access to app.example");
});
