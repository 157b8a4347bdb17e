import {
  answerReport,
  bodyLimit,
  bodyReport,
  type Entry,
  mayAskForTokens,
  requestReport,
} from "../../extension/devtools-entry.js";

const startedAt = Date.UTC(2026, 10, 21, 12);
const grant = "grant_type=refresh_token&refresh_token=r-1";

const entry = (
  request: Partial<Entry["request"]> = {},
  response: Partial<Entry["response"]> = {},
): Entry => ({
  startedDateTime: "2026-11-21T12:00:00.000Z",
  time: 40.5,
  request: {
    method: "POST",
    url: "https://login.example/oauth/token",
    headers: [{ name: "origin", value: "https://app.example" }],
    postData: { text: grant },
    ...request,
  },
  response: { status: 200, headers: [{ name: "Vary", value: "Origin" }], ...response },
});

describe("mayAskForTokens", () => {
  it.each<[string, Entry["request"]["postData"] & object]>([
    ["a form", { text: grant }],
    ["JSON", { text: '{"grant_type":"refresh_token"}' }],
  ])("knows %s with a grant", (_, postData) => {
    expect(mayAskForTokens(entry({ postData }))).toBe(true);
  });

  it.each<[string, Partial<Entry["request"]>]>([
    ["a GET", { method: "GET" }],
    ["a preflight", { method: "OPTIONS" }],
    ["a login form", { postData: { text: "username=ada&password=secret" } }],
    ["a body that DevTools does not show", { postData: {} }],
  ])("passes over %s", (_, request) => {
    expect(mayAskForTokens(entry(request))).toBe(false);
  });

  it("passes over a POST without a body", () => {
    const { postData: _, ...request } = entry().request;
    expect(mayAskForTokens({ ...entry(), request })).toBe(false);
  });
});

const about = {
  requestId: "r",
  tabId: 7,
  url: "https://login.example/oauth/token",
  method: "POST",
};

describe("requestReport", () => {
  it("tells when it was sent, what, and by whose page", () => {
    expect(requestReport(entry(), "r", 7)).toEqual({
      name: "devtools-request",
      ...about,
      at: startedAt,
      initiator: "https://app.example",
      text: grant,
    });
  });

  it("tells nothing of the page where no header names it, as Chromium does for workers", () => {
    expect(requestReport(entry({ headers: [{ name: "Referer", value: "" }] }), "r", 7)).toMatchObject({
      initiator: null,
    });
  });
});

describe("answerReport", () => {
  it("tells status and headers, when the request had ended", () => {
    expect(answerReport(entry({}, { status: 400 }), "r", 7)).toEqual({
      name: "devtools-response",
      ...about,
      at: startedAt + 40.5,
      status: 400,
      headers: [{ name: "Vary", value: "Origin" }],
    });
  });

  it.each([
    [{ _error: "net::ERR_CONNECTION_REFUSED" }, "net::ERR_CONNECTION_REFUSED"],
    [{ _error: null }, "no response"],
    [{}, "no response"],
  ])("tells a failure: %j", (told, error) => {
    expect(answerReport({ ...entry({}, { status: 0, ...told }), time: -1 }, "r", 7)).toEqual({
      name: "devtools-failure",
      ...about,
      at: startedAt,
      error,
    });
  });
});

describe("bodyReport", () => {
  it("tells the text", () => {
    expect(bodyReport(entry(), "r", 7, "{}")).toEqual({
      name: "devtools-body",
      ...about,
      at: startedAt + 40.5,
      status: 200,
      text: "{}",
      truncated: false,
    });
  });

  it("cuts what is longer than what is kept", () => {
    const report = bodyReport(entry(), "r", 7, "x".repeat(bodyLimit + 1));
    expect(report).toMatchObject({ text: "x".repeat(bodyLimit), truncated: true });
  });
});
