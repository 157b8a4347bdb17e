import { act, fireEvent, screen, within } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import * as shipped from "../../extension/judge.js";
import type { ServerKnowledge } from "../../extension/oauth/server-knowledge.js";
import type { Report } from "../../extension/report/report.js";
import type { Judge } from "../../popup/verdicts.js";
import { type Issuer, mac, makeIssuer, serverWith } from "../fixtures/issuer.js";
import { everywhere as all, authorize, callback, committed, flow, server } from "../fixtures/ui-facts.js";
import { implicitFlow } from "../fixtures/ui-logins.js";
import { loginAt } from "../fixtures/ui-tokens.js";
import { everywhere, judged, openPopup, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

let issuer: Issuer;
beforeAll(async () => {
  issuer = await makeIssuer();
});

const endpoint = `${server}/authorize`;
const now = loginAt / 1000;
const claims = {
  iss: "https://login.example/",
  sub: "user-4711",
  aud: "spa-contacts",
  nonce: "n-0S6_WzA2Mj",
  iat: now + 1,
  exp: now + 3601,
  auth_time: undefined,
};

/** A login for an ID Token alone. */
const idTokenFlow = (idToken: string, tabId = 1): Flow =>
  flow("id", tabId, [
    [-1, all],
    [0, committed(authorize({ response_type: "id_token" }))],
    [1500, committed(callback({ id_token: idToken }))],
  ]);

const real = { judge: {} };
const show = (name: RegExp) => fireEvent.click(screen.getByRole("tab", { name }));
const header = () => read(document.querySelector(".login-header"));
const verification = () => document.querySelector<HTMLElement>('[data-verification$="id_token"]');
const step = (id: string) => verification()?.querySelector<HTMLElement>(`[data-verification-step="${id}"]`);
const keys = () => screen.getByRole("region", { name: "Keys" });
const fetchedAt = (at: number, known: ServerKnowledge): ServerKnowledge => ({
  ...known,
  keys: { ...known.keys, at } as ServerKnowledge["keys"],
});
/** Keys that were fetched after the login. */
const fresh = (...jwks: readonly Issuer["jwk"][]) => fetchedAt(loginAt + 60_000, serverWith(jwks));
const pending: ServerKnowledge = { metadata: { state: "pending" }, keys: { state: "pending" } };
const offline: ServerKnowledge = {
  metadata: { state: "unknown", reason: "Not fetched: offline." },
  keys: { state: "unknown", reason: "Not fetched: offline." },
};

describe("the verdict", () => {
  test("is one line: whether it is sound, and by how many checks; then what to do first", async () => {
    await openPopupWith([implicitFlow], everywhere);
    expect(read(document.querySelector(".verdict-line"))).toBe(
      "Not safe: 1 high 1 medium · 2 passed · 1 undetermined",
    );
    expect(read(document.querySelector(".do-first"))).toBe(
      "Do first: Use the authorization code flow with PKCE.",
    );
  });

  test("keeps its place while the checks are loaded, and everything else can be read meanwhile", async () => {
    let load: (judge: Judge) => void = () => {};
    const loadJudge = () =>
      new Promise<Judge>((resolve) => {
        load = resolve;
      });
    const popup = await openPopupWith([implicitFlow], everywhere, { loadJudge });
    expect(header()).toContain("Judging …");
    expect(screen.getByRole("list", { name: "Steps of the login" })).toBeTruthy();
    show(/^Findings$/);
    expect(read(screen.getByRole("tabpanel"))).toBe("Judging …");
    load(shipped);
    await judged(popup.app);
    expect(header()).not.toContain("Judging …");
    expect(screen.getByRole("tab", { name: /^Findings \d+$/ })).toBeTruthy();
  });

  test("says so where the checks cannot be loaded", async () => {
    let fail: (error: Error) => void = () => {};
    const loadJudge = () =>
      new Promise<Judge>((_, reject) => {
        fail = reject;
      });
    await openPopupWith([implicitFlow], everywhere, { loadJudge });
    fail(new Error("no such file"));
    expect(read(await screen.findByRole("alert"))).toContain(
      "The checks could not be loaded, so nothing is judged: no such file",
    );
  });
});

test("logins are judged beside those of other tabs: a state that was used before is found", async () => {
  const again = (tabId: number, ms: number) =>
    flow(`again-${tabId}`, tabId, [
      [ms - 1, all],
      [ms, committed(authorize({ response_type: "code", nonce: `n-${tabId}` }))],
    ]);
  const popup = await openPopupWith([again(2, 9000), again(1, 0)], everywhere, { ...real, tabId: 2 });
  const reused = () =>
    popup.app.verdicts.told.value?.findings.find(({ check }) => check.id === "transaction-value-reused");
  expect(reused()?.verdict.outcome).toBe("fired");
  await act(async () => popup.app.select("again-1"));
  expect(reused()?.verdict.outcome).toBe("silent");
});

test("a report holds the findings even before the site access is known", async () => {
  const popup = openPopup({ door: { kind: "tab", flowId: null, page: "logins" } });
  await act(async () => popup.flows(implicitFlow));
  const report = (await popup.ask({ name: "report", parameters: { redacted: true } })) as Report;
  expect(report.flows[0]?.findings.map(({ id }) => id)).toContain("access-token-in-fragment");
});

describe("what the server publishes", () => {
  test("is asked for once, when a login is opened, and not for those that are not looked at", async () => {
    const token = await issuer.sign(claims);
    const popup = await openPopupWith([idTokenFlow(token), { ...implicitFlow, tabId: 2 }], everywhere, real);
    await act(async () => popup.flows(idTokenFlow(token), { ...implicitFlow, tabId: 2 }));
    expect(popup.learnt.map(({ parameters }) => parameters)).toEqual([{ flowId: "id" }]);
    await act(async () => popup.app.select("implicit"));
    expect(popup.learnt.map(({ parameters }) => parameters)).toEqual([
      { flowId: "id" },
      { flowId: "implicit" },
    ]);
  });

  test("is not asked for on behalf of a login that was read from a file", async () => {
    const popup = await openPopupWith(
      [{ ...idTokenFlow(await issuer.sign(claims)), id: "file-1/id" }],
      everywhere,
      {
        ...real,
        door: { kind: "tab", flowId: null, page: "logins" },
      },
    );
    expect(popup.learnt).toEqual([]);
    show(/^Tokens/);
    expect(read(keys())).toContain("This login was read from a file, so nothing is fetched for it.");
  });

  test("is asked for anew, once, for a token that is newer than the keys", async () => {
    const popup = await openPopupWith([idTokenFlow(await issuer.sign(claims))], everywhere, real);
    const other = await makeIssuer("ES256", "k0");
    for (const at of [1, 2]) {
      await act(async () => popup.servers({ [endpoint]: fetchedAt(at, serverWith([other.jwk])) }));
      await judged(popup.app);
    }
    expect(popup.learnt.map(({ parameters }) => parameters)).toEqual([
      { flowId: "id" },
      { flowId: "id", again: true },
    ]);
  });

  test("that cannot be asked for is told of", async () => {
    const popup = await openPopupWith([implicitFlow], everywhere);
    popup.learnt[0]?.reject(new Error("no answer"));
    await act(async () => {});
    expect(read(screen.getByRole("alert"))).toContain(
      "The server could not be asked for its keys: no answer",
    );
  });
});

describe("verification", () => {
  async function openTokens(token: string, known?: ServerKnowledge) {
    const popup = await openPopupWith([idTokenFlow(token)], everywhere, real);
    if (known) await act(async () => popup.servers({ [endpoint]: known }));
    await judged(popup.app);
    show(/^Tokens/);
    await act(async () => {});
    return popup;
  }
  const card = () => read(screen.getByRole("region", { name: "id_token" }));

  test("passes, step by step, each with what was compared and where it is demanded", async () => {
    await openTokens(await issuer.sign(claims), fresh(issuer.jwk));
    expect(verification()?.dataset.outcome).toBe("passed");
    expect(verification()).toHaveProperty("open", false);
    expect(read(verification()?.querySelector("summary") ?? null)).toMatch(
      /^Verification of id_token: passed \d+ of \d+ steps passed$/,
    );
    expect(card()).toContain("fragment Verified");
    expect(card()).toContain("Signaturepresent (ES256), verified");
    expect(step("signature")?.dataset.outcome).toBe("passed");
    expect(read(step("signature") ?? null)).toContain("key sethttps://login.example/jwks");
    expect(read(step("signature") ?? null)).toMatch(/OpenID Connect Core 1\.0, section 3\.1\.3\.7/);
    expect(step("at_hash")?.closest(".not-applicable")).toBeTruthy();
    expect(read(keys())).toMatch(/^1 key of https:\/\/login\.example\/, fetched \d\d:03:11\. Fetch again$/);
  });

  test("fails with the step that failed, unfolded", async () => {
    await openTokens(await issuer.sign({ ...claims, aud: "another" }), fresh(issuer.jwk));
    expect(verification()).toHaveProperty("open", true);
    expect(step("aud")?.dataset.outcome).toBe("failed");
    expect(read(step("aud") ?? null)).toContain("failed: ");
    expect(card()).toContain("Verification failed");
  });

  test.each([
    ["the keys are being fetched", pending, "The keys are being fetched …", "is being fetched"],
    ["they could not be fetched", offline, "No keys, so no signature is verified.", "Not fetched: offline."],
  ])("is undetermined while %s", async (_, known, panel, reason) => {
    await openTokens(await issuer.sign(claims), known);
    expect(read(keys())).toContain(panel);
    expect(step("signature")?.dataset.outcome).toBe("undetermined");
    expect(read(step("signature") ?? null)).toContain(reason);
    expect(card()).toContain("Decoded, not verified");
  });

  test("goes on by itself when the keys arrive, and asks for them again on a click", async () => {
    const popup = await openTokens(await issuer.sign(claims), offline);
    fireEvent.click(within(keys()).getByRole("button", { name: "Fetch" }));
    expect(popup.learnt.at(-1)?.parameters).toEqual({ flowId: "id", again: true });
    await act(async () => popup.servers({ [endpoint]: fresh(issuer.jwk) }));
    await judged(popup.app);
    expect(card()).toContain("Verified");
  });

  test("fetches the keys of another issuer on a click alone", async () => {
    const iss = "https://other.example/";
    const popup = await openTokens(await issuer.sign({ ...claims, iss }), fresh());
    expect(read(keys())).toContain(
      `A token names another issuer, of which nothing is fetched unasked: ${iss}`,
    );
    expect(popup.learnt).toHaveLength(1);
    fireEvent.click(within(keys()).getByRole("button", { name: "Fetch its keys" }));
    expect(popup.learnt.at(-1)?.parameters).toEqual({ flowId: "id", again: true, issuer: iss });
    const other = fresh(issuer.jwk);
    const metadata = { ...other.metadata, value: { issuer: iss } } as ServerKnowledge["metadata"];
    const asked: ServerKnowledge = { ...other, metadata, found: { issuer: iss, how: "clicked" } };
    await act(async () => popup.servers({ [endpoint]: fresh(), [iss]: asked }));
    await judged(popup.app);
    expect(read(keys())).toContain(`1 key of ${iss}, fetched`);
    expect(step("signature")?.dataset.outcome).toBe("passed");
  });

  test("of a MAC takes the client's secret, and sends it nowhere", async () => {
    const secret = "a-made-up-secret-of-32-characters";
    const popup = await openTokens(await mac(secret, claims), fresh());
    expect(step("signature")?.dataset.outcome).toBe("undetermined");
    const field = within(keys()).getByLabelText(/^Client secret/);
    expect(field.getAttribute("type")).toBe("password");
    fireEvent.input(field, { target: { value: secret } });
    fireEvent.click(within(keys()).getByRole("button", { name: "Verify" }));
    await judged(popup.app);
    expect(step("signature")?.dataset.outcome).toBe("passed");
    expect(JSON.stringify([popup.sent, popup.learnt])).not.toContain(secret);
    expect(document.body.textContent).not.toContain(secret);
  });
});
