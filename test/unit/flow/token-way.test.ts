import type { Login } from "../../../extension/flow/login.js";
import type { FoundToken, Observation } from "../../../extension/flow/observation.js";
import { type Stage, type Stop, tokenWayOf } from "../../../extension/flow/token-way.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, idToken } from "../../fixtures/tokens.js";
import {
  access,
  api,
  app,
  authorize,
  call,
  codeResponse,
  loginSeen,
  look,
  posted,
  redemption,
  sentHeaders,
  start,
  toCallback,
  tokenCall,
  tokenEndpoint,
  tracker,
} from "../../fixtures/traffic.js";

const token = accessToken();
const refresh = "v1.MfjQ0bT3Yw5kR8sXc1Zp";
const tokens = { access_token: token, id_token: idToken(), refresh_token: refresh, token_type: "Bearer" };
const bearer = { Authorization: `Bearer ${token}` };
const found = (tokenId: string, where: FoundToken["where"]) =>
  look(900, `${app}/`, { found: [{ tokenId, where, key: "auth" }] });

const stageOf = (login: Login, id: Stage["id"]) => tokenWayOf(login).find((stage) => stage.id === id);
const short = ({ what, place, channel, tokens: held, times, risk }: Stop) =>
  [channel ?? what, place, held.join(" "), times, risk].filter((part) => part !== null).join(" · ");
const told = (login: Login, id: Stage["id"]) => stageOf(login, id)?.stops.map(short);
const blind = (login: Login, id: Stage["id"]) => stageOf(login, id)?.blind?.why ?? null;

const codeLogin = (...facts: readonly (Observation | readonly Observation[])[]) =>
  loginSeen(toCallback(), tokenCall(300, redemption, tokens), ...facts);
const front = (parameters: object, type = "id_token token", form = false) => {
  const sent = encode({ ...parameters, state });
  const request = requestUrl({ response_type: type });
  return form
    ? loginOf({ request, response: callback, form: sent })
    : loginOf({ request, response: `${callback}#${sent}` });
};

it("goes through four stages, in this order", () => {
  expect(tokenWayOf(codeLogin()).map(({ id }) => id)).toEqual(["received", "stored", "used", "leaked"]);
});

describe("received", () => {
  it("tells the code's way from that of the tokens", () => {
    expect(told(codeLogin(), "received")).toEqual([
      "query · https://app.example · code · 1",
      "token endpoint · https://app.example · access_token@1 id_token@1 refresh_token@1 · 3",
    ]);
  });

  it.each([
    ["an access token in the fragment", front({ access_token: token }), "fragment", "access_token", "high"],
    ["an ID Token in the fragment", front({ id_token: idToken() }), "fragment", "id_token", "medium"],
    ["an ID Token by form", front({ id_token: idToken() }, "id_token", true), "form_post", "id_token", null],
    [
      "an access token by form",
      front({ access_token: token }, "token", true),
      "form_post",
      "access_token",
      "medium",
    ],
  ])("weighs %s", (_, login, channel, id, risk) => {
    expect(stageOf(login, "received")?.stops).toMatchObject([{ channel, tokens: [id], risk }]);
  });

  it("weighs a stop by the worst of its tokens", () => {
    expect(told(front({ id_token: idToken(), access_token: token }), "received")).toEqual([
      "fragment · https://app.example · access_token id_token · 2 · high",
    ]);
  });

  it.each([
    ["nothing has come", loginOf({}), "no-response"],
    [
      "the token endpoint's body was not seen",
      loginSeen(toCallback(), tokenCall(300, redemption, null)),
      "no-body",
    ],
    [
      "an error has no tokens",
      loginSeen(toCallback(), tokenCall(300, redemption, null, { status: 400 })),
      null,
    ],
    ["all was seen", codeLogin(), null],
  ])("says so where %s", (_, login, why) => {
    expect(blind(login, "received")).toBe(why);
  });
});

