import { act, fireEvent, screen, within } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import * as shipped from "../../extension/judge.js";
import { everywhere as all, authorize, callback, committed, flow } from "../fixtures/ui-facts.js";
import { formPostFlow, hiddenFlow, implicitFlow, oddTokensFlow } from "../fixtures/ui-logins.js";
import { codeFlow } from "../fixtures/ui-sessions.js";
import { accessToken, jwt, loginAt } from "../fixtures/ui-tokens.js";
import { everywhere, judged, openPopupWith, read } from "./open-popup.js";

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
  expect(read(claims.querySelector('[data-claim="exp"]'))).toMatch(/\d\d:02:12, 58 min 1 s left/);
});

test("times count while they are looked at, and only then", async () => {
  await openTokens(implicitFlow);
  const expiry = () =>
    read(
      screen
        .getByRole("table", { name: "Claims of access_token" })
        .querySelector('[data-claim="exp"] .relative'),
    );
  expect(expiry()).toBe("58 min 1 s left");
  await act(async () => jest.advanceTimersByTime(61_000));
  expect(expiry()).toBe("57 min left");
  await act(async () => jest.advanceTimersByTime(3_540_000));
  expect(expiry()).toBe("expired 2 min ago");
  fireEvent.click(screen.getByRole("tab", { name: /^Findings/ }));
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

describe("the list of tokens", () => {
  const row = (id: string) => document.querySelector<HTMLElement>(`[data-listed-token="${id}"] button`);
  const isOpen = (id: string) =>
    screen.getByRole("region", { name: id }).querySelector("details")?.open ?? null;

  test("tells of each what it is, how it came, and how long it lives", async () => {
    await openTokens(implicitFlow);
    expect(screen.getByRole("navigation", { name: "Tokens of this login" })).toBeTruthy();
    expect(read(row("access_token"))).toMatch(
      /^access_tokenfragmentDecoded, not verified, JWT signed, alg RS25658 min 2 s left$/,
    );
    expect(read(row("id_token"))).toContain("9 h 58 min left");
  });

  test("is not there for a single token", async () => {
    await openTokens(hiddenFlow);
    expect(screen.queryByRole("navigation", { name: "Tokens of this login" })).toBeNull();
    expect(isOpen("access_token")).toBe(true);
  });

  test("opens a folded token and moves the focus there", async () => {
    await openTokens(codeFlow);
    expect(codeTokens.map(isOpen)).toEqual([true, true, false, false, false, false, false]);
    fireEvent.click(row("access_token@2") as HTMLElement);
    await act(async () => {});
    const card = screen.getByRole("region", { name: "access_token@2" });
    expect(isOpen("access_token@2")).toBe(true);
    expect(read(card)).toContain("Opaque: its content means something only to the server");
    expect(document.activeElement).toBe(card.querySelector("summary"));
  });
});

const codeTokens = [
  "access_token@1",
  "id_token@1",
  "refresh_token@1",
  "access_token@2",
  "refresh_token@2",
  "access_token@3",
  "refresh_token@3",
];

test("tokens of the token endpoint stand in the order in which they came", async () => {
  const { container } = await openTokens(codeFlow);
  const cards = [...container.querySelectorAll<HTMLElement>("[data-token]")];
  expect(cards.map(({ dataset }) => dataset.tokenId)).toEqual(codeTokens);
  expect(read(cards[0]?.querySelector(".tag") ?? null)).toBe("token endpoint");
});

/** An ID Token in the fragment, received a second and a half into the login. */
const withIdToken = (idToken: string): Flow =>
  flow("id", 1, [
    [-1, all],
    [0, committed(authorize({ response_type: "id_token" }))],
    [1500, committed(callback({ id_token: idToken }))],
  ]);
const now = loginAt / 1000;
const claim = (name: string) =>
  read(screen.getByRole("table", { name: "Claims of id_token" }).querySelector(`[data-claim="${name}"]`));

describe("the life of a token", () => {
  const meter = () => screen.getByLabelText<HTMLMeterElement>("Part of its life that is over");

  test("is a bar from its issue to its end, with now on it", async () => {
    await openTokens(withIdToken(jwt({ alg: "RS256" }, { iat: now, exp: now + 480 })));
    expect(meter().getAttribute("value")).toBe("25");
    expect(meter().getAttribute("aria-valuetext")).toBe("6 min left");
    await act(async () => jest.advanceTimersByTime(6 * 60_000));
    expect(meter().getAttribute("value")).toBe("100");
    expect(meter().getAttribute("aria-valuetext")).toBe("expired 0 s ago");
    expect(read(document.querySelector(".life .countdown"))).toBe("expired 0 s ago");
  });

  test("that is not known is said to be unknown", async () => {
    await openTokens(withIdToken(jwt({ alg: "RS256" }, { sub: "user-4711" })));
    expect(read(document.querySelector(".token-life"))).toMatch(/^received \d\d:02:12 · expiry unknown$/);
    expect(document.querySelector("meter")).toBeNull();
  });

  test.each([
    ["iat", 0, "1 s before it was received"],
    ["iat", 90, "1 min 28 s after it was received: the clocks differ"],
    ["nbf", 90, "not valid until 1 min 28 s after it was received"],
    ["auth_time", -239, "4 min before it was received"],
  ])("says of %s how it lies to when the token came", async (name, seconds, text) => {
    await openTokens(withIdToken(jwt({ alg: "RS256" }, { [name]: now + seconds })));
    expect(claim(name)).toContain(` · ${text}`);
  });

  test("says nothing of less than a second", async () => {
    await openTokens(withIdToken(jwt({ alg: "RS256" }, { iat: now + 1 })));
    expect(claim("iat")).not.toContain("received");
  });
});

describe("claims", () => {
  test("of vendors and namespaces keep their names and are explained", async () => {
    await openTokens(
      withIdToken(jwt({ alg: "RS256" }, { tid: "t-1", "https://app.example/plan": "team", my_own: 1 })),
    );
    expect(claim("tid")).toBe('tid"t-1"Microsoft Entra: Tenant.');
    expect(claim("https://app.example/plan")).toContain("Own claim of the issuer");
    expect(claim("my_own")).toBe("my_own1");
  });

  test("with members open as a tree, level by level", async () => {
    const realm = { roles: ["admin", "user"], deep: { deeper: { deepest: { end: 1 } } } };
    await openTokens(withIdToken(jwt({ alg: "RS256" }, { realm_access: realm, amr: ["pwd", "mfa"] })));
    expect(claim("amr")).toContain('amr["pwd", "mfa"]');
    expect(claim("realm_access")).toContain('roles ["admin", "user"]');
    expect(claim("realm_access")).not.toContain("end");
    const deepest = screen.getByText("deepest").closest("details") as HTMLDetailsElement;
    deepest.open = true;
    fireEvent(deepest, new Event("toggle"));
    expect(claim("realm_access")).toContain("deepest 1 memberend 1");
  });

  test("of great length are folded", async () => {
    const long = "x".repeat(400);
    await openTokens(withIdToken(jwt({ alg: "RS256" }, { note: long })));
    expect(claim("note")).not.toContain(long);
    fireEvent.click(screen.getByRole("button", { name: "Show all 402 characters" }));
    expect(claim("note")).toContain(long);
  });
});

describe("states", () => {
  const place = () => document.querySelector<HTMLElement>('[data-verification="id_token"]');

  test("before the verification is there its place is kept, and what comes does not open it", async () => {
    let load: (judge: typeof shipped) => void = () => {};
    const popup = await openPopupWith([withIdToken(jwt({ alg: "RS256" }, { exp: now - 9000 }))], everywhere, {
      loadJudge: () =>
        new Promise((resolve) => {
          load = resolve;
        }),
    });
    fireEvent.click(screen.getByRole("tab", { name: /^Tokens/ }));
    expect(place()?.dataset.outcome).toBe("pending");
    expect(read(place())).toBe("Verification of id_token: being verified …");
    expect(read(screen.getByRole("region", { name: "Keys" }))).toBe("being verified …");
    load(shipped);
    await judged(popup.app);
    expect(place()?.dataset.outcome).toBe("failed");
    expect(place()).toHaveProperty("open", false);
    expect(read(screen.getByRole("region", { name: "Keys" }))).toContain(
      "No keys, so no signature is verified.",
    );
  });

  test("what failed stands first and is open, the rest in a line each", async () => {
    await openTokens(withIdToken(jwt({ alg: "RS256" }, { iss: "https://login.example/", exp: now - 9000 })));
    const steps = [...(place()?.querySelectorAll<HTMLElement>(":scope > ol > li") ?? [])];
    const outcomes = steps.map(({ dataset }) => dataset.outcome ?? "");
    const order = ["failed", "undetermined", "passed"];
    expect(outcomes).toEqual(outcomes.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(new Set(outcomes)).toEqual(new Set(order));
    expect(place()).toHaveProperty("open", true);
    for (const step of steps) {
      expect(step.querySelector("details")).toHaveProperty("open", step.dataset.outcome === "failed");
    }
  });

  test("a malformed token is shown as far as it goes, with what is wrong", async () => {
    await openTokens(withIdToken("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn.c2ln"));
    const problems = screen.getByRole("list", { name: "Problems of id_token" });
    expect(read(problems)).toContain("payload: JSON ends early at character 10");
    expect(read(document.querySelector('[data-part="header"]'))).toContain("RS256");
    expect(read(document.querySelector('[data-part="payload"]'))).toBe('Payload{"sub":"a"');
  });
});

test("says why there is no token", async () => {
  await openTokens(formPostFlow);
  expect(read(screen.getByRole("tabpanel"))).toBe(
    "No response has been seen so far, so there is no token to show.",
  );
});
