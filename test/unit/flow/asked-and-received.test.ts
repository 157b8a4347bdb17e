import { askedAndReceived } from "../../../extension/flow/asked-and-received.js";
import type { Comparison, Side } from "../../../extension/flow/comparison.js";
import type { Login } from "../../../extension/flow/login.js";
import type { ServerKnowledge } from "../../../extension/oauth/server-knowledge.js";
import { serverWith } from "../../fixtures/issuer.js";
import { callback, encode, loginOf, receivedAt, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, idToken, jwe, jws, loginTime, nonce } from "../../fixtures/tokens.js";
import {
  authorize,
  code,
  loginSeen,
  message,
  redemption,
  request,
  server,
  toCallback,
  tokenCall,
} from "../../fixtures/traffic.js";

type Row = readonly [outcome: string, asked: string, received: string, ...changes: string[]];
type Values = Readonly<Record<string, string | undefined>>;

const shown = (side: Side) =>
  "value" in side ? (side.state === "implied" ? `(${side.value})` : side.value) : `<${side.state}>`;
const rowOf = ({ outcome, asked, received, missing, added }: Comparison): Row => [
  outcome,
  shown(asked),
  shown(received),
  ...missing.map((member) => `-${member}`),
  ...added.map((member) => `+${member}`),
];
const rowsOf = (login: Login, knowledge?: ServerKnowledge): Readonly<Record<string, Row>> =>
  Object.fromEntries(askedAndReceived(login, knowledge).map((row) => [row.what, rowOf(row)]));

const tokens = { access_token: accessToken(), token_type: "Bearer", id_token: idToken(), state };
const implicit = (asked: Values = {}, came: Values = {}) =>
  loginOf({ request: requestUrl(asked), response: `${callback}#${encode({ ...tokens, ...came })}` });
const withClaims = (asked: Values, claims: object) => implicit(asked, { id_token: idToken(claims) });
const redeemed = (asked: Values, answer: object | null) =>
  loginSeen(
    toCallback(`${callback}?${encode({ code, state })}`, authorize(asked)),
    tokenCall(300, redemption, answer),
  );

describe("a sound login", () => {
  it("of the implicit flow got what it asked for", () => {
    expect(rowsOf(implicit())).toEqual({
      response_type: ["same", "id_token token", "access_token id_token"],
      response_mode: ["same", "(fragment)", "fragment"],
      redirect_uri: ["same", callback, callback],
      state: ["same", state, state],
      iss: ["not-visible", "<not-visible>", "https://login.example/"],
      scope: ["same", "openid profile email", "(openid profile email)"],
      nonce: ["same", nonce, nonce],
    });
  });

  it("of the code flow got what it asked for, as the token endpoint says", () => {
    const login = redeemed({}, { access_token: "x", scope: "openid profile email", id_token: idToken() });
    expect(rowsOf(login)).toMatchObject({
      response_type: ["same", "code", "code"],
      response_mode: ["same", "(query)", "query"],
      scope: ["same", "openid profile email", "openid profile email"],
      nonce: ["same", nonce, nonce],
    });
  });

  it("by web_message arrived at the origin of its redirect URI", () => {
    const login = loginSeen(
      request(0, "1", authorize({ response_mode: "web_message" })),
      message(200, server, "https://app.example", { code, state }),
    );
    expect(rowsOf(login)).toMatchObject({
      response_mode: ["same", "web_message", "web_message"],
      redirect_uri: ["met", callback, "https://app.example"],
    });
  });

  it("of response_type none got nothing", () => {
    const login = loginOf({
      request: requestUrl({ response_type: "none" }),
      response: `${callback}?${encode({ state })}`,
    });
    expect(rowsOf(login).response_type).toEqual(["same", "none", "(none)"]);
  });
});

