import type { Observation } from "../../../extension/flow/observation.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import { access, app, assembled, inTab, login } from "../../fixtures/browsing.js";

const tab = inTab(1);
const code = "code-0123456789-abcdef";
const redeem = { grant_type: "authorization_code", client_id: "spa", code, redirect_uri: `${app}/callback` };
/** As the browser hands it over: in alphabetical order. */
const sorted = Object.fromEntries(Object.entries(redeem).sort());
const endpoint = `${login}/oauth/token`;
const query = new URLSearchParams({
  client_id: "spa",
  response_type: "code",
  redirect_uri: `${app}/callback`,
  state: "s-1",
});
const tokens = (name: string) => ({ access_token: `${name}-access-token-0123`, token_type: "Bearer" });

const byDevTools = (fact: Observation): Observation => ({ ...fact, provenance: "devtools" });
const fromDevTools = (at: number, id: string, form: Readonly<Record<string, string>>) => [
  byDevTools(tab.token(at, id, form)),
  byDevTools({ ...tab.answer(at + 50, id, endpoint, 200), method: "POST" } as Observation),
  byDevTools(tab.body(at + 50, id, tokens("devtools"))),
];

const front = [
  tab.started(0, `${login}/authorize?${query}`),
  tab.committed(900, `${app}/callback?code=${code}&state=s-1`),
];
const browser = [tab.token(1000, "b1", sorted), tab.answer(1045, "b1", endpoint, 200)];
const devTools = fromDevTools(993, "d1", redeem);
const ofPage = tab.body(1047, null, tokens("page"));

const loginsOf = (observations: readonly Observation[]) => assembled(observations).flows.map(readLogin);
const told = (observations: readonly Observation[]) =>
  loginsOf(observations).map(({ tokenCalls, tokens: received }) => ({
    calls: tokenCalls.map(({ requestId, provenance, answer }) => [
      requestId,
      provenance,
      answer?.status,
      answer?.provenance,
    ]),
    tokens: received.map(({ raw }) => raw),
  }));

describe("a token request that both the browser and DevTools tell of", () => {
  const once = [{ calls: [["b1", "browser", 200, "devtools"]], tokens: ["devtools-access-token-0123"] }];

  it.each<[string, readonly Observation[]]>([
    ["after the browser", [...browser, ...devTools]],
    ["before the browser", [...devTools, ...browser]],
    ["around the browser", [...devTools.slice(0, 1), ...browser, ...devTools.slice(1)]],
    ["after the page", [...browser, ofPage, ...devTools]],
    ["before the page", [...browser, ...devTools, ofPage]],
  ])("is one call with one answer: DevTools %s", (_, facts) => {
    expect(told([access("*://*/*"), ...front, ...facts])).toEqual(once);
  });

  it.each<[string, readonly Observation[]]>([
    ["after the browser", [...browser, ...devTools]],
    ["before the browser", [...devTools, ...browser]],
  ])("is one login where nothing else is known of it: DevTools %s", (_, facts) => {
    expect(told([access("*://*/*"), ...facts])).toEqual(once);
  });

  it("has the body that the browser itself saw", () => {
    const body = tab.body(1046, "b1", tokens("browser"));
    expect(told([access("*://*/*"), ...front, ...browser, ...devTools, body])).toEqual([
      { calls: [["b1", "browser", 200, "browser"]], tokens: ["browser-access-token-0123"] },
    ]);
  });

  it("is not mistaken for the same request at another time, or for another at the same", () => {
    const again = [tab.token(1400, "b2", sorted), tab.answer(1450, "b2", endpoint, 400)];
    const other = tab.token(1002, "b3", { ...redeem, client_id: "other" });
    const calls = told([access("*://*/*"), ...front, ...browser, ...again, other, ...devTools])[0]?.calls;
    expect(calls).toEqual([
      ["b1", "browser", 200, "devtools"],
      ["b3", "browser", undefined, undefined],
      ["b2", "browser", 400, null],
    ]);
    expect(
      told([access("*://*/*"), ...front, ...browser, ...fromDevTools(2500, "d2", redeem)])[0]?.calls,
    ).toEqual([
      ["b1", "browser", 200, null],
      ["d2", "devtools", 200, "devtools"],
    ]);
  });
});

describe("without site access", () => {
  const facts = [access(), ...front, ...devTools];

  it("DevTools alone shows the token endpoint", () => {
    expect(told(facts)).toEqual([
      { calls: [["d1", "devtools", 200, "devtools"]], tokens: ["devtools-access-token-0123"] },
    ]);
    const [seen] = loginsOf(facts);
    expect(seen?.steps.slice(5, 7)).toMatchObject([
      {
        status: "seen",
        provenance: "devtools",
        details: ["POST login.example/oauth/token", expect.anything(), expect.anything()],
      },
      {
        status: "seen",
        provenance: "devtools",
        details: ["200, 50 ms after the request", expect.anything()],
      },
    ]);
  });

  it("what stays hidden is still said to be", () => {
    const [seen] = loginsOf(facts);
    expect(seen?.visibility.summary).toBe(
      "Not visible: redirects, posted forms, clicks and API calls of app.example, login.example and other sites.",
    );
    expect(seen?.steps.slice(7).map(({ status }) => status)).toEqual(["not-visible", "not-visible"]);
  });

  it("a chain of refreshes stays with its login", () => {
    const refresh = { grant_type: "refresh_token", client_id: "spa", refresh_token: "refresh-0123456789" };
    const body = byDevTools(
      tab.body(1043, "d1", { ...tokens("devtools"), refresh_token: refresh.refresh_token }),
    );
    const all = [access(), ...front, ...devTools.slice(0, 2), body, ...fromDevTools(60_000, "d2", refresh)];
    expect(told(all)[0]?.calls).toEqual([
      ["d1", "devtools", 200, "devtools"],
      ["d2", "devtools", 200, "devtools"],
    ]);
  });

  it("says that DevTools shows the token request where neither it nor the browser did", () => {
    const [seen] = loginsOf([access(), ...front]);
    expect(seen?.steps[5]?.details).toEqual([
      "Token requests of the browser show only with access to the sites or with DevTools open.",
    ]);
  });
});
