import type { Observation } from "../../../extension/flow/observation.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import { relationsOf } from "../../../extension/flow/relations.js";
import {
  access,
  api,
  app,
  assembled,
  callback,
  implicitLogin,
  inTab,
  login,
  noon,
  withoutAccess,
} from "../../fixtures/browsing.js";

// RFC 7636, appendix B.
const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

const query = (parameters: Readonly<Record<string, string>>) => new URLSearchParams(parameters).toString();
const authorize = (parameters: Readonly<Record<string, string>>, server = login) =>
  `${server}/authorize?${query({
    client_id: "spa",
    response_type: "code",
    redirect_uri: `${app}/callback`,
    scope: "openid",
    ...parameters,
  })}`;
const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
const code = "code-0123456789-abcdef";
const redeem = { grant_type: "authorization_code", client_id: "spa", code, code_verifier: verifier };

const flowsOf = (observations: readonly Observation[]) => assembled(observations).flows;
const loginsOf = (observations: readonly Observation[]) => flowsOf(observations).map(readLogin);
const only = (observations: readonly Observation[]) => {
  const logins = loginsOf(observations);
  expect(logins).toHaveLength(1);
  return logins[0] as NonNullable<(typeof logins)[0]>;
};

const tab = inTab(1);
const codeLogin: readonly Observation[] = [
  access("*://*/*"),
  tab.started(0, authorize({ state: "s-1", ...pkce })),
  tab.committed(900, `${app}/callback?code=${code}&state=s-1`),
  tab.token(1000, "t1", redeem),
  tab.answer(1050, "t1", `${login}/oauth/token`, 200),
  tab.body(1051, null, {
    access_token: "first-access-token-123",
    refresh_token: "first-refresh-token-123",
    token_type: "Bearer",
    expires_in: 3600,
  }),
  tab.call(1200, "c1", `${api}/contacts`, "Bearer first-access-token-123"),
  tab.answer(1230, "c1", `${api}/contacts`, 200),
];

describe("Authorization Code Flow with PKCE, redeemed in the browser", () => {
  const seen = only(codeLogin);

  it("is named by what it is and has the steps of the token endpoint", () => {
    expect(seen.name).toEqual({
      flow: "Authorization Code Flow with PKCE",
      responseType: "code",
      channel: "query",
    });
    expect(seen.steps).toHaveLength(9);
    expect(seen.steps.slice(5).map(({ status }) => status)).toEqual(Array(4).fill("seen"));
  });

  it("checks the verifier against the challenge and keeps the answer, said by the page", () => {
    expect(seen.tokenCalls).toMatchObject([
      { pkce: "match", answer: { status: 200, provenance: "page", response: { error: null } } },
    ]);
  });

  it("knows the tokens of the token endpoint and the calls made with them", () => {
    expect(seen.tokens.map(({ kind, channel }) => [kind, channel])).toEqual([
      ["access_token", "token endpoint"],
      ["refresh_token", "token endpoint"],
    ]);
    expect(seen.calls.map(({ url, answer }) => [url, answer?.status])).toEqual([[`${api}/contacts`, 200]]);
  });

  it("keeps the rotation chain of refresh tokens", () => {
    const { tokenCalls, tokens } = only([
      ...codeLogin,
      tab.token(5000, "t2", { grant_type: "refresh_token", refresh_token: "first-refresh-token-123" }),
      tab.body(5050, "t2", {
        access_token: "second-access-token-12",
        refresh_token: "second-refresh-token-1",
      }),
      tab.token(9000, "t3", { grant_type: "refresh_token", refresh_token: "second-refresh-token-1" }),
    ]);
    expect(tokenCalls.map(({ request }) => request.grantType)).toEqual([
      "authorization_code",
      "refresh_token",
      "refresh_token",
    ]);
    expect(new Set(tokens.map(({ id }) => id)).size).toBe(4);
  });

  it("takes a refresh for the login of the same client whose token response nobody could read", () => {
    const refresh = { grant_type: "refresh_token", client_id: "spa", refresh_token: "never-seen-before-1" };
    const { tokenCalls } = only([...codeLogin.slice(0, 5), tab.token(5000, "t2", refresh)]);
    expect(tokenCalls).toHaveLength(2);
  });

  it("tells a verifier that does not fit", () => {
    const { tokenCalls } = only([
      ...codeLogin.slice(0, 3),
      tab.token(1000, "t1", { ...redeem, code_verifier: "x".repeat(43) }),
    ]);
    expect(tokenCalls[0]?.pkce).toBe("mismatch");
  });

  it("says that a code which the browser did not redeem went to the client's server", () => {
    const { steps } = only(codeLogin.slice(0, 3));
    expect(steps[5]).toMatchObject({
      status: "not-seen",
      details: [expect.stringContaining("client's server")],
    });
  });
});