describe("what differs is told", () => {
  it.each<readonly [string, string, Login, Row]>([
    ["another state", "state", implicit({}, { state: "other" }), ["differs", state, "other"]],
    ["no state", "state", implicit({}, { state: undefined }), ["missing", state, "<none>"]],
    ["a state that nobody sent", "state", implicit({ state: undefined }), ["not-asked", "<none>", state]],
    ["another nonce", "nonce", withClaims({}, { nonce: "n" }), ["differs", nonce, "n"]],
    ["no nonce", "nonce", withClaims({}, { nonce: undefined }), ["missing", nonce, "<none>"]],
    [
      "no ID Token for the nonce",
      "nonce",
      implicit({}, { id_token: undefined }),
      ["missing", nonce, "<none>"],
    ],
    [
      "a token too few",
      "response_type",
      implicit({}, { id_token: undefined }),
      ["differs", "id_token token", "access_token", "-id_token"],
    ],
    [
      "a code too many",
      "response_type",
      implicit({}, { code }),
      ["differs", "id_token token", "code access_token id_token", "+code"],
    ],
    [
      "an error",
      "response_type",
      loginOf({ response: `${callback}#${encode({ error: "access_denied", state })}` }),
      ["differs", "id_token token", "error", "-id_token", "-token", "+error"],
    ],
    [
      "another channel",
      "response_mode",
      loginOf({
        request: requestUrl({ response_mode: "form_post" }),
        response: `${callback}#${encode(tokens)}`,
      }),
      ["differs", "form_post", "fragment"],
    ],
    [
      "another place",
      "redirect_uri",
      loginOf({ response: `https://evil.example/callback#${encode(tokens)}` }),
      ["differs", callback, "https://evil.example/callback"],
    ],
    [
      "less scope",
      "scope",
      implicit({}, { scope: "openid" }),
      ["differs", "openid profile email", "openid", "-profile", "-email"],
    ],
    [
      "more scope",
      "scope",
      redeemed({ scope: "a b" }, { access_token: "x", scope: "b c a" }),
      ["differs", "a b", "b c a", "+c"],
    ],
    [
      "scope that nobody asked for",
      "scope",
      redeemed({ scope: undefined }, { access_token: "x", scope: "a" }),
      ["not-asked", "<none>", "a"],
    ],
    [
      "a sign-in too long ago",
      "max_age",
      withClaims({ max_age: "60" }, { auth_time: loginTime - 3600 }),
      ["differs", "60", String(loginTime - 3600)],
    ],
    ["no auth_time", "max_age", withClaims({ max_age: "60" }, {}), ["missing", "60", "<none>"]],
    [
      "another acr",
      "acr_values",
      withClaims({ acr_values: "gold silver" }, { acr: "bronze" }),
      ["differs", "gold silver", "bronze"],
    ],
    [
      "another person",
      "login_hint",
      withClaims({ login_hint: "ada@example.org" }, { email: "eve@example.org" }),
      ["differs", "ada@example.org", "eve@example.org"],
    ],
    [
      "a claim too few, and one of another value",
      "claims.id_token",
      withClaims(
        { claims: '{"id_token":{"email":null,"acr":{"values":["gold"]},"sub":{"essential":true}}}' },
        { acr: "bronze" },
      ),
      ["differs", "email acr sub", "sub", "-email", "-acr"],
    ],
    [
      "no claim at all",
      "claims.id_token",
      withClaims({ claims: '{"id_token":{"email":null}}' }, {}),
      ["missing", "email", "<none>", "-email"],
    ],
  ])("%s", (_, what, login, expected) => {
    expect(rowsOf(login)[what]).toEqual(expected);
  });
});

describe("what is not the same may be as was asked", () => {
  it.each<readonly [string, string, Login, Row]>([
    [
      "a sign-in that is recent enough",
      "max_age",
      withClaims({ max_age: "3600" }, { auth_time: loginTime - 60 }),
      ["met", "3600", String(loginTime - 60)],
    ],
    [
      "one of several acr",
      "acr_values",
      withClaims({ acr_values: "gold silver" }, { acr: "silver" }),
      ["met", "gold silver", "silver"],
    ],
    [
      "all claims",
      "claims.id_token",
      withClaims({ claims: '{"id_token":{"email":null,"sub":{"value":"a"}}}' }, { email: "e", sub: "a" }),
      ["met", "email sub", "email sub"],
    ],
    [
      "a person as hinted at, in other letters",
      "login_hint",
      withClaims({ login_hint: "Ada@example.org" }, { email: "ada@example.org" }),
      ["same", "Ada@example.org", "ada@example.org"],
    ],
    [
      "another port on loopback (RFC 8252, section 7.3)",
      "redirect_uri",
      loginOf({
        request: requestUrl({ redirect_uri: "http://127.0.0.1/cb" }),
        response: `http://127.0.0.1:5000/cb#${encode(tokens)}`,
      }),
      ["same", "http://127.0.0.1/cb", "http://127.0.0.1:5000/cb"],
    ],
    [
      "a query of the redirect URI's own",
      "redirect_uri",
      loginSeen(
        toCallback(
          `${callback}?tenant=a&${encode({ code, state })}`,
          authorize({ redirect_uri: `${callback}?tenant=a` }),
        ),
      ),
      ["same", `${callback}?tenant=a`, callback],
    ],
  ])("%s", (_, what, login, expected) => {
    expect(rowsOf(login)[what]).toEqual(expected);
  });
});

