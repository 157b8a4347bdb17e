import { act, fireEvent, screen, within } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import { formPostFlow, implicitFlow, oddTokensFlow } from "../fixtures/ui-logins.js";
import { accessToken } from "../fixtures/ui-tokens.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

async function openTokens(flow: Flow) {
  const popup = await openPopupWith([flow], everywhere, { tabId: flow.tabId });
  fireEvent.click(screen.getByRole("tab", { name: /^Tokens/ }));
  await act(async () => {});
  return popup;
}

test("a JWT is decoded, and nothing is claimed to be verified", async () => {
  await openTokens(implicitFlow);
  const token = screen.getByRole("region", { name: "access_token" });
  expect(token.dataset).toMatchObject({ token: "access_token", format: "jws" });
  expect(read(token)).toContain("Decoded, not verified");
  expect(read(token)).toContain("lifetime 1 h (expires_in)");
  expect(read(token.querySelector('[data-part="signature"]'))).toBe("Signaturepresent (RS256), not verified");
  const claims = within(token).getByRole("table", { name: "Claims of access_token" });
  expect(read(claims.querySelector('[data-claim="sub"]'))).toContain('"user-4711"');
  expect(read(claims.querySelector('[data-claim="exp"]'))).toMatch(/\d\d:02:12, in 58 min/);
});

test("times count while they are looked at, and only then", async () => {
  await openTokens(implicitFlow);
  const expiry = () =>
    read(
      screen
        .getByRole("table", { name: "Claims of access_token" })
        .querySelector('[data-claim="exp"] .relative'),
    );
  expect(expiry()).toBe("in 58 min");
  await act(async () => jest.advanceTimersByTime(61_000));
  expect(expiry()).toBe("in 57 min");
  fireEvent.click(screen.getByRole("tab", { name: "Overview" }));
  // Where the page is now is told once it has come to rest.
  await act(async () => jest.advanceTimersByTime(150));
  expect(jest.getTimerCount()).toBe(0);
});

test("the raw text is masked, revealed with its parts, and copied in full", async () => {
  const popup = await openTokens(implicitFlow);
  const token = screen.getByRole("region", { name: "access_token" });
  expect(token.textContent).not.toContain(accessToken);
  fireEvent.click(within(token).getByRole("button", { name: "Reveal access_token" }));
  expect(token.textContent).toContain(accessToken);
  expect(token.querySelector('.jwt [data-part="payload"]')?.textContent).toBe(accessToken.split(".")[1]);
  fireEvent.click(within(token).getByRole("button", { name: "Copy access_token" }));
  expect(popup.copied).toEqual([accessToken]);
});

test("unsigned, opaque and encrypted tokens are named for what they are", async () => {
  await openTokens(oddTokensFlow);
  const unsigned = read(screen.getByRole("region", { name: "access_token" }));
  expect(unsigned).toContain("JWT not signed, alg none");
  expect(unsigned).toContain("anybody could have written this token");
  expect(unsigned).toContain("not a NumericDate");
  const opaque = read(screen.getByRole("region", { name: "access_token-2" }));
  expect(opaque).toContain("Not decodable, not verified");
  const encrypted = read(screen.getByRole("region", { name: "id_token" }));
  expect(encrypted).toContain("JWE encrypted, RSA-OAEP-256 A256GCM");
  expect(encrypted).toContain("cannot be read without the key");
});

test("says why there is no token", async () => {
  await openTokens(formPostFlow);
  expect(read(screen.getByRole("tabpanel"))).toBe(
    "No response has been seen so far, so there is no token to show.",
  );
});