describe("any other grant", () => {
  it("is a flow of its own", () => {
    const seen = only([tab.token(0, "t1", { grant_type: "password", username: "ada", client_id: "cli" })]);
    expect(seen.name.flow).toBe("Token request · password");
    expect(seen.client).toEqual({ id: "cli", origin: app });
  });
});

describe("silent authentication by web_message", () => {
  const frame = inTab(1, 7);
  const silent = { state: "s-2", prompt: "none", response_mode: "web_message", ...pkce };
  const renewal: readonly Observation[] = [
    frame.started(20_000, authorize(silent)),
    frame.committed(20_050, authorize(silent)),
    tab.message(20_100, login, { code: "code-of-the-renewal-1", state: "s-2" }),
    tab.token(20_200, "t9", { ...redeem, code: "code-of-the-renewal-1" }),
  ];

  it("is received by the page around the frame", () => {
    expect(only(renewal)).toMatchObject({
      response: { channel: "web_message", receivedAt: login, provenance: "page" },
      tokenCalls: [{ pkce: "match" }],
    });
  });

  it("shows no prompt: the page that posts the response is none", () => {
    expect(
      only(renewal)
        .steps.slice(2, 4)
        .map(({ status }) => status),
    ).toEqual(["not-seen", "not-seen"]);
  });

  it("is joined to its token request even if the page's report of the message comes last", () => {
    const [first, second, message, token] = renewal as [Observation, Observation, Observation, Observation];
    expect(only([first, second, token, message]).tokenCalls).toHaveLength(1);
    // The page's clock is not the browser's.
    expect(only([first, second, token, { ...message, at: token.at + 2 }]).tokenCalls).toHaveLength(1);
  });

  it("is one login where the browser tells of the posting document after the page of its message", () => {
    const [first, second, message, token] = renewal as [Observation, Observation, Observation, Observation];
    expect(only([first, { ...second, at: message.at + 2 }, message, token]).tokenCalls).toHaveLength(1);
  });

  it("renews the login of the same client", () => {
    const logins = loginsOf([...codeLogin, ...renewal]);
    expect(logins).toHaveLength(2);
    expect(relationsOf(logins).get(logins[0]?.id ?? "")?.renews).toBe(logins[1]?.id);
  });
});

