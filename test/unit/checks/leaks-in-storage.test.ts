import type { CookieSet, FoundToken, Observation } from "../../../extension/flow/observation.js";
import { mask } from "../../../extension/mask.js";
import { callback, encode, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, idToken } from "../../fixtures/tokens.js";
import {
  access,
  app,
  authorize,
  codeResponse,
  committed,
  cookie,
  loginSeen,
  look,
  redemption,
  redirect,
  request,
  response,
  toCallback,
  tokenCall,
} from "../../fixtures/traffic.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const token = accessToken();
const refresh = "v1.MfjQ0bT3Yw5kR8sXc1Zp";
const tokens = { access_token: token, id_token: idToken(), refresh_token: refresh, token_type: "Bearer" };
const withTokens = (...facts: (Observation | readonly Observation[])[]) =>
  loginSeen(toCallback(), tokenCall(300, redemption, tokens), ...facts);
const found = (tokenId: string, where: FoundToken["where"]) =>
  look(900, `${app}/`, { found: [{ tokenId, where, key: "auth" }] });
const serverLogin = (...facts: Observation[]) =>
  loginSeen(
    request(0, "1", authorize(), { initiator: app }),
    redirect(90, "1", authorize(), codeResponse),
    request(100, "1", codeResponse),
    redirect(120, "1", codeResponse, `${app}/home`),
    facts,
  );

describe("token-in-web-storage (OAuth 2.0 for Browser-Based Applications, section 8.5)", () => {
  const id = "token-in-web-storage";

  it.each([
    ["a refresh token in local storage", found("refresh_token@1", "localStorage"), "fired high"],
    ["a refresh token in session storage", found("refresh_token@1", "sessionStorage"), "fired high"],
    ["an access token in local storage", found("access_token@1", "localStorage"), "fired medium"],
    ["an access token in IndexedDB", found("access_token@1", "indexedDB"), "fired medium"],
    ["an access token in session storage", found("access_token@1", "sessionStorage"), "fired low"],
    ["an ID Token", found("id_token@1", "localStorage"), "fired info"],
    ["a code that waits for its use", found("code", "sessionStorage"), "silent"],
    ["nothing", look(900, `${app}/`), "silent"],
    ["no look since the tokens came", look(200, callback), "undetermined"],
  ])("%s", (_, fact, summary) => {
    expect(summaryOf(id, withTokens(fact))).toBe(summary);
  });

  it("takes a refresh token that is rotated or bound for what it is", () => {
    const again = { grant_type: "refresh_token", refresh_token: refresh };
    const rotated = tokenCall(700, again, { ...tokens, refresh_token: "v1.anotherRefreshToken" });
    expect(summaryOf(id, withTokens(rotated, found("refresh_token@1", "sessionStorage")))).toBe("fired low");
    const bound = tokenCall(300, redemption, tokens, { sent: { DPoP: "proof" } });
    expect(summaryOf(id, loginSeen(toCallback(), bound, found("refresh_token@1", "localStorage")))).toBe(
      "fired medium",
    );
  });

  it("does not apply where a server keeps the tokens", () => {
    expect(summaryOf(id, serverLogin())).toBe("not-applicable");
  });

  it("shows store, key and the token masked", () => {
    expect(evidenceOf(id, withTokens(found("refresh_token@1", "localStorage")))).toEqual({
      store: "localStorage",
      key: "auth",
      token: `refresh_token@1: ${mask(refresh)}`,
    });
  });
});

describe("token-in-script-cookie (OAuth 2.0 for Browser-Based Applications, section 6.1.3.2)", () => {
  const id = "token-in-script-cookie";
  const posted = (setCookies: readonly CookieSet[]) =>
    loginSeen(
      request(0, "1", requestUrl({ response_mode: "form_post" })),
      request(90, "2", callback, {
        form: { access_token: token, state },
        initiator: "https://login.example",
      }),
      redirect(120, "2", callback, `${app}/home`, { method: "POST", setCookies }),
    );

  it.each([
    ["a cookie that scripts read", withTokens(found("access_token@1", "cookie")), "fired high"],
    ["a token without Secure", posted([cookie(`at=${token}; HttpOnly`)]), "fired high"],
    ["a token without HttpOnly", posted([cookie(`at=${token}; Secure`)]), "fired high"],
    ["a token with both", posted([cookie(`at=${token}; Secure; HttpOnly`)]), "silent"],
    ["a session", posted([cookie("__Host-sid=kYl2mVtqS0mZ8rJx3Qd7; Path=/")]), "silent"],
    [
      "nothing that could be seen",
      loginSeen(access(), committed(0, `${callback}#${encode({ access_token: token, state })}`)),
      "undetermined",
    ],
  ])("%s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("shows name, flags and token", () => {
    expect(evidenceOf(id, posted([cookie(`at=${token}; Path=/`)]))).toEqual({
      cookie: "at",
      flags: "without HttpOnly and Secure",
      token: "access_token",
    });
  });
});

describe("session-cookie-flags (OAuth 2.0 for Browser-Based Applications, section 6.1.3.2)", () => {
  const id = "session-cookie-flags";
  const setting = (text: string, { bits = 128, cookiesSent = [] as string[], later = true } = {}) => {
    const name = text.split("=")[0] ?? "";
    return loginSeen(
      request(0, "1", authorize(), { initiator: app }),
      redirect(90, "1", authorize(), codeResponse),
      request(100, "1", codeResponse),
      redirect(120, "1", codeResponse, `${app}/home`, { setCookies: [cookie(text, bits)], cookiesSent }),
      ...(later
        ? [request(121, "1", `${app}/home`), response(140, "1", `${app}/home`, { cookiesSent: [name] })]
        : []),
    );
  };

  it.each([
    ["no attribute", setting("sid=abc; Path=/"), "fired medium"],
    ["no HttpOnly", setting("sid=abc; Secure; SameSite=Lax"), "fired medium"],
    ["no SameSite", setting("sid=abc; Secure; HttpOnly"), "fired low"],
    ["a Domain", setting("sid=abc; Secure; HttpOnly; SameSite=Lax; Domain=app.example"), "fired low"],
    ["all that it takes", setting("__Host-sid=abc; Path=/; Secure; HttpOnly; SameSite=Lax"), "silent"],
    ["a value too short for a session", setting("sid=abc", { bits: 40 }), "silent"],
    ["a cookie against forgery", setting("csrfToken=abc"), "silent"],
    ["one that was there before", setting("sid=abc", { cookiesSent: ["sid"] }), "silent"],
    ["one that is deleted", setting("sid=abc; Max-Age=0"), "silent"],
    ["one that nobody was seen to use", setting("sid=abc", { later: false }), "undetermined"],
  ])("%s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("does not apply to clients in the browser, and is undetermined where the answer was not visible", () => {
    expect(summaryOf(id, withTokens())).toBe("not-applicable");
    expect(summaryOf(id, loginSeen(access(), committed(0, authorize()), committed(90, codeResponse)))).toBe(
      "undetermined",
    );
  });

  it("names the cookie and what it lacks", () => {
    expect(evidenceOf(id, setting("sid=abc; HttpOnly; Domain=app.example"))).toEqual({
      cookie: "sid",
      "at fault": "Secure, SameSite, Domain",
    });
  });
});
