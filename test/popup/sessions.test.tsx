import { act, fireEvent, screen } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import type { Login, Relations } from "../../extension/flow/login.js";
import { loginsOf, sessionsOf } from "../../popup/sessions.js";
import { codeFlow, nestedFlow, outerFlow, renewalFlow } from "../fixtures/ui-sessions.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const inspector = { door: { kind: "tab", flowId: null, page: "logins" } } as const;
const renewed: readonly Flow[] = [renewalFlow("r2", 60_000), renewalFlow("r1", 30_000), codeFlow];
const shown = () => document.querySelector("article")?.dataset.login;
const list = () => screen.getByRole("list", { name: "Logins" });
const listed = () =>
  [...list().querySelectorAll<HTMLElement>("[data-login]")].map(({ dataset }) => [
    dataset.login,
    Number(dataset.depth),
  ]);

describe("folding", () => {
  const login = (id: string) => ({ id }) as Login;
  const related = (entries: Readonly<Record<string, Partial<Relations>>>) =>
    new Map(
      Object.entries(entries).map(([id, some]) => [id, { renews: null, nestedIn: null, ...some }] as const),
    );

  test("puts renewals and nested logins below their parent", () => {
    const logins = ["d", "c", "b", "a"].map(login);
    const sessions = sessionsOf(logins, related({ d: { renews: "a" }, c: { nestedIn: "b" }, a: {}, b: {} }));
    expect(sessions.map((session) => loginsOf(session).map(({ id }) => id))).toEqual([
      ["b", "c"],
      ["a", "d"],
    ]);
    expect(sessions[1]?.renewals.map((session) => session.login.id)).toEqual(["d"]);
  });

  test("loses no login whose parent is gone, and shows none twice", () => {
    const logins = ["c", "b", "a"].map(login);
    const sessions = sessionsOf(
      logins,
      related({ c: { renews: "b", nestedIn: "a" }, b: { renews: "gone" }, a: {} }),
    );
    expect(sessions.flatMap(loginsOf).map(({ id }) => id)).toEqual(["b", "c", "a"]);
  });
});

describe("silent renewals", () => {
  test("are folded under the login that they renew, with their number", async () => {
    await openPopupWith(renewed, everywhere, inspector);
    expect(listed()).toEqual([["code", 0]]);
    const fold = screen.getByRole("button", { name: "2 silent renewals" });
    expect(fold.getAttribute("aria-expanded")).toBe("false");
    fireEvent.click(fold);
    expect(fold.getAttribute("aria-expanded")).toBe("true");
    expect(listed()).toEqual([
      ["code", 0],
      ["r2", 1],
      ["r1", 1],
    ]);
    expect(read(list().children[1] ?? null)).toContain("silent renewal, high: app.example → login.example");
    fireEvent.click(fold);
    expect(listed()).toEqual([["code", 0]]);
  });

  test("do not push the login itself out of sight", async () => {
    const popup = await openPopupWith([codeFlow], everywhere);
    await act(async () => popup.flows(...renewed));
    expect(shown()).toBe("code");
    expect(read(screen.getByRole("button", { name: /^Login shown:/ }))).toMatch(/ \d\d:02:11 app\.example/);
  });

  test("are linked with their login both ways", async () => {
    await openPopupWith(renewed, everywhere, inspector);
    const link = (relation: string) => [
      ...document.querySelectorAll<HTMLElement>(`.login-header [data-relation="${relation}"]`),
    ];
    expect(link("renewed-by").map(({ dataset }) => dataset.leadsTo)).toEqual(["r2", "r1"]);
    fireEvent.click(link("renewed-by")[0] as HTMLElement);
    expect(shown()).toBe("r2");
    expect(read(document.querySelector(".relations"))).toMatch(/^Silent renewal of the login at \d\d:02:11$/);
    expect(listed()).toHaveLength(3);
    fireEvent.click(link("renews")[0] as HTMLElement);
    expect(shown()).toBe("code");
    expect(listed()).toHaveLength(1);
  });
});

describe("a nested login", () => {
  test("stands indented below the login in which it took place", async () => {
    await openPopupWith([nestedFlow, outerFlow], everywhere, inspector);
    expect(listed()).toEqual([
      ["outer", 0],
      ["nested", 1],
    ]);
    expect(read(list().children[1] ?? null)).toContain("nested login, high: login.example → idp.example");
    expect(shown()).toBe("outer");
  });

  test("is linked with it both ways", async () => {
    await openPopupWith([nestedFlow, outerFlow], everywhere, { tabId: 7 });
    expect(read(document.querySelector(".relations"))).toContain("Holds the login to idp.example");
    fireEvent.click(document.querySelector('[data-relation="holds"]') as HTMLElement);
    expect(shown()).toBe("nested");
    expect(read(document.querySelector(".relations"))).toContain(
      "Took place inside the login to login.example",
    );
    fireEvent.click(document.querySelector('[data-relation="nested-in"]') as HTMLElement);
    expect(shown()).toBe("outer");
  });
});

test("a private window and a container are marked in the header and in the list", async () => {
  await openPopupWith([codeFlow], everywhere, inspector);
  for (const place of [".login-header", ".login-list"]) {
    const marks = [...document.querySelectorAll(`${place} [data-mark]`)].map(read);
    expect(marks).toEqual(["private window", "Work"]);
  }
});

test("an ordinary login bears no mark and no relation", async () => {
  await openPopupWith([outerFlow], everywhere, { tabId: 7 });
  expect(document.querySelector("[data-mark], .relations")).toBeNull();
});