describe("pop-ups, frames and tabs", () => {
  it("joins a message in the opener to the login in its pop-up", () => {
    const popup = inTab(2);
    const request = authorize({ response_mode: "web_message", ...pkce });
    const seen = only([
      tab.left(-20, `${app}/`, "Log in"),
      popup.opened(-10, 1, "about:blank"),
      popup.started(0, request),
      tab.message(3000, login, { code }),
      popup.closed(3010),
      tab.token(3100, "t1", redeem),
    ]);
    expect(seen.response?.channel).toBe("web_message");
    expect(seen.tokenCalls).toHaveLength(1);
    expect(seen.steps[0]?.status).toBe("seen");
  });

  it("never mixes two frames of one tab", () => {
    const [one, two] = [inTab(1, 5), inTab(1, 6)];
    const at = (state: string) => `${app}/callback?code=code-for-${state}&state=${state}`;
    const logins = loginsOf([
      one.started(0, authorize({ state: "frame-5" })),
      two.started(1, authorize({ state: "frame-6" })),
      two.committed(50, at("frame-6")),
      one.committed(60, at("frame-5")),
    ]);
    expect(logins.map(({ request, response }) => [request?.state, response?.state])).toEqual([
      ["frame-6", "frame-6"],
      ["frame-5", "frame-5"],
    ]);
  });

  describe("a login inside the prompt of another", () => {
    const inner = authorize(
      { client_id: "login", redirect_uri: `${login}/federated`, state: "inner" },
      "https://idp.example",
    );
    const outer = authorize({ state: "outer", ...pkce });
    const facts = [
      tab.left(-30, `${app}/`, "Log in"),
      tab.started(0, outer),
      tab.request(5, "8", outer, app),
      tab.redirect(20, "8", outer, `${login}/u/login`),
      tab.committed(40, `${login}/u/login`),
      tab.redirect(1000, "9", `${login}/u/login`, inner),
      tab.request(1005, "9", inner, login),
      tab.committed(1050, inner),
      tab.left(3900, inner, "Continue"),
      tab.redirect(4000, "10", "https://idp.example/login", `${login}/federated?code=inner-code&state=inner`),
      tab.redirect(4050, "10", `${login}/federated`, `${app}/callback?code=${code}&state=outer`),
      tab.committed(4100, `${app}/callback?code=${code}&state=outer`),
    ];
    const late = facts.map((fact) => [fact.at - noon, fact.kind, fact] as const);

    it.each(late)("is told apart, though what happened after %d ms (%s) is told last", (_ms, _kind, last) => {
      const logins = loginsOf([...facts.filter((fact) => fact !== last), last]);
      expect(logins.map(({ response }) => response?.state)).toEqual(["inner", "outer"]);
      expect(logins.map(({ steps }) => steps[0]?.details)).toEqual(
        loginsOf(facts).map(({ steps }) => steps[0]?.details),
      );
      const relations = relationsOf(logins);
      expect(relations.get(logins[0]?.id ?? "")?.nestedIn).toBe(logins[1]?.id);
      expect(relations.get(logins[1]?.id ?? "")?.nestedIn).toBeNull();
    });
  });

  it("takes a tab that is closed for the end of a login without a response", () => {
    const flows = flowsOf([
      tab.started(0, authorize({ state: "s-1" })),
      tab.closed(500),
      tab.committed(900, `${login}/x`),
    ]);
    expect(flows[0]?.observations.map(({ kind }) => kind)).toEqual(["navigation-started", "tab-closed"]);
  });
});

describe("a response that comes again", () => {
  const done = implicitLogin();
  const again = (transition: string, qualifiers: readonly string[]): Observation => ({
    ...tab.committed(60_000, callback("s-1"), transition),
    ...({ qualifiers } as object),
  });

  it.each([
    ["reload", [], "reload"],
    ["link", ["forward_back"], "back"],
  ])("by %s %j is a %s, not a second response", (transition, qualifiers, how) => {
    expect(only([...done, again(transition, qualifiers)])).toMatchObject({
      repeats: [{ how }],
      furtherResponses: [],
    });
  });

  it("with other parameters is a second response", () => {
    const { furtherResponses } = only([
      ...done,
      tab.committed(9000, callback("s-1", "a-second-access-token")),
    ]);
    expect(furtherResponses).toHaveLength(1);
  });

  it("at a redirect URI that was used before, without a request, is shown as a flow of its own", () => {
    const unsolicited = tab.committed(60_000, `${app}/callback?code=from-elsewhere-123&state=unknown`);
    const logins = loginsOf([...codeLogin, unsolicited]);
    expect(logins.map(({ request, response }) => [request?.state ?? null, response?.state])).toEqual([
      [null, "unknown"],
      ["s-1", "s-1"],
    ]);
  });
});

