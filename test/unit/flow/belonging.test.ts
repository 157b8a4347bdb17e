import type { BodyReceived, Observation } from "../../../extension/flow/observation.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import {
  access,
  app,
  assembled,
  callback,
  implicitLogin,
  inTab,
  login,
  noon,
} from "../../fixtures/browsing.js";

/** What belongs to a login besides its messages, and what of other browsing is held meanwhile. */

const tab = inTab(1);
const frame = inTab(1, 9);
const logins = (observations: readonly Observation[]) => assembled(observations).flows.map(readLogin);
const only = (observations: readonly Observation[]) => {
  const seen = logins(observations);
  expect(seen).toHaveLength(1);
  return seen[0] as NonNullable<(typeof seen)[0]>;
};
const everywhere = access("*://*/*");
const headers = (ms: number, id: string, url: string, sent: Readonly<Record<string, string>>) =>
  ({
    ...tab.call(ms, id, url, ""),
    headers: Object.entries(sent).map(([name, value]) => ({ name, value })),
  }) as Observation;

describe("a token request", () => {
  const code = "code-0123456789-abcdef";
  const asked = `${login}/authorize?client_id=spa&response_type=code&redirect_uri=${app}/callback&state=s-1`;
  const redeemed: readonly Observation[] = [
    everywhere,
    tab.started(0, asked),
    tab.committed(900, `${app}/callback?code=${code}&state=s-1`),
    tab.token(1000, "t1", { grant_type: "authorization_code", client_id: "spa", code }),
  ];

  it("has the headers that went with it, which tell how the client authenticates", () => {
    const sent = headers(1001, "t1", `${login}/oauth/token`, {
      DPoP: "a-proof",
      Authorization: "Basic c3BhOng=",
    });
    expect(only([...redeemed, sent]).tokenCalls[0]?.requestHeaders).toEqual([
      { name: "DPoP", value: "a-proof" },
      { name: "Authorization", value: "Basic c3BhOng=" },
    ]);
  });

  it("sent twice within a moment has the body of its own answer, by the status", () => {
    const second = tab.token(1020, "t2", { grant_type: "authorization_code", client_id: "spa", code });
    const refusal = tab.body(1040, null, { error: "invalid_grant" });
    const { tokenCalls } = only([
      ...redeemed,
      tab.answer(1010, "t1", `${login}/oauth/token`, 200),
      second,
      tab.body(1025, null, { access_token: "opaque-access-token-1" }),
      tab.answer(1030, "t2", `${login}/oauth/token`, 400),
      { ...refusal, status: 400 } as Observation,
    ]);
    expect(tokenCalls.map(({ answer }) => Object.keys(answer?.response?.members ?? {}))).toEqual([
      ["access_token"],
      ["error"],
    ]);
  });

  it("says null where they were not visible", () => {
    expect(only(redeemed).tokenCalls[0]?.requestHeaders).toBeNull();
  });
});

describe("requests of scripts", () => {
  const par = { client_id: "spa", response_type: "code", state: "s-1", redirect_uri: `${app}/callback` };
  const push = { ...tab.token(0, "p", par), url: `${login}/oauth/par` } as Observation;
  const asked = (client: string) => `${login}/authorize?client_id=${client}&request_uri=urn%3Aexample%3A1`;

  it("that push the request belong to the login that refers to it", () => {
    const facts = [
      everywhere,
      push,
      tab.answer(50, "p", `${login}/oauth/par`, 201),
      tab.started(100, asked("spa")),
    ];
    expect(only(facts).scriptedRequests).toMatchObject([
      { kind: "pushed", endpoint: `${login}/oauth/par`, initiator: app, answer: { status: 201 } },
    ]);
  });

  it("that push the request of another client do not", () => {
    expect(only([everywhere, push, tab.started(100, asked("other"))]).scriptedRequests).toEqual([]);
  });

  it("that go to the authorization endpoint in CORS mode belong to the login before", () => {
    const url = `${login}/authorize?client_id=spa&response_type=token&prompt=none`;
    const facts = [everywhere, ...implicitLogin(), headers(20_000, "x", url, { "Sec-Fetch-Mode": "cors" })];
    expect(only(facts).scriptedRequests).toMatchObject([
      { kind: "authorization", endpoint: `${login}/authorize` },
    ]);
    const navigated = headers(20_000, "x", url, { "Sec-Fetch-Mode": "navigate" });
    expect(only([everywhere, ...implicitLogin(), navigated]).scriptedRequests).toEqual([]);
  });
});

describe("a logout", () => {
  const url = `${login}/logout?client_id=spa&post_logout_redirect_uri=${encodeURIComponent(`${app}/bye`)}`;
  const sent = tab.request(60_000, "out", url, app);
  const notified = (host: string) =>
    frame.request(60_300, "f", `https://${host}/frontchannel-logout?sid=a`, login);

  it("goes on to where the client wanted the browser, also after the server asked", () => {
    const { documents } = only([
      everywhere,
      ...implicitLogin(),
      sent,
      tab.committed(90_000, `${app}/bye?state=s`),
    ]);
    expect(documents.at(-1)).toMatchObject({ url: `${app}/bye?state=s` });
  });

  it("does not go on to other pages, nor for ever", () => {
    const other = [tab.committed(90_000, `${app}/other`), tab.committed(3_600_000, `${app}/bye`)];
    const { documents } = only([everywhere, ...implicitLogin(), sent, ...other]);
    expect(documents.at(-1)?.url).not.toContain("/bye");
    expect(documents.at(-1)?.url).not.toContain("/other");
  });

  it("tells the client in a frame", () => {
    const { logouts } = only([everywhere, ...implicitLogin(), sent, notified("app.example")]);
    expect(logouts.map(({ kind, endpoint }) => [kind, endpoint])).toEqual([
      ["rp-initiated", `${login}/logout`],
      ["front-channel", `${app}/frontchannel-logout`],
    ]);
  });

  it("tells other clients, which is none of this login", () => {
    const { logouts } = only([everywhere, ...implicitLogin(), sent, notified("other.example")]);
    expect(logouts).toHaveLength(1);
  });
});

