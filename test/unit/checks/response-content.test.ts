import { caseOf } from "../../../extension/checks/case.js";
import { historyOf } from "../../../extension/flow/history.js";
import { serverPage } from "../../fixtures/exchanges.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, idToken, jwe } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const code = "SplxlOBeZQQYbYS6WxSbIA";
const access = { access_token: accessToken(), token_type: "Bearer" };

describe("unexpected-credential-in-response (Multiple Response Types, section 5)", () => {
  const id = "unexpected-credential-in-response";

  it.each([
    ["id_token", { id_token: idToken(), ...access }, "fired high"],
    ["code", { code, ...access }, "fired high"],
    ["id_token", { id_token: idToken(), code }, "fired medium"],
    ["token", { ...access, id_token: idToken() }, "fired medium"],
    ["none", { code }, "fired medium"],
    ["code id_token", { code }, "fired low"],
    ["id_token token", { id_token: idToken() }, "fired low"],
    ["code id_token", { code, id_token: idToken() }, "silent"],
    ["id_token token", { ...access, id_token: idToken(), session_state: "x.y", scope: "openid" }, "silent"],
    ["none", {}, "silent"],
    ["code", { error: "access_denied" }, "not-applicable"],
    ["cookie", { code }, "not-applicable"],
  ])("response_type=%s with %j: %s", (response_type, parameters, summary) => {
    const mark = response_type === "none" || response_type === "code" ? "?" : "#";
    const response = `${callback}${mark}${encode({ ...parameters, state })}`;
    expect(summaryOf(id, loginOf({ request: requestUrl({ response_type }), response }))).toBe(summary);
  });

  it("is undetermined for what it cannot read", () => {
    const hidden = requestUrl({ request_uri: "urn:x" });
    expect(
      summaryOf(id, loginOf({ request: hidden, response: `${callback}?code=${code}&state=${state}` })),
    ).toBe("undetermined");
    expect(summaryOf(id, loginOf({ response: `${callback}#response=${jwe()}` }))).toBe("undetermined");
  });

  it("shows both sets", () => {
    const response = `${callback}#${encode({ id_token: idToken(), ...access, state })}`;
    expect(evidenceOf(id, loginOf({ request: requestUrl({ response_type: "id_token" }), response }))).toEqual(
      {
        response_type: "id_token",
        expected: "id_token",
        received: "id_token, access_token",
      },
    );
  });
});

describe("error-response-invalid (RFC 6749, section 4.1.2.1)", () => {
  const id = "error-response-invalid";
  const answered = (parameters: Parameters<typeof encode>[0]) =>
    loginOf({
      request: requestUrl({ response_type: "code" }),
      response: `${callback}?${encode({ error: "access_denied", state, ...parameters })}`,
    });

  it.each([
    [{ code }, "fired medium"],
    [{ access_token: "a1b2" }, "fired medium"],
    [{ error_description: 'said "no"' }, "fired low"],
    [{ error_description: "refusé" }, "fired low"],
    [{ error: "access\\denied" }, "fired low"],
    [{ error_uri: "see the manual" }, "fired low"],
    [{ state: undefined }, "fired low"],
    [{}, "silent"],
    [{ error: "login_required" }, "silent"],
    [{ error_description: "No session. (AS42)", error_uri: "https://login.example/help#e1" }, "silent"],
    [{ session_state: "x.y", iss: "https://login.example/", error_subcode: "cancel" }, "silent"],
    [{ error: undefined, code }, "not-applicable"],
  ])("%j: %s", (parameters, summary) => {
    expect(summaryOf(id, answered(parameters))).toBe(summary);
  });

  it("names what is wrong and where", () => {
    expect(evidenceOf(id, answered({ code, error_description: "refusé", state: undefined }))).toEqual({
      "beside the error": "code",
      error_description: "illegal character U+00E9 at 6",
      state: "missing, although one was sent",
    });
  });
});

describe("prompt-none-outcome (OpenID Connect Core 1.0, section 3.1.2.6)", () => {
  const id = "prompt-none-outcome";
  const request = requestUrl({ prompt: "none" });
  const error = (name: string) => `${callback}#error=${name}&state=${state}`;
  const success = `${callback}#${encode({ ...access, id_token: idToken(), state })}`;
  const loginPage = serverPage("https://login.example/u/login?state=x");

  it.each([
    ["a password field", loginOf({ request, response: success, more: loginPage }), "fired medium"],
    [
      "a page without anything to fill in",
      loginOf({
        request,
        response: success,
        more: serverPage("https://login.example/authorize", { passwordField: false }),
      }),
      "silent",
    ],
    ["login_required", loginOf({ request, response: error("login_required") }), "fired info"],
    ["consent_required", loginOf({ request, response: error("consent_required") }), "fired info"],
    ["another error", loginOf({ request, response: error("server_error") }), "silent"],
    ["success", loginOf({ request, response: success }), "silent"],
    ["nothing yet", loginOf({ request }), "undetermined"],
    ["login_required without prompt=none", loginOf({ response: error("login_required") }), "not-applicable"],
    [
      "a hidden request",
      loginOf({ request: requestUrl({ request_uri: "urn:x" }), response: error("login_required") }),
      "undetermined",
    ],
  ])("%s: %s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it.each([
    ["3 more within a minute, failing", 15_000, error("login_required"), "fired low"],
    ["3 more within a minute, succeeding", 15_000, success, "fired info"],
    ["3 more within two minutes, failing", 40_000, error("login_required"), "fired info"],
  ])("%s: %s", (_, apart, response, summary) => {
    const login = loginOf({ request, response: error("login_required") });
    const past = [1, 2, 3].map((n) => loginOf({ id: `login-0${n}`, earlier: n * apart, request, response }));
    const theCase = caseOf(login, { history: historyOf(past) });
    expect(summaryOf(id, theCase)).toBe(summary);
    if (summary === "fired low") {
      expect(evidenceOf(id, theCase)).toEqual({ "silent requests within a minute": "4" });
    }
  });

  it("shows the page without its values, or the error", () => {
    expect(evidenceOf(id, loginOf({ request, response: success, more: loginPage }))).toEqual({
      "page shown": "https://login.example/u/login",
    });
    expect(evidenceOf(id, loginOf({ request, response: error("login_required") }))).toEqual({
      error: "login_required",
    });
  });
});