describe("what became of the tokens", () => {
  it("tells a Referer and another site's URL that hold one", () => {
    const leak: Observation = {
      ...tab.call(
        1300,
        "x1",
        `https://tracker.example/collect?u=${encodeURIComponent("#access_token=first-access-token-123")}`,
        "",
      ),
      ...{ headers: [{ name: "Referer", value: `${app}/callback?code=${code}` }] },
    } as Observation;
    const { traces } = only([...codeLogin, leak]);
    expect(traces.map(({ tokenId, where, place }) => [tokenId, where, place])).toEqual(
      expect.arrayContaining([
        [expect.stringContaining("access_token"), "other-site-url", "https://tracker.example/collect"],
        ["code", "referer", "https://tracker.example/collect"],
      ]),
    );
  });

  it("tells what a look into the page found", () => {
    const [flow] = flowsOf(codeLogin);
    const look: Observation = {
      ...tab.committed(3000, `${app}/`),
      ...({
        kind: "look",
        reach: "page",
        flowId: flow?.id,
        found: [{ tokenId: "access_token@1", where: "localStorage", key: "auth" }],
        foreignContent: [{ origin: "https://tracker.example", type: "script", at: null }],
      } as object),
    } as Observation;
    const { traces, surroundings } = only([...codeLogin, look]);
    expect(traces).toMatchObject([{ where: "localStorage", place: "auth" }]);
    expect(surroundings.foreignScripts).toEqual(["https://tracker.example"]);
  });
});

describe("front-channel logout (OpenID Connect Front-Channel Logout 1.0, section 3)", () => {
  const frame = inTab(9, 7);
  const told = (url: string) => only([...codeLogin, frame.started(60_000, url)]).logouts;
  const query = `iss=${encodeURIComponent(`${login}/`)}&sid=08a5019c-17e1-4977`;

  it("belongs to the login of the client whose frame is loaded, in whatever tab", () => {
    expect(told(`${app}/signed-out?${query}`)).toMatchObject([
      { kind: "front-channel", endpoint: `${app}/signed-out` },
    ]);
  });

  it.each([
    ["another client", `https://other.example/signed-out?${query}`],
    ["another server", `${app}/signed-out?iss=https%3A%2F%2Fother.example&sid=1`],
    ["a frame without sid", `${app}/signed-out?iss=${encodeURIComponent(login)}`],
  ])("of %s does not", (_what, url) => {
    expect(told(url)).toEqual([]);
  });

  it("is not seen in a document at the top", () => {
    const top = inTab(9).started(60_000, `${app}/signed-out?${query}`);
    expect(only([...codeLogin, top]).logouts).toEqual([]);
  });
});

describe("requests of every kind", () => {
  it.each([
    ["PAR", `${login}/authorize?client_id=spa&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Aabc`],
    [
      "no response_type",
      `${login}/login/oauth/authorize?client_id=spa&redirect_uri=${app}/callback&scope=user&state=s`,
    ],
  ])("recognises %s", (_, url) => {
    expect(only([tab.started(0, url)]).request?.clientId).toBe("spa");
  });

  it("knows the response to a pushed request, of which only the place is known", () => {
    const pushed = `${login}/authorize?client_id=spa&request_uri=urn%3Aexample%3Aabc`;
    const seen = only([
      tab.started(0, pushed),
      tab.committed(40, `${login}/u/login?code=x`),
      tab.committed(900, `${app}/callback?code=${code}&state=s`),
    ]);
    expect(seen.response).toMatchObject({ receivedAt: `${app}/callback`, state: "s" });
  });

  it("knows the response to response_type=none by its state alone", () => {
    const request = authorize({ response_type: "none", state: "s-none" });
    const seen = only([tab.started(0, request), tab.committed(900, `${app}/callback?state=s-none`)]);
    expect(seen.response).toMatchObject({ channel: "query", state: "s-none", error: null });
  });

  it("recognises an endpoint that the person named", () => {
    const odd = "https://odd.example/start?client_id=spa&x=1";
    expect(flowsOf([tab.started(0, odd)])).toEqual([]);
  });
});

it("needs no access for a login by a page and a fragment", () => {
  expect(only(withoutAccess(implicitLogin())).response?.channel).toBe("fragment");
});
