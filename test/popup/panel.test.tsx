import { act, fireEvent, screen } from "@testing-library/preact";
import { doorOf } from "../../popup/door.js";
import { hiddenFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { codeFlow } from "../fixtures/ui-sessions.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const door = doorOf("?view=panel");
const shown = () => document.querySelector("article")?.dataset.login;

test("the panel shows the inspected tab's latest login, and follows it", async () => {
  const older = { ...implicitFlow, tabId: 7 };
  const panel = await openPopupWith([hiddenFlow, older], everywhere, { door, tabId: 7 });
  expect(shown()).toBe("implicit");
  await act(async () => panel.flows({ ...codeFlow, tabId: 7 }, hiddenFlow, older));
  expect(shown()).toBe("code");
});

test("the panel says where the inspected tab has no login, and lists those of other tabs", async () => {
  await openPopupWith([implicitFlow], everywhere, { door, tabId: 7 });
  expect(screen.getByRole("heading", { name: "No login in this tab" })).toBeTruthy();
  expect(screen.getByRole("navigation", { name: "Captured logins" })).toBeTruthy();
});

test("the panel can be bound to the inspected tab alone", async () => {
  const panel = await openPopupWith([{ ...implicitFlow, tabId: 7 }, hiddenFlow], everywhere, {
    door,
    tabId: 7,
  });
  fireEvent.click(screen.getByRole("checkbox", { name: "Only this tab" }));
  expect(panel.sent[0]?.parameters).toMatchObject({ onlyThisTab: true });
  await act(async () => panel.settings({ onlyThisTab: true }));
  const listed = [...document.querySelectorAll<HTMLElement>("nav [data-login]")];
  expect(listed.map(({ dataset }) => dataset.login)).toEqual(["implicit"]);
});

test("the panel is roomy enough to need no inspector", async () => {
  await openPopupWith([implicitFlow], everywhere, { door });
  expect(screen.queryByRole("button", { name: "Open inspector" })).toBeNull();
});

test("before the first login the panel says what DevTools adds", async () => {
  await openPopupWith([], [], { door });
  expect(read(screen.getByRole("main"))).toContain("token requests of the inspected tab and its workers");
});

test("a body that DevTools had let go of is not blamed on missing access", async () => {
  const facts = codeFlow.observations
    .filter((fact) => fact.kind !== "response-body" && fact.at < (codeFlow.observations[6]?.at ?? 0))
    .map((fact) => (fact.kind === "request" ? { ...fact, provenance: "devtools" as const } : fact));
  await openPopupWith([{ ...codeFlow, observations: facts }], [], { door, tabId: codeFlow.tabId });
  fireEvent.click(screen.getByRole("tab", { name: "Messages" }));
  const call = screen.getByRole("region", { name: "Token request 1" });
  expect(read(call)).toContain("from DevTools");
  expect(read(call.querySelector("[data-answer]"))).toContain(
    "body: not visible: DevTools had let go of it.",
  );
});
