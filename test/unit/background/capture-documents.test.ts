import { documentRings } from "../../../background/capture/documents.js";
import type { Observation } from "../../../extension/flow/observation.js";

type Listener = (details: object) => void;

/** An event of the browser that notes how often it had no listener after the first. */
function fakeEvent() {
  const listeners = new Set<Listener>();
  return {
    listeners,
    gaps: 0,
    addListener(listener: Listener) {
      listeners.add(listener);
    },
    removeListener(listener: Listener) {
      if (listeners.delete(listener) && listeners.size === 0) this.gaps += 1;
    },
    fire(details: object) {
      for (const listener of listeners) listener(details);
    },
  };
}

// Chromium: there is no filterResponseData.
jest.mock("webextension-polyfill", () => ({ __esModule: true, default: { webRequest: {} } }));
const { default: browser } = jest.requireMock<{ default: { webRequest: Record<string, unknown> } }>(
  "webextension-polyfill",
);
const names = [
  "onBeforeRequest",
  "onSendHeaders",
  "onHeadersReceived",
  "onBeforeRedirect",
  "onResponseStarted",
  "onErrorOccurred",
] as const;
type Name = (typeof names)[number];

function watched() {
  const events = Object.fromEntries(names.map((name) => [name, fakeEvent()])) as Record<
    Name,
    ReturnType<typeof fakeEvent>
  >;
  Object.assign(browser.webRequest, events);
  const seen: Observation[] = [];
  const rings = documentRings((fact) => seen.push(fact));
  rings.documents.lay();
  return { events, seen, ...rings };
}

const about = { requestId: "7", url: "https://login.example/u/login", method: "GET", type: "main_frame" };
const place = { tabId: 1, frameId: 0, timeStamp: 1000 };
const details = (more: object) => ({ ...about, ...place, ...more });
const responseHeaders = [
  { name: "Set-Cookie", value: "sid=secret; Secure" },
  { name: "X-Frame-Options", value: "DENY" },
];
const withoutCookies = responseHeaders.slice(1);

describe("documents in Chromium", () => {
  it("are watched without a gap when cookies are asked for and no longer", () => {
    const { events, cookies } = watched();
    cookies.lay();
    cookies.lift();
    for (const name of [
      "onBeforeRequest",
      "onBeforeRedirect",
      "onResponseStarted",
      "onErrorOccurred",
    ] as const) {
      expect([name, events[name].gaps, events[name].listeners.size]).toEqual([name, 0, 1]);
    }
  });

  it("tell of cookies once they are asked for, by name", () => {
    const { events, seen, cookies } = watched();
    cookies.lay();
    events.onSendHeaders.fire(details({ requestHeaders: [{ name: "Cookie", value: "a=1; b=2" }] }));
    events.onHeadersReceived.fire(details({ responseHeaders }));
    events.onResponseStarted.fire(details({ statusCode: 200, responseHeaders: withoutCookies }));
    expect(seen).toMatchObject([
      {
        kind: "response",
        headers: [{ name: "x-frame-options", value: "DENY" }],
        cookiesSent: ["a", "b"],
        setCookies: [{ name: "sid", attributes: { secure: "" } }],
      },
    ]);
    expect(JSON.stringify(seen)).not.toContain("secret");
  });

  it("tell of each hop its own cookies", () => {
    const { events, seen, cookies } = watched();
    cookies.lay();
    events.onHeadersReceived.fire(details({ responseHeaders }));
    const redirectUrl = "https://app.example/cb";
    events.onBeforeRedirect.fire(details({ statusCode: 302, redirectUrl, responseHeaders: withoutCookies }));
    events.onResponseStarted.fire(details({ statusCode: 200, responseHeaders: withoutCookies }));
    expect(seen.map((fact) => "setCookies" in fact)).toEqual([true, false]);
  });
});
