import { caseOf } from "../../../extension/checks/case.js";
import { historyOf } from "../../../extension/flow/history.js";
import { serverPage } from "../../fixtures/exchanges.js";
import { callback, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { issuer, known } from "../../fixtures/server.js";
import { clientId, jwe, jws } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const asking = (parameters: Parameters<typeof requestUrl>[0]) => loginOf({ request: requestUrl(parameters) });
const pushed = "urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c";
const code = "SplxlOBeZQQYbYS6WxSbIA";

describe("request-object-unsigned (RFC 9101, section 10.5)", () => {
  const id = "request-object-unsigned";

  it.each([
    ["fired low", { request: "eyJhbGciOiJub25lIn0.e30." }],
    ["fired low", { request: jws({ alg: "RS256" }, {}).replace(/[^.]*$/, "") }],
    ["silent", { request: jws({ alg: "RS256" }, {}) }],
    ["undetermined", { request: jwe() }],
    ["undetermined", { request_uri: "https://app.example/request.jwt" }],
    ["not-applicable", { request_uri: pushed }],
    ["not-applicable", {}],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it("is graver where the server says that it wants a signature", () => {
    const login = asking({ request: "eyJhbGciOiJub25lIn0.e30." });
    const server = known({ require_signed_request_object: true });
    expect(summaryOf(id, caseOf(login, { server }))).toBe("fired medium");
    expect(evidenceOf(id, caseOf(login, { server }))).toEqual({
      request: 'with "alg" none or without a signature',
      require_signed_request_object: "true",
    });
  });
});

describe("request-object-inconsistent (RFC 9101, section 5)", () => {
  const id = "request-object-inconsistent";
  const inside = (claims: object, header = { alg: "RS256" }) => ({ request: jws(header, claims) });
  const good = { client_id: clientId, response_type: "token id_token", aud: issuer };

  it.each([
    ["fired medium", inside({ ...good, client_id: "another-client" })],
    ["fired medium", inside({ ...good, response_type: "code" })],
    ["fired medium", { ...inside(good), request_uri: pushed }],
    ["fired low", inside({ ...good, request_uri: "https://app.example/r" })],
    ["fired low", inside({ ...good, aud: undefined })],
    ["fired low", inside({ ...good, aud: "https://other.example/" })],
    ["silent", inside(good)],
    ["silent", inside({ ...good, aud: ["https://other.example/", issuer] })],
    ["silent", inside({ aud: issuer, scope: "openid" })],
    ["undetermined", { request: jwe() }],
    ["not-applicable", {}],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, caseOf(asking(parameters), { server: known() }))).toBe(summary);
  });

  it("cannot tell a wrong audience without metadata", () => {
    expect(summaryOf(id, asking(inside({ ...good, aud: "https://other.example/" })))).toBe("undetermined");
    expect(summaryOf(id, asking(inside({ ...good, aud: undefined })))).toBe("fired low");
  });

  it("masks what differs", () => {
    const login = asking(inside({ ...good, client_id: "another-client-of-it" }));
    expect(evidenceOf(id, caseOf(login, { server: known() }))).toEqual({
      client_id: "•••• (11) outside, anot…f-it (20) inside",
    });
  });
});

describe("request-uri-unsafe (RFC 9126, section 4)", () => {
  const id = "request-uri-unsafe";
  const login = asking({ request_uri: pushed });
  const earlier = (parameters: object) =>
    historyOf([loginOf({ id: "login-0", request: requestUrl({ request_uri: pushed }), ...parameters })]);

  it.each([
    ["fired high", { request_uri: "http://app.example/r.jwt" }],
    ["silent", { request_uri: pushed }],
    ["silent", { request_uri: "https://app.example/r.jwt" }],
    ["not-applicable", {}],
  ])("%s for %j", (summary, parameters) => {
    expect(summaryOf(id, asking(parameters))).toBe(summary);
  });

  it.each([
    ["an hour before", { earlier: 3_600_000 }, "fired medium"],
    ["in another tab just before", { earlier: 5_000, tabId: 2 }, "fired medium"],
    ["by a reload within a minute", { earlier: 59_000 }, "silent"],
    ["never", { earlier: 3_600_000, request: requestUrl({ request_uri: `${pushed}x` }) }, "silent"],
  ])("used %s: %s", (_, before, summary) => {
    expect(summaryOf(id, caseOf(login, { history: earlier(before) }))).toBe(summary);
  });

  it("shows both times", () => {
    expect(evidenceOf(id, caseOf(login, { history: earlier({ earlier: 3_600_000 }) }))).toEqual({
      request_uri: "SHA-256 b6b013b6…",
      used: "2026-01-05 08:59:56 UTC and 2026-01-05 09:59:56 UTC",
    });
  });
});

describe("par-required-bypassed (RFC 9126, section 5)", () => {
  const id = "par-required-bypassed";
  const server = known({ require_pushed_authorization_requests: true });
  const request = requestUrl({ response_type: "code" });
  const success = `${callback}?code=${code}&state=${state}`;

  it.each([
    ["a success response", loginOf({ request, response: success }), "fired medium"],
    ["a login page", loginOf({ request, more: serverPage("https://login.example/u/login") }), "fired medium"],
    [
      "an error",
      loginOf({ request, response: `${callback}?error=invalid_request&state=${state}` }),
      "silent",
    ],
    ["nothing seen after it", loginOf({ request }), "undetermined"],
    [
      "a pushed request",
      loginOf({ request: requestUrl({ request_uri: pushed }), response: success }),
      "silent",
    ],
    [
      "the client's own reference",
      loginOf({ request: requestUrl({ request_uri: "https://app.example/r.jwt" }), response: success }),
      "fired medium",
    ],
  ])("%s: %s", (_, login, summary) => {
    expect(summaryOf(id, caseOf(login, { server }))).toBe(summary);
  });

  it("applies only where the server says that it demands it", () => {
    const login = loginOf({ request, response: success });
    expect(summaryOf(id, caseOf(login, { server: known() }))).toBe("not-applicable");
    expect(summaryOf(id, login)).toBe("undetermined");
    expect(evidenceOf(id, caseOf(login, { server }))).toEqual({
      require_pushed_authorization_requests: "true",
      parameters: "client_id, response_type, redirect_uri, scope, state, nonce",
      next: "a success response",
    });
  });
});
