import { fireEvent, screen } from "@testing-library/preact";
import { implicitFlow } from "../fixtures/ui-logins.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

test("findings stand by severity, what is done right last, with evidence, remedy and sources", async () => {
  const { container } = await openPopupWith([implicitFlow], everywhere);
  fireEvent.click(screen.getByRole("tab", { name: "Findings 2" }));
  const fired = [...container.querySelectorAll<HTMLElement>('[data-outcome="fired"].finding')];
  expect(fired.map(({ dataset }) => [dataset.severity, dataset.finding])).toEqual([
    ["high", "access-token-in-fragment"],
    ["medium", "state-missing"],
    ["pass", "nonce-present"],
  ]);
  expect(read(fired[0] ?? null)).toContain("high The access token came back in the URL.");
  expect(read(fired[0] ?? null)).toContain("access_tokeneyJh…9f2Q (1,204)");
  expect(read(fired[0] ?? null)).toContain("Do: Use the authorization code flow with PKCE.");
  const link = fired[0]?.querySelector("a");
  expect(link?.getAttribute("target")).toBe("_blank");
  expect(link?.getAttribute("rel")).toBe("noreferrer");
});

test("what did not fire is folded, each with what it is", async () => {
  const { container } = await openPopupWith([implicitFlow], everywhere);
  fireEvent.click(screen.getByRole("tab", { name: "Findings 2" }));
  const group = (title: string) => container.querySelector<HTMLDetailsElement>(`[data-group="${title}"]`);
  expect(group("undetermined")?.open).toBe(false);
  expect(read(group("undetermined"))).toBe(
    "1 undetermined" +
      "A token went to another site.Requests to other sites were not visible.Do: Keep tokens out of URLs." +
      "RFC 9700, section 2.1.2 token-leak",
  );
  expect(read(group("passed"))).toBe(
    "1 passedNot found: The redirect URI is not encrypted.RFC 9700, section 2.1.2 https-redirect",
  );
  expect(read(group("not applicable"))).toContain("PKCE is used with plain.");
});

test("says so where nothing was found", async () => {
  await openPopupWith([implicitFlow], everywhere, { judge: { evaluate: () => [], wayOutOf: () => null } });
  fireEvent.click(screen.getByRole("tab", { name: "Findings 0" }));
  expect(read(screen.getByRole("tabpanel"))).toBe("Nothing found.");
});
