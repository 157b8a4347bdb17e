import type { FoundToken, Observation } from "../../../extension/flow/observation.js";
import { callback, encode, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, clientId, idToken, opaqueToken } from "../../fixtures/tokens.js";
import {
  api,
  app,
  call,
  committed,
  loginSeen,
  look,
  redemption,
  redirect,
  request,
  response,
  server,
  toCallback,
  tokenCall,
} from "../../fixtures/traffic.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const hint = idToken({ sid: "session-1" });
const bye = `${app}/bye`;
const implicit = toCallback(`${callback}#${encode({ id_token: hint, state })}`, requestUrl());
const logoutUrl = (parameters: Readonly<Record<string, string | undefined>> = {}) =>
  `${server}/logout?${encode({ id_token_hint: hint, post_logout_redirect_uri: bye, state: "s-9", ...parameters })}`;

/** A logout that leads there at once. */
const loggedOut = (url: string, to: string): readonly Observation[] => [
  request(60_000, "out", url, { initiator: app }),
  redirect(60_050, "out", url, to),
  request(60_051, "out", to),
  response(60_080, "out", to),
  committed(60_090, to),
];

describe("without a logout, its checks do not apply", () => {
  it.each([["logout-redirect-unsafe"], ["logout-tokens-remain"], ["frontchannel-logout-invalid"]])(
    "%s",
    (id) => {
      expect(summaryOf(id, loginSeen(implicit))).toBe("not-applicable");
    },
  );
});

describe("logout-redirect-unsafe (OpenID Connect RP-Initiated Logout 1.0, section 3)", () => {
  const id = "logout-redirect-unsafe";
  const evil = "https://evil.test/bye";

  it.each([
    ["back to the client with its state", logoutUrl(), `${bye}?state=s-9`, "silent"],
    [
      "to a foreign site, as asked",
      logoutUrl({ post_logout_redirect_uri: evil }),
      `${evil}?state=s-9`,
      "fired high",
    ],
    [
      "to the server's page instead",
      logoutUrl({ post_logout_redirect_uri: evil }),
      `${server}/error`,
      "undetermined",
    ],
    ["with another state", logoutUrl(), `${bye}?state=other`, "fired low"],
    ["without the state", logoutUrl(), bye, "fired low"],
    ["no state sent", logoutUrl({ state: undefined }), bye, "silent"],
    ["neither hint nor client", logoutUrl({ id_token_hint: undefined, state: undefined }), bye, "fired low"],
    [
      "client_id alone",
      logoutUrl({ id_token_hint: undefined, client_id: clientId, state: undefined }),
      bye,
      "silent",
    ],
  ])("%s", (_, url, to, summary) => {
    expect(summaryOf(id, loginSeen(implicit, loggedOut(url, to)))).toBe(summary);
  });

  it("sees the return after the server asked", () => {
    const [asked] = loggedOut(logoutUrl(), bye);
    const facts = [
      asked as Observation,
      committed(60_100, logoutUrl()),
      committed(70_000, `${bye}?state=other`),
    ];
    expect(summaryOf(id, loginSeen(implicit, facts))).toBe("fired low");
  });

  it("shows endpoint and target", () => {
    const url = logoutUrl({ post_logout_redirect_uri: evil, state: undefined });
    expect(evidenceOf(id, loginSeen(implicit, loggedOut(url, evil)))).toEqual({
      endpoint: `${server}/logout`,
      target: "https://evil.test",
      site: "neither the client's nor the server's",
    });
  });
});

