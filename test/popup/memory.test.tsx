import { act, fireEvent, screen } from "@testing-library/preact";
import type { Place } from "../../extension/place.js";
import { doorOf } from "../../popup/door.js";
import { noFilters } from "../../popup/list/filters.js";
import { widths } from "../../popup/list/list-state.js";
import { hiddenFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { everywhere, openPopup, openPopupWith, read, readerLoaded } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const slot = "popup 1 logins null";
const later = {
  ...implicitFlow,
  id: "later",
  observations: implicitFlow.observations.map((fact) => ({ ...fact, at: fact.at + 60_000 })),
};
const shown = () => document.querySelector("article")?.dataset.login;
const view = () => document.querySelector('[role="tab"][aria-selected="true"]')?.id;
const wait = (ms: number) => act(async () => jest.advanceTimersByTime(ms));

/** Opens a page that was left there before. */
async function openLeftAt(place: Place, flows = [implicitFlow, hiddenFlow], of = slot, door = doorOf("")) {
  const popup = openPopup({ door });
  await act(async () => {
    popup.access(...everywhere);
    popup.places([[of, place]]);
    popup.flows(...flows);
    await readerLoaded();
  });
  return popup;
}

const left = {
  latest: "implicit",
  page: "logins",
  view: "tokens",
  login: "hidden",
  scroll: { of: "", top: 0 },
  query: "",
  filters: noFilters,
  width: widths.usual,
};

test("the background is told where the page is, once it has come to rest", async () => {
  const popup = await openPopupWith([implicitFlow, hiddenFlow], everywhere);
  await wait(1000);
  expect(popup.remembered).toEqual([]);
  fireEvent.click(screen.getByRole("tab", { name: /^Findings/ }));
  fireEvent.click(screen.getByRole("tab", { name: /^Tokens/ }));
  act(() => popup.app.select("hidden"));
  await wait(149);
  expect(popup.remembered).toEqual([]);
  await wait(1);
  expect(popup.remembered.map(({ parameters }) => parameters)).toEqual([{ slot, place: left }]);
});

test("a page that is being closed tells it at once", async () => {
  const popup = await openPopupWith([implicitFlow], everywhere);
  fireEvent.click(screen.getByRole("tab", { name: /^Tokens/ }));
  document.dispatchEvent(new Event("visibilitychange"));
  expect(popup.remembered.length).toBe(1);
  await wait(1000);
  expect(popup.remembered.length).toBe(1);
});

test("where it cannot be kept nothing is said", async () => {
  const popup = await openPopupWith([implicitFlow], everywhere);
  fireEvent.click(screen.getByRole("tab", { name: /^Tokens/ }));
  await wait(200);
  await act(async () => popup.remembered[0]?.reject(new Error("full")));
  expect(screen.queryByRole("alert")).toBeNull();
});

test("the popup opens where it was: the login and the view of it", async () => {
  await openLeftAt(left);
  expect([shown(), view()]).toEqual(["hidden", "tab-tokens"]);
});

test("the popup opens at the page that it was at", async () => {
  await openLeftAt({ ...left, page: "settings" });
  expect(screen.getByRole("region", { name: "Settings" })).toBeTruthy();
});

test("a view is scrolled to where it was left, and another one to its beginning", async () => {
  const popup = await openLeftAt({ ...left, login: "implicit", scroll: { of: "implicit tokens", top: 140 } });
  await act(() => popup.app.verdicts.judged(popup.app.everyLogin.value));
  const panel = () => screen.getByRole("tabpanel");
  expect(panel().scrollTop).toBe(140);
  fireEvent.click(screen.getByRole("tab", { name: /^Findings/ }));
  await act(async () => {});
  expect(panel().scrollTop).toBe(0);
});

test("a login that came to the tab since then takes precedence", async () => {
  await openLeftAt({ ...left, page: "settings" }, [later, implicitFlow, hiddenFlow]);
  expect([shown(), view()]).toEqual(["later", "tab-overview"]);
});

test("a login that came while the popup was open does not", async () => {
  await openLeftAt({ ...left, latest: "later" }, [later, implicitFlow, hiddenFlow]);
  expect(shown()).toBe("hidden");
});

test.each([
  ["another tab", "popup 2 logins null", left],
  ["a panel of the same tab", "panel 1 logins null", left],
  ["what is none", slot, { ...left, view: "nonsense", page: 7, login: {}, scroll: null }],
])("the place of %s is not taken", async (_, of, place) => {
  await openLeftAt(place, undefined, of);
  expect([shown(), view()]).toEqual(["implicit", "tab-overview"]);
});

test("an inspector that is loaded again stays where it was, also after new logins", async () => {
  const door = doorOf("?view=tab&flow=implicit");
  await openLeftAt(
    { ...left, latest: null },
    [later, implicitFlow, hiddenFlow],
    "tab 50 logins implicit",
    door,
  );
  expect([shown(), view()]).toEqual(["hidden", "tab-tokens"]);
});

test("the inspector comes to the front at the login that the background asks for, and answers nobody else's", async () => {
  const popup = await openPopupWith([implicitFlow, hiddenFlow], everywhere, { door: doorOf("?view=tab") });
  const ask = (parameters: unknown) =>
    act(async () => {
      await popup.ask({ name: "show", parameters });
    });
  await act(async () =>
    expect(await popup.ask({ name: "show", parameters: { flowId: "hidden" } })).toBe(true),
  );
  expect([shown(), popup.opened]).toEqual(["hidden", ["front"]]);
  await ask({ flowId: null });
  expect([shown(), popup.opened]).toEqual(["hidden", ["front", "front"]]);
  expect(popup.ask({ name: "show", parameters: { flowId: 7 } })).toBeUndefined();
  expect(read(document.body)).not.toContain("malformed");
});
