import { act, fireEvent, render, screen } from "@testing-library/preact";
import { Welcome } from "../../popup/views/welcome.js";
import { fakeGateway } from "./fake-gateway.js";
import { read } from "./open-popup.js";

test("all sites are allowed with one click", async () => {
  const browser = fakeGateway();
  render(<Welcome gateway={browser.gateway} />);
  fireEvent.click(screen.getByRole("button", { name: "All sites" }));
  expect(browser.asked.map(({ patterns }) => patterns)).toEqual([["<all_urls>"]]);
  await act(async () => {
    browser.asked[0]?.answer(true);
    browser.access("*://*/*");
  });
  expect(read(screen.getByRole("status"))).toContain("All sites are allowed.");
});

test("access can wait for the login that needs it", async () => {
  const browser = fakeGateway();
  render(<Welcome gateway={browser.gateway} />);
  fireEvent.click(screen.getByRole("button", { name: "Later, per login" }));
  expect(browser.asked).toEqual([]);
  expect(read(screen.getByRole("status"))).toContain("No access was given.");
});

test("a table says what is seen with which access", () => {
  render(<Welcome gateway={fakeGateway().gateway} />);
  const table = screen.getByRole("table", { name: "What is seen with which access" });
  const [, , , redirects] = table.querySelectorAll("tr");
  expect(read(redirects ?? null)).toBe("Logins begun by a server's redirectnoyes");
});

test("the first login is explained, with the key that opens the inspector", async () => {
  render(<Welcome gateway={fakeGateway().gateway} />);
  await act(async () => {});
  const steps = [...document.querySelectorAll(".first-login li")].map(read);
  expect(steps.length).toBe(3);
  expect(steps[1]).toContain("press Alt+Shift+T for the inspector");
});

test("where no key opens the inspector none is promised", async () => {
  render(<Welcome gateway={{ ...fakeGateway().gateway, openKey: async () => "" }} />);
  await act(async () => {});
  expect(read(document.querySelector(".first-login"))).not.toContain("press");
});
