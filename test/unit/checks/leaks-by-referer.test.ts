import type { Observation } from "../../../extension/flow/observation.js";
import { callback, encode, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, opaqueToken } from "../../fixtures/tokens.js";
import {
  access,
  app,
  authorize,
  codeResponse,
  committed,
  loginSeen,
  page,
  redemption,
  sentHeaders,
  server,
  toCallback,
  tokenCall,
  tracker,
} from "../../fixtures/traffic.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const token = accessToken();
const fragment = (tokens: Readonly<Record<string, string>>) => `${callback}#${encode({ ...tokens, state })}`;
const implicit = (tokens: Readonly<Record<string, string>>, ...facts: (readonly Observation[])[]) =>
  loginSeen(toCallback(fragment(tokens), requestUrl()), ...facts);
const codeLogin = (...facts: (readonly Observation[])[]) => loginSeen(toCallback(), ...facts);
const redeemed = tokenCall(300, redemption, { access_token: opaqueToken, token_type: "Bearer" });
const noAccess = [access(), committed(0, authorize()), committed(130, codeResponse)];

describe("token-in-referer (RFC 9700, section 4.2.4)", () => {
  const id = "token-in-referer";
  const referer = (ms: number, url: string, to = `${tracker}/pixel.gif`) => [
    sentHeaders(ms, `r${ms}`, to, { Referer: url }),
  ];

  it.each([
    ["a code", codeLogin(referer(200, codeResponse)), "fired medium"],
    ["a code that PKCE has protected", codeLogin(redeemed, referer(900, codeResponse)), "fired low"],
    [
      "a token",
      implicit({ access_token: token }, referer(200, `${app}/a?access_token=${token}`)),
      "fired high",
    ],
    ["the state alone", codeLogin(referer(200, `${callback}?state=${state}`)), "fired low"],
    ["one that is cut to the origin", codeLogin(referer(200, `${app}/`)), "silent"],
    ["the client itself", codeLogin(referer(200, codeResponse, `${app}/x.js`)), "silent"],
    ["the server's page", codeLogin(referer(50, authorize())), "silent"],
    ["without access", loginSeen(noAccess), "undetermined"],
    ["without a response", loginSeen(toCallback().slice(0, 1)), "undetermined"],
  ])("%s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it.each([
    ["unsafe-url", codeResponse, "fired low"],
    ["no-referrer-when-downgrade", codeResponse, "fired low"],
    ["unsafe-url", fragment({ access_token: token }), "silent"],
    ["strict-origin", codeResponse, "silent"],
    ["unsafe-url, no-referrer", codeResponse, "silent"],
  ])("with the policy %s", (policy, url, summary) => {
    const facts = toCallback(url, authorize(), { headers: { "referrer-policy": policy } });
    expect(summaryOf(id, loginSeen(facts))).toBe(summary);
  });

  it("names target and parameter, never a value", () => {
    expect(evidenceOf(id, codeLogin(referer(200, codeResponse)))).toEqual({
      target: `${tracker}/pixel.gif`,
      parameters: "code, state",
    });
  });
});

describe("authz-page-leaks-request (RFC 9700, section 4.2.4)", () => {
  const id = "authz-page-leaks-request";
  const atServer = [...page(0, "1", authorize(), { initiator: app }), ...page(9000, "2", codeResponse)];
  const referer = (url: string, to = `${tracker}/pixel.gif`) => [sentHeaders(500, "r", to, { Referer: url })];
  const script = (url: string, origin: string, type = "script") =>
    ({
      kind: "look",
      reach: "page",
      at: atServer[0]?.at,
      tabId: 1,
      frameId: 0,
      provenance: "page",
      flowId: "login-1",
      url,
      found: [],
      foreignContent: [{ origin, type, at: null }],
    }) as Observation;

  it.each([
    ["a Referer with the request", referer(authorize()), "fired medium"],
    ["a Referer that is cut to the origin", referer(`${server}/`), "silent"],
    [
      "an identity provider that is navigated to",
      [...referer(authorize(), "https://idp.test/login"), ...page(600, "3", "https://idp.test/login")],
      "silent",
    ],
    ["a foreign script beside the request", [script(authorize(), tracker)], "fired low"],
    ["a foreign script beside no request", [script(`${server}/u/login`, tracker)], "silent"],
    ["a foreign font beside the request", [script(authorize(), "https://fonts.test", "css")], "silent"],
  ])("%s", (_, facts, summary) => {
    expect(summaryOf(id, loginSeen(atServer, facts))).toBe(summary);
  });

  it("is undetermined without access to other sites, and does not apply where no page was shown", () => {
    expect(summaryOf(id, loginSeen(noAccess))).toBe("undetermined");
    expect(summaryOf(id, codeLogin())).toBe("not-applicable");
  });

  it("names page, target and parameters", () => {
    expect(evidenceOf(id, loginSeen(atServer, referer(authorize())))).toEqual({
      page: `${server}/authorize`,
      target: `${tracker}/pixel.gif`,
      parameters: "state, code_challenge",
    });
  });
});
