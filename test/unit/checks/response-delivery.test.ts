import { caseOf } from "../../../extension/checks/case.js";
import { historyOf } from "../../../extension/flow/history.js";
import { tokenExchange } from "../../fixtures/exchanges.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, clientId, idToken, jws } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const code = "SplxlOBeZQQYbYS6WxSbIA";
const minute = 60_000;
const inQuery = encode({ code, state });
const form = inQuery;

describe("response-mode-mismatch (Multiple Response Types, section 2.1)", () => {
  const id = "response-mode-mismatch";
  const jarm = jws({ alg: "RS256" }, { iss: "https://login.example/", aud: clientId, exp: 1, code, state });
  const answered = (asked: object, response: object) =>
    loginOf({ request: requestUrl({ response_type: "code", ...asked }), response: callback, ...response });

  it.each([
    [
      "form_post asked, fragment seen",
      { response_mode: "form_post" },
      { response: `${callback}#${inQuery}` },
      "fired medium",
    ],
    [
      "form_post asked, query seen",
      { response_mode: "form_post" },
      { response: `${callback}?${inQuery}` },
      "fired medium",
    ],
    ["the default, fragment seen", {}, { response: `${callback}#${inQuery}` }, "fired low"],
    ["the default, a form seen", {}, { form }, "fired low"],
    [
      "query.jwt asked, query seen",
      { response_mode: "query.jwt" },
      { response: `${callback}?${inQuery}` },
      "fired medium",
    ],
    ["query asked, query.jwt seen", {}, { response: `${callback}?response=${jarm}` }, "fired low"],
    [
      "jwt asked, query.jwt seen",
      { response_mode: "jwt" },
      { response: `${callback}?response=${jarm}` },
      "silent",
    ],
    ["the default, query seen", {}, { response: `${callback}?${inQuery}` }, "silent"],
    ["form_post asked and seen", { response_mode: "form_post" }, { form }, "silent"],
    [
      "web_message asked",
      { response_mode: "web_message" },
      { response: `${callback}?${inQuery}` },
      "not-applicable",
    ],
    ["a pushed request", { request_uri: "urn:x" }, { response: `${callback}#${inQuery}` }, "undetermined"],
    [
      "split between query and fragment",
      { response_type: "id_token" },
      { response: `${callback}?state=${state}#id_token=${idToken()}` },
      "fired medium",
    ],
    [
      "a query that the redirect URI has itself",
      { response_type: "id_token", redirect_uri: `${callback}?iss=1` },
      { response: `${callback}?iss=1#${encode({ id_token: idToken(), state })}` },
      "silent",
    ],
  ])("%s: %s", (_, asked, response, summary) => {
    expect(summaryOf(id, answered(asked, response))).toBe(summary);
  });

  it("shows what was asked for and what came", () => {
    expect(evidenceOf(id, answered({}, { response: `${callback}?iss=x#${inQuery}` }))).toEqual({
      response_mode: "query (default)",
      "expected channel": "query",
      "channel seen": "fragment",
      "also in the query": "iss",
    });
  });
});