describe("what cannot be seen is not guessed", () => {
  it("while there is no response", () => {
    expect(askedAndReceived(loginOf({}))).toEqual([]);
  });

  it("where the request was pushed beforehand", () => {
    const login = loginSeen(
      toCallback(
        `${callback}?${encode({ code, state })}`,
        `${server}/authorize?${encode({ client_id: "c", request_uri: "urn:x:1" })}`,
      ),
    );
    expect(rowsOf(login)).toEqual({
      response_type: ["not-visible", "<not-visible>", "code"],
      response_mode: ["not-visible", "<not-visible>", "query"],
      redirect_uri: ["not-visible", "<not-visible>", callback],
      state: ["not-visible", "<not-visible>", state],
    });
  });

  it("where there was no request to be seen", () => {
    const login = loginOf({ request: null, response: `${callback}#${encode(tokens)}` });
    expect(new Set(Object.values(rowsOf(login)).map(([outcome]) => outcome))).toEqual(
      new Set(["not-visible"]),
    );
  });

  it("where the response is encrypted", () => {
    const login = loginSeen(
      toCallback(`${callback}?${encode({ response: jwe() })}`, authorize({ response_mode: "jwt" })),
    );
    expect(rowsOf(login)).toMatchObject({
      response_type: ["not-visible", "code", "<not-visible>"],
      response_mode: ["same", "query.jwt", "query.jwt"],
      state: ["not-visible", state, "<not-visible>"],
      scope: ["not-visible", "openid profile email", "<not-visible>"],
      nonce: ["not-visible", nonce, "<not-visible>"],
    });
  });

  it.each([
    ["no token request", loginSeen(toCallback())],
    ["no answer to it", redeemed({}, null)],
  ])("what a code was redeemed for: %s", (_, login) => {
    expect(rowsOf(login)).toMatchObject({
      scope: ["not-visible", "openid profile email", "<not-visible>"],
      nonce: ["not-visible", nonce, "<not-visible>"],
    });
  });

  it("what is in an encrypted ID Token", () => {
    expect(rowsOf(implicit({ max_age: "5" }, { id_token: jwe() }))).toMatchObject({
      nonce: ["not-visible", nonce, "<not-visible>"],
      max_age: ["not-visible", "5", "<not-visible>"],
    });
  });

  it("whether a person is meant by a hint of another kind", () => {
    expect(rowsOf(withClaims({ login_hint: "hint-4711" }, {})).login_hint).toEqual([
      "not-visible",
      "hint-4711",
      "<not-visible>",
    ]);
  });

  it("which claims the UserInfo endpoint gave to somebody else", () => {
    const login = withClaims({ claims: '{"userinfo":{"email":null}}' }, {});
    expect(rowsOf(login)["claims.userinfo"]).toEqual(["not-visible", "email", "<not-visible>"]);
  });
});

describe("the issuer", () => {
  const knowledge = serverWith([]);
  it.each<readonly [string, Values, Row]>([
    [
      "that the response names",
      { iss: "https://login.example/" },
      ["same", "https://login.example/", "https://login.example/"],
    ],
    [
      "that is another one",
      { iss: "https://evil.example" },
      ["differs", "https://login.example/", "https://evil.example"],
    ],
    ["that the ID Token names", {}, ["same", "https://login.example/", "https://login.example/"]],
  ])("%s", (_, came, expected) => {
    expect(rowsOf(implicit({}, came), knowledge).iss).toEqual(expected);
  });
});

test("what an error takes away is not called missing", () => {
  const login = loginOf({ response: `${callback}#${encode({ error: "login_required", state })}` });
  expect(Object.keys(rowsOf(login))).toEqual(["response_type", "response_mode", "redirect_uri", "state"]);
});

test("where no response_type was sent, as some providers want it, none is compared", () => {
  const login = loginSeen(
    toCallback(`${callback}?${encode({ code, state })}`, authorize({ response_type: undefined })),
  );
  expect(Object.keys(rowsOf(login))).toEqual(["redirect_uri", "state", "scope", "nonce"]);
});

test("claims of a signed UserInfo answer are read", () => {
  const body = jws({ alg: "RS256" }, { sub: "s", email: "e" });
  const login = withClaims({ claims: '{"userinfo":{"email":null,"name":null}}' }, {});
  const call = {
    requestId: "u",
    at: receivedAt,
    method: "GET",
    url: "https://login.example/userinfo",
    initiator: null,
    requestHeaders: [],
    tokenId: "access_token",
    scheme: "Bearer",
    via: "header",
    resource: "script",
    answer: { at: receivedAt, status: 200, headers: [], error: null, body },
    provenance: "browser",
  } as const;
  expect(rowsOf({ ...login, calls: [call] })["claims.userinfo"]).toEqual([
    "differs",
    "email name",
    "email",
    "-name",
  ]);
});