describe("stored", () => {
  it.each([
    ["localStorage", "access_token@1", "medium"],
    ["indexedDB", "refresh_token@1", "medium"],
    ["sessionStorage", "access_token@1", "low"],
    ["localStorage", "id_token@1", null],
    ["sessionStorage", "code", null],
    ["cookie", "access_token@1", "high"],
    ["history", "code", "low"],
  ] as const)("%s holds %s", (where, id, risk) => {
    expect(stageOf(codeLogin(found(id, where)), "stored")?.stops).toMatchObject([
      { what: where, place: "auth", tokens: [id], risk, provenance: "page", at: start + 900 },
    ]);
  });

  it("counts what stays in the URL", () => {
    const login = codeLogin(
      look(9000, codeResponse, { found: [{ tokenId: "code", where: "url", key: "" }] }),
    );
    expect(told(login, "stored")).toEqual([
      "url-after-settling · https://app.example/callback · code · 1 · low",
    ]);
  });

  it.each([
    ["nobody has looked", codeLogin(), "not-looked"],
    ["nobody has looked since", codeLogin(look(200, codeResponse)), "looked-before"],
    [
      "there was no access to the client",
      loginSeen(access("*://login.example/*"), toCallback()),
      "no-access",
    ],
    ["somebody has looked", codeLogin(look(900, codeResponse)), null],
  ])("does not say nowhere where %s", (_, login, why) => {
    expect(blind(login, "stored")).toBe(why);
  });
});

describe("used", () => {
  it("joins calls of one API, and tells the token endpoint from it", () => {
    const again = { grant_type: "refresh_token", refresh_token: refresh };
    const login = codeLogin(
      call(400, `${api}/contacts`, bearer),
      call(500, `${api}/orders?limit=2`, bearer),
      tokenCall(700, again, { access_token: "at2_Jq9xVw3ZbT6mRk8nHs", token_type: "Bearer" }),
    );
    expect(told(login, "used")).toEqual([
      `redeemed · ${tokenEndpoint} · code refresh_token · 2`,
      "header · https://api.example · access_token@1 · 2",
    ]);
  });

  it.each([
    ["in the query", call(400, `${api}/feed?access_token=${token}`, {}), "query", "high"],
    ["in a form", posted(400, `${api}/feed`, { access_token: token }), "body", "low"],
    [
      "an ID Token as API token",
      call(400, `${api}/me`, { Authorization: `Bearer ${idToken()}` }),
      "header",
      "medium",
    ],
  ])("weighs a token %s", (_, facts, what, risk) => {
    expect(stageOf(codeLogin(facts), "used")?.stops.at(-1)).toMatchObject({ what, risk, place: api });
  });

  it.each([
    ["not all sites could be read", loginSeen(access("*://app.example/*"), toCallback()), "no-access"],
    ["the client's server redeems the code", loginSeen(toCallback()), "back-channel"],
    ["all was seen", codeLogin(), null],
  ])("does not say by nobody where %s", (_, login, why) => {
    expect(blind(login, "used")).toBe(why);
  });

  it("names the hosts that could not be read", () => {
    expect(stageOf(loginSeen(access("*://app.example/*"), toCallback()), "used")?.blind?.hosts).toEqual([
      "login.example",
    ]);
  });
});

describe("leaked", () => {
  it.each([
    [
      "a code in a Referer",
      sentHeaders(400, "x", `${tracker}/hit?a=1`, { Referer: codeResponse }),
      "referer",
      "code state",
      "medium",
    ],
    [
      "a token in a URL",
      sentHeaders(400, "x", `${tracker}/hit?a=${idToken()}x`, {}),
      "other-site-url",
      "id_token@1",
      "high",
    ],
  ])("%s", (_, facts, what, id, risk) => {
    expect(stageOf(codeLogin(facts), "leaked")?.stops).toMatchObject([
      { what, place: `${tracker}/hit`, tokens: id.split(" "), risk },
    ]);
  });

  it("says what was not visible, with access to a few sites only", () => {
    const login = loginSeen(access("*://app.example/*", "*://login.example/*"), toCallback());
    expect(stageOf(login, "leaked")).toEqual({
      id: "leaked",
      stops: [],
      blind: { why: "no-access", hosts: [] },
    });
    expect(blind(codeLogin(), "leaked")).toBeNull();
  });
});

it("tells nothing of a login that has only been asked for, but why", () => {
  const way = tokenWayOf(loginOf({ request: authorize(), access: [] }));
  expect(way.flatMap(({ stops }) => stops)).toEqual([]);
  expect(way.map(({ blind: why }) => why?.why)).toEqual([
    "no-response",
    "no-access",
    "no-access",
    "no-access",
  ]);
});