describe("response-at-other-uri (RFC 9700, section 4.1.3)", () => {
  const id = "response-at-other-uri";

  it.each([
    ["https://app.example/cb", `https://app.example/cb2?${inQuery}`, "fired high"],
    ["https://app.example/cb", `https://evil.example/cb?${inQuery}`, "fired high"],
    ["https://app.example/cb", `http://app.example/cb?${inQuery}`, "fired high"],
    ["https://app.example/cb", `https://app.example:8443/cb?${inQuery}`, "fired high"],
    ["https://app.example/cb?tenant=a", `https://app.example/cb?${inQuery}`, "fired high"],
    ["https://app.example/cb?tenant=a", `https://app.example/cb?tenant=b&${inQuery}`, "fired high"],
    ["https://app.example/cb", `https://app.example/cb?${inQuery}`, "silent"],
    ["https://app.example/cb?tenant=a", `https://app.example/cb?tenant=a&${inQuery}`, "silent"],
    ["https://app.example/cb?tenant=a", `https://app.example/cb?tenant=a#${inQuery}`, "silent"],
    ["https://app.example", `https://app.example/?${inQuery}`, "silent"],
    ["https://app.example/a b", `https://app.example/a%20b?${inQuery}`, "silent"],
    ["https://APP.example/cb", `https://app.example/cb?${inQuery}`, "silent"],
    ["http://127.0.0.1/cb", `http://127.0.0.1:51004/cb?${inQuery}`, "silent"],
    ["com.example.app:/cb", `com.example.app:/cb?${inQuery}`, "silent"],
    [undefined, `https://app.example/cb?${inQuery}`, "not-applicable"],
  ])("asked for %s, received at %s: %s", (redirect_uri, response, summary) => {
    const request = requestUrl({ response_type: "code", redirect_uri });
    expect(summaryOf(id, loginOf({ request, response }))).toBe(summary);
  });

  it("compares the action of a form", () => {
    const request = requestUrl({ response_mode: "form_post" });
    const login = loginOf({ request, response: "https://app.example/other", form });
    expect(evidenceOf(id, login)).toEqual({
      redirect_uri: callback,
      "received at": "https://app.example/other",
      different: "path",
    });
  });

  it("does not know the redirect URI of a pushed request", () => {
    const request = requestUrl({ request_uri: "urn:x" });
    expect(summaryOf(id, loginOf({ request, response: `${callback}?${inQuery}` }))).toBe("undetermined");
  });
});

describe("unsolicited-response (RFC 9700, section 4.7)", () => {
  const id = "unsolicited-response";
  const token = accessToken();
  const response = `${callback}#${encode({ access_token: token, token_type: "Bearer", state })}`;
  const stranger = (more: object = {}) => loginOf({ request: null, response, ...more });
  const past = (earlier: number, more: object = {}) =>
    loginOf({ id: "login-0", earlier, response: `${callback}?code=${code}&state=${state}`, ...more });
  const judged = (login: ReturnType<typeof stranger>, ...logins: Parameters<typeof historyOf>[0]) =>
    caseOf(login, { history: historyOf([login, ...logins]) });

  it.each([
    ["an hour after the last login there", judged(stranger(), past(60 * minute)), "fired medium"],
    ["shortly after watching began", judged(stranger(), past(9 * minute)), "undetermined"],
    ["where no login was seen before", judged(stranger()), "undetermined"],
    [
      "where no login of this client was seen before",
      judged(
        stranger(),
        past(60 * minute, { request: requestUrl({ redirect_uri: "https://b.example/" }), response: null }),
      ),
      "undetermined",
    ],
    [
      "without access to every site",
      judged(stranger({ access: ["*://app.example/*"] }), past(60 * minute)),
      "undetermined",
    ],
    ["of a token that came before", judged(stranger(), past(60 * minute, { response })), "silent"],
    [
      "while a login is open",
      judged(stranger(), past(60 * minute), past(2 * minute, { id: "login-2", response: null })),
      "silent",
    ],
    ["after its request", judged(loginOf({ response }), past(60 * minute)), "not-applicable"],
  ])("a response %s: %s", (_, theCase, summary) => {
    expect(summaryOf(id, theCase)).toBe(summary);
  });

  it("is graver once the client goes on with it", () => {
    const login = loginOf({
      request: null,
      response: `${callback}#${encode({ id_token: idToken(), code, state })}`,
      more: tokenExchange({ form: { grant_type: "authorization_code", code }, answer: {} }),
    });
    const theCase = judged(login, past(60 * minute, { response: null, earlier: 60 * minute }));
    const closed = judged(login, past(60 * minute, { response: `${callback}?code=other&state=${state}` }));
    expect(summaryOf(id, theCase)).toBe("silent");
    expect(evidenceOf(id, closed)).toEqual({
      "redirect URI": callback,
      "last request to it": "2026-01-05 08:59:56 UTC",
      client: "accepted it",
    });
    expect(verdictOf(id, closed)).toMatchObject({ severity: "high" });
  });
});
