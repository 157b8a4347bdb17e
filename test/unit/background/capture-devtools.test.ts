import { devToolsFact } from "../../../background/capture/devtools.js";

jest.mock("webextension-polyfill", () => ({
  __esModule: true,
  default: { runtime: { id: "own-id", getURL: (path: string) => `extension://own/${path}` } },
}));

const devTools = { id: "own-id", url: "extension://own/devtools.html" };
const about = { requestId: "r-1", tabId: 7, at: 1000.5, url: "https://login.example/token", method: "POST" };
const fact = { ...about, frameId: 0, provenance: "devtools" };
const request = {
  name: "devtools-request",
  ...about,
  initiator: "https://app.example",
  text: "grant_type=password&username=ada&password=secret&client_id=spa",
};
const factOf = (message: unknown, sender: object = devTools) => devToolsFact(message, sender as never);

describe("devToolsFact", () => {
  it("takes a token request, without what a person typed", () => {
    expect(factOf(request)).toEqual({
      kind: "request",
      ...fact,
      resource: "script",
      initiator: "https://app.example",
      body: {
        type: "form",
        fields: [
          { name: "grant_type", value: "password" },
          { name: "username", value: "ada" },
          { name: "password", value: null },
          { name: "client_id", value: "spa" },
        ],
      },
    });
  });

  it("takes a response, without the values of cookies", () => {
    const headers = [
      { name: "Set-Cookie", value: "session=secret; Path=/" },
      { name: "Vary", value: "Origin" },
    ];
    expect(factOf({ name: "devtools-response", ...about, status: 200, headers })).toEqual({
      kind: "response",
      ...fact,
      status: 200,
      headers: [
        { name: "Set-Cookie", value: "session" },
        { name: "Vary", value: "Origin" },
      ],
    });
  });

  it("takes a failure", () => {
    const { method: _, ...failed } = fact;
    expect(factOf({ name: "devtools-failure", ...about, error: "net::ERR_FAILED" })).toEqual({
      kind: "request-failed",
      ...failed,
      error: "net::ERR_FAILED",
    });
  });

  it("takes a body", () => {
    const body = { status: 200, text: "{}", truncated: false };
    expect(factOf({ name: "devtools-body", ...about, ...body })).toEqual({
      kind: "response-body",
      ...fact,
      ...body,
    });
  });

  it.each<[string, object]>([
    ["a web page", { ...devTools, url: "https://app.example/devtools.html" }],
    ["a page whose URL begins alike", { ...devTools, url: "extension://own/devtools.html.evil" }],
    ["another page of the extension", { ...devTools, url: "extension://own/popup.html" }],
    ["a tab", { ...devTools, tab: { id: 3 } }],
    ["another extension", { ...devTools, id: "other-id" }],
    ["nobody", {}],
  ])("takes nothing from %s", (_, sender) => {
    expect(factOf(request, sender)).toBeNull();
  });

  it.each<[string, unknown]>([
    ["a request without a grant", { ...request, text: "username=ada&password=secret" }],
    ["no time", { ...request, at: null }],
    ["a tab by name", { ...request, tabId: "7" }],
    [
      "a body without end",
      { name: "devtools-body", ...about, status: 200, text: "x".repeat(524_289), truncated: false },
    ],
    ["a message of the popup", { name: "clear", parameters: {} }],
    [
      "a report of a page",
      { name: "page-left", at: 1, url: "https://app.example/", click: null, passwordField: false },
    ],
  ])("refuses %s", (_, message) => {
    expect(factOf(message)).toBeNull();
  });
});
