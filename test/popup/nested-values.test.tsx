import { fireEvent, screen, within } from "@testing-library/preact";
import {
  everywhere as all,
  app,
  authorize,
  callback,
  committed,
  flow,
  server,
} from "../fixtures/ui-facts.js";
import { accessToken, idToken, jwt } from "../fixtures/ui-tokens.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A login whose request, and whose response where one is given, have these parameters. */
async function openMessages(
  asked: Readonly<Record<string, string>>,
  came: Readonly<Record<string, string>> | null = null,
) {
  await openPopupWith(
    [
      flow("nested", 1, [
        [-1, all],
        [0, { kind: "navigation-started", url: authorize(asked) }],
        ...(came ? ([[900, committed(callback(came))]] as const) : []),
      ]),
    ],
    everywhere,
  );
  fireEvent.click(screen.getByRole("tab", { name: "Messages" }));
}

const request = () => screen.getByRole("table", { name: "Request parameters" });
const row = (name: string) =>
  request().querySelector<HTMLElement>(`[data-parameter="${name}"]`) as HTMLElement;
const tree = (name: string) => row(name).nextElementSibling as HTMLElement;
const folds = (name: string) =>
  within(tree(name)).getAllByRole("button", { name: new RegExp(` in ${name}$`) });

describe("what a parameter holds", () => {
  test("is open at once where it is small", async () => {
    await openMessages({ state: base64url({ returnTo: "/orders?page=2", csrf: "x" }) });
    expect(read(tree("state"))).toBe(
      "base64url of JSON, 2 members in statereturnTo/orders?page=2URL with parameters, 1 member in returnTo?page2csrfx",
    );
  });

  test("is one click away where it is large, and is not drawn before", async () => {
    await openMessages({
      claims: JSON.stringify(Object.fromEntries([..."abcdefghij"].map((key) => [key, 1]))),
    });
    const [fold] = folds("claims") as [HTMLElement];
    expect(fold.getAttribute("aria-expanded")).toBe("false");
    expect(tree("claims").querySelector("li")).toBeNull();
    fireEvent.click(fold);
    expect(tree("claims").querySelectorAll("li").length).toBe(10);
    fireEvent.click(fold);
    expect(tree("claims").querySelector("li")).toBeNull();
  });

  test("is read from a JWT in any parameter: header, claims with their meaning, signature", async () => {
    await openMessages({ login_hint: jwt({ alg: "RS256" }, { iss: server, exp: 1_772_373_731 }) });
    fireEvent.click(folds("login_hint")[0] as HTMLElement);
    const parts = [...tree("login_hint").querySelectorAll("[data-part]")].map((part) => [
      part.getAttribute("data-part"),
      read(part),
    ]);
    expect(parts).toEqual([
      ["header", expect.stringContaining("HeaderalgRS256Algorithm of the signature")],
      ["payload", expect.stringContaining("Claimsisshttps://login.exampleIssuer: who made and signed")],
      ["signature", "Signature: present (RS256), not verified here"],
    ]);
    expect(parts[1]?.[1]).toMatch(/exp1772373731\d\d:02:11, in 58 min/);
  });

  test("says that a JWT is not signed, or is encrypted", async () => {
    await openMessages({
      login_hint: jwt({ alg: "none" }, { sub: "a" }, ""),
      tenant: `${jwt({ alg: "RSA-OAEP", enc: "A128GCM" }, {}).split(".")[0]}.a2V5.aXY.dGV4dA.dGFn`,
    });
    fireEvent.click(folds("login_hint")[0] as HTMLElement);
    expect(read(tree("login_hint"))).toContain("Signature: none, so anybody could have written this");
    expect(read(tree("tenant"))).toContain("encrypted JWT");
  });

  test("tells how much of it is not opened", async () => {
    await openMessages({ authorization_details: JSON.stringify(Array(1200).fill(0)) });
    fireEvent.click(folds("authorization_details")[0] as HTMLElement);
    expect(read(tree("authorization_details"))).toContain("200 more are not opened");
  });

  test("is nothing for a value that shows all it holds", async () => {
    await openMessages({ state: "kPq7Zr1Lm9Xw4Tn6Vb3Yc8Hd2Jf5Gs0A" });
    expect(document.querySelector("[data-nested]")).toBeNull();
  });
});

describe("a credential inside a value is masked", () => {
  test.each([
    ["in base64url", base64url({ access_token: accessToken, to: "/" })],
    ["in JSON", JSON.stringify({ hint: accessToken, to: "/" })],
    ["in a URL", `${app}/?id_token=${accessToken}&to=%2F`],
  ])("%s, in the value too", async (_, state) => {
    await openMessages({ state });
    expect(document.body.textContent).not.toContain(accessToken);
    expect(document.body.textContent).not.toContain(state);
    fireEvent.click(within(row("state")).getByRole("button", { name: "Reveal state" }));
    expect(row("state").textContent).toContain(state);
  });

  test("until it is revealed there", async () => {
    await openMessages({ state: base64url({ access_token: accessToken }) });
    fireEvent.click(within(tree("state")).getByRole("button", { name: "Reveal access_token" }));
    expect(tree("state").textContent).toContain(accessToken);
  });
});

describe("a very long value", () => {
  test("folds, and unfolds with one click", async () => {
    await openMessages({ tenant_hint: "ab".repeat(6000) });
    expect(row("tenant_hint").querySelector(".wire")).toBeTruthy();
    expect(row("tenant_hint").textContent?.length).toBeLessThan(400);
    fireEvent.click(screen.getByRole("button", { name: "Show all 12,000 characters" }));
    expect(row("tenant_hint").textContent).toContain("ab".repeat(6000));
    fireEvent.click(screen.getByRole("button", { name: "Show less" }));
    expect(row("tenant_hint").textContent?.length).toBeLessThan(400);
  });

  test("of a megabyte shows a bounded part at a time, and cuts no character in two", async () => {
    await openMessages({ tenant_hint: "\u{1f600}a".repeat(350_000) });
    const more = () => screen.getByRole("button", { name: "Show 20,000 more of 1,050,000 characters" });
    fireEvent.click(more());
    expect(more()).toBeTruthy();
    expect(row("tenant_hint").textContent?.length).toBeLessThan(21_000);
    expect(row("tenant_hint").querySelector(".code-point")).toBeNull();
  });

  test("may not hide behind a list", async () => {
    await openMessages({ scope: "a ".repeat(5000) });
    expect(row("scope").textContent?.length).toBeLessThan(400);
  });
});

test("a host name whose letters mislead is marked", async () => {
  await openMessages({ returnTo: "https://xn--80ak6aa92e.com/" });
  expect(read(row("returnTo").querySelector("td"))).toBe(
    "https://xn--80ak6aa92e.com аррӏе.com looks like apple.com/",
  );
});

describe("raw text", () => {
  test("of request and response has the form of the messages", async () => {
    await openMessages({ state: "s" }, { id_token: idToken, state: "s" });
    fireEvent.click(screen.getByRole("button", { name: "Show raw request" }));
    fireEvent.click(screen.getByRole("button", { name: "Show raw response" }));
    const raw = (name: string) => document.querySelector(`[data-raw="${name}"] pre`)?.textContent;
    expect(raw("request")).toMatch(
      /^GET https:\/\/login\.example\/authorize\?response_type=[^\n]+&state=s(?:&|$)/,
    );
    expect(raw("response")).toBe(callback({ id_token: idToken, state: "s" }));
  });
});
