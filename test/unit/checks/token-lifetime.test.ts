import { callback, encode, loginOf, state } from "../../fixtures/login.js";
import { accessToken, idToken, loginTime, opaqueToken } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const id = "token-lifetime-long";
const answered = (parameters: Parameters<typeof encode>[0]) =>
  loginOf({ response: `${callback}#${encode({ token_type: "Bearer", state, ...parameters })}` });

describe("token-lifetime-long (RFC 6750, section 5.3)", () => {
  it.each([
    ["600", "silent"],
    ["3600", "silent"],
    ["3601", "fired low"],
    ["7200", "fired low"],
    ["7201", "fired medium"],
    ["86400", "fired medium"],
    [undefined, "fired info"],
    ["soon", "fired info"],
  ])("opaque token with expires_in=%s: %s", (expires_in, summary) => {
    expect(summaryOf(id, answered({ access_token: opaqueToken, expires_in }))).toBe(summary);
  });

  it.each([
    ["600", "silent"],
    ["7200", "fired info"],
    ["86400", "fired low"],
    [undefined, "fired info"],
  ])("DPoP-bound token with expires_in=%s: %s", (expires_in, summary) => {
    const login = answered({ access_token: opaqueToken, token_type: "dpop", expires_in });
    expect(summaryOf(id, login)).toBe(summary);
  });

  it.each([
    [undefined, loginTime + 86_400, "fired medium", "86400 s (exp minus iat)"],
    ["7200", loginTime + 86_400, "fired low", "7200 s (expires_in)"],
    [undefined, undefined, "fired info", "not stated"],
    [undefined, "never", "fired info", "not stated"],
  ])("JWT with expires_in=%s and exp=%s: %s", (expires_in, exp, summary, shown) => {
    const login = answered({ access_token: accessToken({ exp }), expires_in });
    expect(summaryOf(id, login)).toBe(summary);
    expect(evidenceOf(id, login)).toEqual({ "lifetime of access_token": shown });
  });

  it("is silent on a JWT that lives for five minutes", () => {
    expect(summaryOf(id, answered({ access_token: accessToken({ exp: loginTime + 300 }) }))).toBe("silent");
  });

  it("judges a token in the query and by the worst of several", () => {
    const response = `${callback}?${encode({ access_token: accessToken({ exp: loginTime + 60 }) })}&access_token=${accessToken()}`;
    expect(summaryOf(id, loginOf({ response }))).toBe("fired medium");
    expect(evidenceOf(id, loginOf({ response }))).toEqual({
      "lifetime of access_token": "60 s (exp minus iat)",
      "lifetime of access_token-2": "86400 s (exp minus iat)",
    });
  });

  it.each([
    ["an ID Token alone", { id_token: idToken() }],
    ["an error", { error: "login_required" }],
  ])("does not apply to %s", (_, parameters) => {
    expect(summaryOf(id, answered(parameters))).toBe("not-applicable");
  });

  it("does not apply to a form, whose token the server holds", () => {
    const form = encode({ access_token: opaqueToken, expires_in: "86400", state });
    expect(summaryOf(id, loginOf({ response: callback, form }))).toBe("not-applicable");
  });

  it("is undetermined for a code, whose token the token endpoint returns", () => {
    expect(verdictOf(id, loginOf({ response: `${callback}?code=abc&state=${state}` }))).toEqual({
      outcome: "undetermined",
      reason: "The token endpoint's response was not visible.",
    });
  });
});
