import { caseOf } from "../../../extension/checks/case.js";
import { historyOf } from "../../../extension/flow/history.js";
import { callback, loginOf, requestUrl, sentAt, state } from "../../fixtures/login.js";
import { accessToken, jwe, jws, nonce, opaqueToken } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const day = 86_400_000;
const code = "SplxlOBeZQQYbYS6WxSbIA";
const asking = (parameters: Parameters<typeof requestUrl>[0]) => loginOf({ request: requestUrl(parameters) });
const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

describe("transaction-value-guessable (RFC 6749, section 10.10)", () => {
  const id = "transaction-value-guessable";
  const hex = "0123456789abcdef0123456789abcdef";

  it.each([
    ["fired medium", { state: "12345" }],
    ["fired medium", { state: "a1b2c3d4" }],
    ["fired high", { response_type: "id_token", nonce: "12345" }],
    ["fired medium", { response_type: "code", nonce: "12345" }],
    ["fired info", { state: "a1b2c3d4e5f6a7b8" }],
    ["fired info", { response_type: "id_token", nonce: "xyZw1234wxyz" }],
    ["fired medium", { response_type: "code", code_challenge: "abc" }],
    ["fired medium", { state: String(sentAt / 1000).slice(0, 10) }],
    ["fired medium", { state: Buffer.from('{"r":"/home"}').toString("base64url") }],
    ["silent", { nonce: hex }],
    ["silent", { state: "0b1f6f64-7f3b-4a52-9c8e-3f5f0f6f2f11" }],
    ["silent", { state: Buffer.from(JSON.stringify({ r: "/home", n: hex })).toString("base64url") }],
    ["silent", { state: jws({ alg: "RS256" }, { r: 1 }) }],
    ["silent", { state: jwe() }],
    ["silent", { response_type: "code", code_challenge: challenge, code_challenge_method: "S256" }],
    ["silent", { state: undefined, nonce: undefined }],
    ["undetermined", { request_uri: "urn:x", state: "12345" }],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it.each([
    ["a short code", `?code=abc123&state=${state}`, "fired high"],
    ["a code of 96 bits", `?code=Splx-OBeZQQYbYS6&state=${state}`, "fired low"],
    ["a code of 132 bits", `?code=${code}&state=${state}`, "silent"],
    ["a short opaque token", `#access_token=a1b2c3&token_type=Bearer&state=${state}`, "fired high"],
    ["a JWT", `#access_token=${accessToken()}&token_type=Bearer&state=${state}`, "silent"],
    ["a long opaque token", `#access_token=${opaqueToken}&token_type=Bearer&state=${state}`, "silent"],
  ])("%s: %s", (_, response, summary) => {
    expect(summaryOf(id, loginOf({ response: callback + response }))).toBe(summary);
  });

  it("judges what came back even if the request is hidden", () => {
    const request = requestUrl({ request_uri: "urn:x" });
    expect(summaryOf(id, loginOf({ request, response: `${callback}?code=abc&state=${state}` }))).toBe(
      "fired high",
    );
  });

  it("recognises a value that differs from an earlier one in its end only", () => {
    const earlier = loginOf({
      id: "login-0",
      earlier: day,
      request: requestUrl({ state: "session-of-app-kPq7Zr1Lm9Xw-041" }),
    });
    const next = asking({ state: "session-of-app-kPq7Zr1Lm9Xw-042" });
    const history = historyOf([earlier, next]);
    expect(evidenceOf(id, caseOf(next, { history }))).toEqual({
      state:
        "31 characters, base64url characters, 186 bits at most, an earlier one but for its last 3 characters",
    });
    expect(summaryOf(id, caseOf(next, { history }))).toBe("fired medium");
    expect(summaryOf(id, next)).toBe("silent");
    expect(summaryOf(id, caseOf(asking({ state }), { history }))).toBe("silent");
  });

  it("shows length, class, bits and pattern, never the value", () => {
    expect(evidenceOf(id, asking({ state: "12345", nonce: "ab12cd34ef56" }))).toEqual({
      state: "5 characters, digits, 16 bits at most, a counter",
      nonce: "12 characters, hex digits, 48 bits at most",
    });
    expect(evidenceOf(id, asking({ state: String(sentAt) }))).toEqual({
      state: "13 characters, digits, 43 bits at most, Unix time",
    });
  });
});

describe("transaction-value-reused (RFC 9700, section 2.1.1)", () => {
  const id = "transaction-value-reused";
  const fresh = { response_type: "code", state: "fresh-state-of-each-request", nonce: undefined };
  const withChallenge = { ...fresh, code_challenge: challenge, code_challenge_method: "S256" };
  const response = `${callback}?code=${code}&state=x`;
  const earlier = (parameters: Parameters<typeof requestUrl>[0], more = {}) =>
    loginOf({
      id: "login-0",
      earlier: day,
      request: requestUrl({ ...fresh, state: "other-state", ...parameters }),
      response: `${callback}?code=${code}&state=other-state`,
      ...more,
    });

  it.each([
    ["a challenge a day later", { code_challenge: challenge }, withChallenge, "fired high"],
    [
      "a nonce of an ID Token in the front channel",
      { nonce },
      { response_type: "id_token", nonce },
      "fired high",
    ],
    ["a nonce of a code flow", { nonce }, { ...fresh, nonce }, "fired medium"],
    ["a state", { state: fresh.state }, fresh, "fired medium"],
    ["the value of another client", { client_id: "other", nonce }, { ...fresh, nonce }, "silent"],
    ["nothing", { nonce: "other-nonce" }, { ...fresh, nonce }, "silent"],
    ["values that neither has", {}, { ...fresh, state: undefined }, "silent"],
    ["a hidden request", { nonce }, { request_uri: "urn:x", nonce }, "undetermined"],
  ])("%s: %s", (_, before, now, summary) => {
    const login = loginOf({ request: requestUrl(now) });
    const history = historyOf([login, earlier(before)]);
    expect(summaryOf(id, caseOf(login, { history }))).toBe(summary);
  });

  it("leaves a reload alone that came before any response, in the same tab only", () => {
    const login = loginOf({ request: requestUrl({ ...fresh, nonce }), response });
    const before = { response: null, earlier: 5_000 };
    const reload = historyOf([earlier({ nonce }, before)]);
    const elsewhere = historyOf([earlier({ nonce }, { ...before, tabId: 2 })]);
    expect(summaryOf(id, caseOf(login, { history: reload }))).toBe("silent");
    expect(summaryOf(id, caseOf(login, { history: elsewhere }))).toBe("fired medium");
  });

  it("shows both times and part of a hash, never the value", () => {
    const login = loginOf({ request: requestUrl(withChallenge) });
    const history = historyOf([earlier({ code_challenge: challenge })]);
    expect(evidenceOf(id, caseOf(login, { history }))).toEqual({
      code_challenge: "SHA-256 0d299b1e…, 2026-01-04 09:59:56 UTC and 2026-01-05 09:59:56 UTC",
    });
  });
});