describe("a Referer with the request's state", () => {
  const state = "kPq7Zr1Lm9Xw4Tn6Vb3Yc8Hd2Jf5Gs0A";
  const referer = (url: string) => headers(300, "r", "https://tracker.example/pixel", { Referer: url });

  it("belongs to its login and names page and place", () => {
    const page = `${login}/authorize?client_id=spa&state=${state}`;
    const { traces } = only([everywhere, ...implicitLogin(1, state).slice(0, 6), referer(page)]);
    expect(traces).toMatchObject([
      {
        tokenId: "state",
        where: "referer",
        place: "https://tracker.example/pixel",
        from: `${login}/authorize`,
      },
    ]);
  });

  it("of another login does not", () => {
    const page = `${login}/authorize?client_id=spa&state=another-state-that-is-long`;
    expect(only([everywhere, ...implicitLogin(1, state), referer(page)]).traces).toEqual([]);
  });
});

describe("an answer to a document", () => {
  const answered = (ms: number, id: string, url: string): Observation =>
    ({
      ...tab.answer(ms, id, url, 200),
      headers: [{ name: "cache-control", value: "no-store" }],
      cookiesSent: ["sid"],
    }) as Observation;
  const news = "https://news.example/";
  const reading = [tab.request(0, "n", news), answered(20, "n", news)];

  it("is held without its headers while no login is under way", () => {
    const { pending } = assembled(reading);
    expect(pending).toHaveLength(2);
    expect(pending[1]).toEqual({ ...tab.answer(20, "n", news, 200), headers: [] });
  });

  it("keeps them in a login", () => {
    const url = callback("s-1");
    const { documents } = only([...implicitLogin().slice(0, 14), answered(8060, "1s-13", url)]);
    expect(documents.at(-1)?.exchanges.at(-1)?.headers).toEqual([
      { name: "cache-control", value: "no-store" },
    ]);
  });

  it("keeps them after a prompt that is called typed, as where the person typed the client's address", () => {
    const further = [tab.request(6000, "p", `${login}/u/more`), answered(6010, "p", `${login}/u/more`)];
    const facts = [...implicitLogin(), ...further]
      .sort((a, b) => a.at - b.at)
      .map((fact) =>
        fact.kind === "committed" && fact.url.startsWith(login) ? { ...fact, transition: "typed" } : fact,
      );
    const { documents } = only(facts);
    expect(documents.find(({ url }) => url.endsWith("/u/more"))?.exchanges[0]?.headers).toEqual([
      { name: "cache-control", value: "no-store" },
    ]);
  });
});

describe("the body of an answer", () => {
  const body = (ms: number, id: string, url: string) =>
    ({
      ...tab.body(ms, id, { sub: "1" }),
      url,
      method: "GET",
    }) as Observation;
  const asked = (url: string) => [
    everywhere,
    ...implicitLogin(),
    tab.call(9000, "u", url, "Bearer opaque-access-token-1"),
    tab.answer(9100, "u", url, 200),
    body(9101, "u", url),
  ];

  it.each([
    ["a UserInfo endpoint", `${login}/userinfo`, '{"sub":"1"}'],
    ["any other API", `${login}/me`, undefined],
  ])("of %s", (_, url, text) => {
    expect(only(asked(url)).calls.at(-1)?.answer?.body).toBe(text);
  });

  it.each<readonly [name: string, copy: Partial<BodyReceived>, text: string | undefined]>([
    ["joined by URL, method and time", {}, '{"sub":"1"}'],
    ["none of another method", { method: "POST" }, undefined],
    ["none of before the request", { at: noon + 8000 }, undefined],
    ["none of another origin", { url: `${app}/userinfo` }, undefined],
  ])("of a UserInfo endpoint, as a page copied it: %s", (_, copy, text) => {
    const url = `${login}/userinfo`;
    const copied = { ...body(9101, "u", url), requestId: null, provenance: "page", ...copy } as Observation;
    const { calls } = only([...asked(url).slice(0, -1), copied]);
    expect(calls.at(-1)?.answer?.body).toBe(text);
  });
});

describe("a request that failed before anything else of it was seen", () => {
  const failed = (id: number, initiator: string, url = "https://api.example/contacts") =>
    ({
      at: noon + 9000 + id,
      tabId: 1,
      frameId: 0,
      provenance: "browser",
      kind: "request-failed",
      requestId: `f${id}`,
      url,
      error: "net::ERR_FAILED",
      initiator,
    }) as const;

  it.each<readonly [name: string, facts: readonly Observation[], urls: number]>([
    ["belongs to the login whose client's page sent it", [failed(1, app)], 1],
    ["is kept three times at most", [1, 2, 3, 4, 5].map((id) => failed(id, app)), 3],
    ["of another page belongs to none", [failed(1, "https://news.example")], 0],
    ["within one origin says nothing", [failed(1, app, `${app}/me`)], 0],
  ])("%s", (_, facts, count) => {
    const { unexplained } = only([everywhere, ...implicitLogin(), ...facts]);
    expect(unexplained).toHaveLength(count);
  });
});
