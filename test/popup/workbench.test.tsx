import { act, fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { implicitFlow } from "../fixtures/ui-logins.js";
import { accessToken } from "../fixtures/ui-tokens.js";
import { encrypted } from "../fixtures/vectors/encrypted.js";
import { ed25519Key, keySet7517, macs, signed, unsecured } from "../fixtures/vectors/signed.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

const jwksUrl = "https://login.example/jwks";
const [rs256] = signed as unknown as [(typeof signed)[0]];
const [jwe] = encrypted as unknown as [(typeof encrypted)[0]];
const [hs256] = macs as unknown as [(typeof macs)[0]];

async function openWorkbench(access: readonly string[] = everywhere) {
  const popup = await openPopupWith([implicitFlow], access, {
    door: { kind: "tab", flowId: null, page: "workbench" },
    timeGoesOn: true,
  });
  const bench = await screen.findByRole("region", { name: "Workbench" });
  return { ...popup, bench };
}

const field = (name: string) => screen.getByRole("textbox", { name }) as HTMLTextAreaElement;
const paste = async (label: string, value: string) => {
  await act(async () => {
    fireEvent.input(field(label), { target: { value } });
  });
};
const click = async (name: string | RegExp) => {
  await act(async () => {
    fireEvent.click(screen.getByRole("button", { name }));
  });
};
const chooseKey = async (name: string) => {
  await act(async () => {
    fireEvent.click(screen.getByRole("radio", { name }));
  });
};
const token = () => screen.getByRole("region", { name: "token" });
const verdict = async (outcome: string) => {
  await waitFor(() => expect(document.querySelector("[data-verdict]")).not.toBeNull());
  expect(document.querySelector<HTMLElement>("[data-verdict]")?.dataset.verdict).toBe(outcome);
  return read(document.querySelector("[data-verdict]"));
};

test("empty: says what can be pasted, and what becomes of it", async () => {
  const { bench } = await openWorkbench();
  expect(read(bench)).toContain("stays in this page and is forgotten when you leave it");
  expect(read(bench)).toContain("No token is sent anywhere, and none is signed.");
  expect(screen.queryByRole("region", { name: "token" })).toBeNull();
});

test("says so where there is no token", async () => {
  await openWorkbench();
  await paste("Token, or what holds one", "Good morning, nothing here.");
  expect(read(screen.getByRole("status"))).toContain("No token is in this text");
});

test("decodes a token of a URL, explains its claims and masks its text", async () => {
  await openWorkbench();
  await paste("Token, or what holds one", `https://app.example/cb#id_token=${rs256.token}&state=1`);
  expect(read(token())).toContain("fragment parameter id_token JWT signed, alg RS256 Decoded, not verified");
  expect(read(token())).toContain("expired");
  const claims = within(token()).getByRole("table", { name: "Claims of token" });
  expect(read(claims.querySelector('[data-claim="iss"]'))).toContain(
    '"joe"Issuer: who made and signed the token.',
  );
  expect(token().textContent).not.toContain(rs256.token);
  expect(field("Token, or what holds one").className).toBe("concealed");
  const thumbprints = within(token()).getByRole("table", { name: "Thumbprints of token" });
  expect(read(thumbprints)).toContain("SHA-256 of the token (ath)");
});

test("a broken token is decoded as far as it goes, each fault with its place", async () => {
  await openWorkbench();
  await paste("Token, or what holds one", rs256.token.split(".").slice(0, 2).join(".").slice(0, -9));
  const problems = within(token()).getByRole("list", { name: "Problems of token" });
  expect(read(problems)).toContain("3 parts expected, 2 found");
  expect(read(problems)).toContain("payload: ");
  expect(read(token().querySelector('[data-part="header"]'))).toContain('"RS256"');
  expect(read(token().querySelector('[data-part="payload"]'))).toContain('"iss":"joe"');
});

test("chooses among several", async () => {
  await openWorkbench();
  await paste("Token, or what holds one", `Authorization: Bearer ${rs256.token}\nX-Token: ${unsecured}`);
  expect(read(token())).toContain("Authorization header, scheme Bearer");
  await click(/^X-Token header/);
  expect(read(token())).toContain("X-Token header JWT not signed, alg none");
});

test("verifies with the key set of a URL, and asks for nothing but that", async () => {
  const { sent } = await openWorkbench();
  await paste("Token, or what holds one", rs256.token);
  await paste("Key set URL", jwksUrl);
  await click("Fetch and verify");
  expect(read(token())).toContain("Fetching the keys …");
  const asked = sent.filter(({ name }) => name === "fetch-keys");
  expect(asked.map(({ parameters }) => parameters)).toEqual([{ url: jwksUrl }]);
  await act(async () =>
    asked[0]?.resolve({ state: "known", url: jwksUrl, at: 1, value: { keys: [...keySet7517, rs256.jwk] } }),
  );
  expect(await verdict("passed")).toContain("Verified. The signature fits the key.");
  expect(read(token().querySelector('[data-part="signature"]'))).toBe("Signaturepresent (RS256), verified");
  expect(JSON.stringify(sent)).not.toContain(rs256.token.slice(-40));
});

test("tells why keys were not fetched, and offers access", async () => {
  const { sent, asked } = await openWorkbench([]);
  await paste("Token, or what holds one", rs256.token);
  await paste("Key set URL", jwksUrl);
  await click("Fetch and verify");
  const reason = "Not fetched: offline, or the server lets no other site read its answer.";
  await act(async () =>
    sent.find(({ name }) => name === "fetch-keys")?.resolve({ state: "unknown", reason }),
  );
  expect(read(await screen.findByRole("alert"))).toContain(reason);
  await click(/^Allow access to/);
  expect(asked.map(({ patterns }) => patterns)).toEqual([["*://login.example/*"]]);
});

test.each([
  ["the token", `${jwksUrl}?t=${rs256.token}`],
  ["its signature alone", `${jwksUrl}/${rs256.token.split(".")[2]}`],
])("does not fetch from an address that holds %s", async (_, url) => {
  const { sent } = await openWorkbench();
  await paste("Token, or what holds one", rs256.token);
  await paste("Key set URL", url);
  await click("Fetch and verify");
  expect(read(await screen.findByRole("alert"))).toContain("the address holds a token");
  expect(sent.filter(({ name }) => name === "fetch-keys")).toEqual([]);
});

test("says so of a wrong key, with what was compared, and forgets it when the key is changed", async () => {
  await openWorkbench();
  await paste("Token, or what holds one", rs256.token);
  await chooseKey("Key");
  await paste("Key", JSON.stringify({ ...keySet7517[1], kid: "k1" }));
  await click("Verify");
  expect(await verdict("failed")).toContain("Not verified. The signature does not fit the key");
  expect(read(token())).toContain("kid of the keyk1");
  expect(read(within(token()).getByRole("table", { name: "Thumbprints of token" }))).toContain(
    "JWK (RFC 7638)NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
  );
  await paste("Key", JSON.stringify(rs256.jwk));
  expect(document.querySelector("[data-verdict]")).toBeNull();
  await click("Verify");
  await verdict("passed");
});

test("names what cannot be read as a key", async () => {
  await openWorkbench();
  await paste("Token, or what holds one", rs256.token);
  await chooseKey("Key");
  await paste("Key", "-----BEGIN OPENSSH PRIVATE KEY-----");
  expect(await within(token()).findByText(/This is a key of SSH/)).toBeTruthy();
  expect(field("Key").className).toBe("concealed");
});

test("a MAC is verified with its secret, hidden until it is revealed", async () => {
  await openWorkbench();
  await paste("Token, or what holds one", hs256.token);
  const secret = () => field("Secret");
  expect(secret().className).toBe("concealed");
  expect(secret().getAttribute("autocomplete")).toBe("off");
  await paste("Secret", String(hs256.jwk.k));
  await act(async () => {
    fireEvent.change(screen.getByLabelText(/written as/), { target: { value: "base64url" } });
  });
  await click("Verify");
  expect(await verdict("passed")).toContain("The MAC fits the secret.");
  await click("Reveal Secret");
  expect(secret().className).toBe("");
});

test("an unsigned token is never verified", async () => {
  await openWorkbench();
  await paste("Token, or what holds one", unsecured);
  await chooseKey("Secret");
  await paste("Secret", "anything");
  await click("Verify");
  expect(await verdict("failed")).toContain("The token is not signed: no key can verify it.");
});

test("decrypts a JWE with a pasted key, and says so where the key does not open it", async () => {
  await openWorkbench();
  await paste("Token, or what holds one", jwe.token);
  expect(screen.queryByRole("radio", { name: "Key set URL" })).toBeNull();
  await paste("Key", JSON.stringify(ed25519Key));
  await click("Decrypt");
  expect(await verdict("failed")).toContain("Not decrypted. RSA-OAEP needs a key of type RSA.");
  await paste("Key", JSON.stringify(jwe.key));
  await click("Decrypt");
  expect(await verdict("opened")).toContain("Decrypted.");
  expect(read(token().querySelector("[data-content]"))).toBe(jwe.plaintext);
  expect(read(token())).not.toContain("cannot be read without the key");
});

test("a token's card opens it in the workbench, which forgets it when left", async () => {
  await openPopupWith([implicitFlow], everywhere, { tabId: implicitFlow.tabId, timeGoesOn: true });
  fireEvent.click(screen.getByRole("tab", { name: /^Tokens/ }));
  await act(async () => {});
  await click("Open in the workbench: access_token");
  await screen.findByRole("region", { name: "Workbench" });
  expect(field("Token, or what holds one").value).toBe(accessToken);
  expect(read(token())).toContain("JWT signed, alg RS256");
  await click("Back to the logins");
  fireEvent.click(screen.getByRole("tab", { name: /^Tokens/ }));
  expect(document.querySelector("textarea")).toBeNull();
});

test("the top bar leads there and back, and nothing typed is left", async () => {
  await openWorkbench();
  await paste("Token, or what holds one", rs256.token);
  await click("Workbench");
  expect(screen.queryByRole("region", { name: "Workbench" })).toBeNull();
  await click("Workbench");
  await screen.findByRole("region", { name: "Workbench" });
  expect(field("Token, or what holds one").value).toBe("");
});