describe("logout-tokens-remain (OpenID Connect RP-Initiated Logout 1.0, section 2)", () => {
  const id = "logout-tokens-remain";
  const refresh = "v1.MfjQ0bT3Yw5kR8sXc1Zp";
  const tokens = {
    access_token: opaqueToken,
    refresh_token: refresh,
    token_type: "Bearer",
    expires_in: 3600,
  };
  const out = loggedOut(logoutUrl({ id_token_hint: undefined, client_id: clientId }), `${bye}?state=s-9`);
  const lookAfter = (ms: number, ...found: FoundToken[]) => look(ms, bye, { found });
  const left = (tokenId: string, where: FoundToken["where"] = "localStorage"): FoundToken => ({
    tokenId,
    where,
    key: "auth",
  });
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
  const login = (...facts: (Observation | readonly Observation[])[]) =>
    loginSeen(toCallback(), tokenCall(300, redemption, tokens), out, ...facts);

  it.each([
    ["a refresh token", [lookAfter(61_000, left("refresh_token@1"))], "fired high"],
    ["an access token in a cookie", [lookAfter(61_000, left("access_token@1", "cookie"))], "fired medium"],
    ["an expired access token", [lookAfter(9_000_000, left("access_token@1"))], "silent"],
    ["nothing", [lookAfter(61_000)], "silent"],
    [
      "a token that is gone in the end",
      [lookAfter(61_000, left("refresh_token@1")), lookAfter(62_000)],
      "silent",
    ],
    ["a token in the URL alone", [lookAfter(61_000, left("access_token@1", "url"))], "silent"],
    [
      "an API that still takes the token",
      [lookAfter(61_000), ...call(65_000, `${api}/me`, bearer(opaqueToken))],
      "fired medium",
    ],
    [
      "an API that no longer does",
      [lookAfter(61_000), ...call(65_000, `${api}/me`, bearer(opaqueToken), { status: 401 })],
      "silent",
    ],
    ["no page seen after it", [], "undetermined"],
  ])("%s", (_, facts, summary) => {
    expect(summaryOf(id, login(facts))).toBe(summary);
  });

  it("takes a self-contained token as good until it expires", () => {
    const token = accessToken();
    const granted = tokenCall(300, redemption, { access_token: token, expires_in: 3600 });
    const used = call(65_000, `${api}/me`, bearer(token));
    expect(summaryOf(id, loginSeen(toCallback(), granted, out, lookAfter(61_000), used))).toBe("fired info");
  });

  it("names store, key and token", () => {
    expect(evidenceOf(id, login(lookAfter(61_000, left("refresh_token@1"))))).toEqual({
      store: "localStorage",
      key: "auth",
      token: "refresh_token@1",
    });
  });
});

describe("frontchannel-logout-invalid (OpenID Connect Front-Channel Logout 1.0, section 3)", () => {
  const id = "frontchannel-logout-invalid";
  const noStore = { headers: { "cache-control": "no-cache, no-store" } };
  const framed = (
    query: string,
    { base = `${app}/frontchannel-logout`, answered = noStore as object | null } = {},
  ) => {
    const url = `${base}?${query}`;
    const place = { frameId: 9, initiator: server };
    return loginSeen(
      implicit,
      loggedOut(logoutUrl(), `${bye}?state=s-9`).slice(0, 1),
      request(60_200, "frame", url, place),
      answered === null ? [] : response(60_220, "frame", url, { frameId: 9, ...answered }),
    );
  };
  const both = encode({ iss: `${server}/`, sid: "session-1" });

  it.each([
    ["both, as in the ID Token", framed(both), "silent"],
    ["another session", framed(encode({ iss: `${server}/`, sid: "session-2" })), "fired medium"],
    ["another issuer", framed(encode({ iss: "https://other.test/", sid: "session-1" })), "fired medium"],
    ["sid alone", framed("sid=session-1"), "fired low"],
    ["another port", framed(both, { base: "https://app.example:8443/frontchannel-logout" }), "fired low"],
    ["an answer that may be cached", framed(both, { answered: {} }), "fired low"],
    ["an answer that nobody saw", framed(both, { answered: null }), "undetermined"],
    ["neither", framed("tab=1"), "not-applicable"],
  ])("%s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("shows the frame without values, and both claims", () => {
    expect(evidenceOf(id, framed(encode({ iss: `${server}/`, sid: "session-2" })))).toEqual({
      frame: `${app}/frontchannel-logout`,
      sid: "session-2",
      "sid of the ID Token": "session-1",
    });
  });
});
