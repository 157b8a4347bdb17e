import type { Flow } from "../../../extension/flow/flow.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import { type HarReading, readHar } from "../../../extension/har/read-har.js";
import { authorize, callback } from "../../fixtures/browsing.js";
import { codeWire, implicitWire, type WireExchange } from "../../fixtures/har-exchanges.js";
import { type Entry, type Flavour, type Har, harOf } from "../../fixtures/har-writers.js";

async function read(har: object): Promise<HarReading> {
  const reading = await readHar(JSON.stringify(har));
  if (reading.kind !== "read") throw new Error(reading.reason);
  return reading;
}

const only = ({ flows }: HarReading) => {
  const [flow, ...others] = flows;
  if (flow === undefined || others.length > 0) throw new Error(`There are ${flows.length} logins.`);
  return readLogin(flow);
};
const aboutEntries = ({ notes }: HarReading) => notes.filter(({ entry }) => entry !== null);
const aboutFile = ({ notes }: HarReading) =>
  notes.filter(({ entry }) => entry === null).map(({ text }) => text);

/** The same file with one entry changed; entries are counted from 1. */
function changed(har: Har, entry: number, change: (entry: Entry) => void): Har {
  const found = har.log.entries[entry - 1];
  if (found) change(found);
  return har;
}

const page = (at: number, url: string, more: Partial<WireExchange> = {}): WireExchange => ({
  ...(implicitWire[1] as WireExchange),
  at,
  url,
  ...more,
});

const oneTab =
  "It shows one tab: what pop-ups, other tabs and some workers sent is missing, a login's token request among it.";
const noFragment = (where: string) =>
  `It writes URLs without their fragment: a response by fragment shows only where ${where}.`;
const sanitised =
  "No entry has a Cookie or Authorization header, as in a file exported without sensitive data: calls that sent their token in a header cannot be recognised.";

it.each<[Flavour, string, readonly string[]]>([
  [
    "chrome",
    "WebInspector 537.36",
    [noFragment("a redirect led to it, or where the page began with it"), oneTab],
  ],
  ["firefox", "Firefox 153.0", [oneTab]],
  ["playwright", "Playwright 1.49.0", [noFragment("a redirect led to it")]],
  [
    "charles",
    "Charles Proxy 4.6.7",
    [
      noFragment("a redirect led to it, as fragments are never sent"),
      "It does not tell tabs apart: requests of several programs may stand side by side.",
    ],
  ],
  ["cdp", "browsertime 24.0.0", []],
])("says what files of %s never show", async (flavour, writer, hidden) => {
  const reading = await read(harOf(flavour, implicitWire));
  expect(reading.writer).toBe(writer);
  expect(reading.entries).toBe(implicitWire.length);
  expect(aboutFile(reading)).toEqual(hidden);
  expect(aboutEntries(reading)).toEqual([]);
});

it("reads of Safari's file, which holds no redirects, the response and the call", async () => {
  const reading = await read(harOf("safari", implicitWire));
  const { request, response, tokens, calls } = only(reading);
  expect([request, response?.channel]).toEqual([null, "fragment"]);
  expect(tokens.map(({ raw }) => raw)).toEqual(["opaque-access-token-1"]);
  expect(calls).toHaveLength(1);
  expect(aboutFile(reading)[0]).toBe(
    "It writes the last request of a chain of redirects only: authorization requests and responses that were redirected on are missing.",
  );
});

it("says that a sanitised file cannot show calls", async () => {
  const har = harOf("chrome", implicitWire);
  for (const { request } of har.log.entries) {
    request.headers = request.headers.filter(({ name }: { name: string }) => name !== "Authorization");
  }
  const reading = await read(har);
  expect(only(reading).calls).toEqual([]);
  expect(aboutFile(reading)).toContain(sanitised);
});

/** The server's page itself goes to the callback, so that no redirect shows where. */
const byScript = [
  page(1, authorize("s-1")),
  page(900, callback("s-1"), { answer: { "Content-Type": "text/html" } }),
];

it("takes a fragment that no redirect shows from the title of Chrome's page", async () => {
  const { response } = only(await read(harOf("chrome", byScript)));
  expect(response?.channel).toBe("fragment");
});

it("says where a fragment is missing", async () => {
  const reading = await read(harOf("playwright", byScript));
  expect(only(reading).response).toBeNull();
  expect(aboutEntries(reading)).toEqual([
    {
      entry: 2,
      text: "Entry 2 is where the response arrived, but the file does not hold the URL's fragment.",
    },
  ]);
});

it("reads a response by form_post, and says where its form is missing", async () => {
  const post = "id_token=eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.&state=s-1";
  const wire = [
    page(1, `${authorize("s-1")}&response_mode=form_post`),
    page(900, "https://app.example/callback", { method: "POST", post, from: "https://login.example/" }),
  ];
  const { response, tokens } = only(await read(harOf("chrome", wire)));
  expect([response?.channel, tokens.length]).toEqual(["form_post", 1]);
  const without = changed(harOf("chrome", wire), 2, ({ request }) => {
    request.postData = undefined;
  });
  expect(aboutEntries(await read(without))).toEqual([
    { entry: 2, text: "Entry 2 is where the response was posted, but the file does not hold the form." },
  ]);
});

it("finds a response by web_message in the page that posts it, else says that none can be there", async () => {
  const request = `${authorize("s-1")}&response_mode=web_message&prompt=none`;
  const script = `<script>(function(w){var r = {"access_token":"renewed-token-of-s-1","state":"s-1","expires_in":60};
    w.parent.postMessage({type:"authorization_response",response:r}, "https://app.example")})(this)</script>`;
  const frame = { resource: "iframe", content: script } as const;
  const { response, tokens, calls } = only(
    await read(
      harOf("chrome", [
        page(1, request, frame),
        page(500, "https://api.example/me", {
          resource: "fetch",
          headers: { Authorization: "Bearer renewed-token-of-s-1" },
        }),
      ]),
    ),
  );
  expect([response?.channel, response?.receivedAt]).toEqual(["web_message", "https://login.example"]);
  expect([tokens.length, calls.length]).toEqual([1, 1]);
  expect(aboutEntries(await read(harOf("chrome", [page(1, request)])))).toEqual([
    {
      entry: 1,
      text: "Entry 1 begins a login that is answered by a message between windows; a HAR file holds none.",
    },
  ]);
});

describe("a token response without a body", () => {
  it.each<[string, object, string]>([
    ["left out", { size: 10 }, "the writer left it out"],
    ["in a file of its own", { _file: "ab12.json" }, "it lies in a file of its own beside the HAR file"],
  ])("is named where it is %s", async (_, content, why) => {
    const har = changed(harOf("playwright", codeWire), 5, ({ response }) => {
      response.content = content;
    });
    const reading = await read(har);
    expect(only(reading).tokens).toEqual([]);
    expect(aboutEntries(reading)).toEqual([
      {
        entry: 5,
        text: `Entry 5 is a token request whose response has no body in the file: ${why}. Its tokens cannot be shown.`,
      },
    ]);
  });

  it("is read where it is in base64", async () => {
    const har = changed(harOf("chrome", codeWire), 5, ({ response }) => {
      const { text } = response.content;
      response.content = { text: Buffer.from(text).toString("base64"), encoding: "base64" };
    });
    expect(only(await read(har)).tokens).toHaveLength(2);
  });

  it("is an answer that failed where the writer says so", async () => {
    const har = changed(harOf("chrome", codeWire), 5, ({ response }) => {
      response.status = 0;
      response._error = "net::ERR_CONNECTION_RESET";
    });
    const [call] = only(await read(har)).tokenCalls;
    expect(call?.answer).toMatchObject({ status: null, error: "net::ERR_CONNECTION_RESET" });
  });
});

it("says that a code is redeemed nowhere", async () => {
  const wire = codeWire.filter(({ url }) => !url.includes("/oauth/token"));
  const text = "Entry 1 begins a login whose code is redeemed nowhere in the file: by the client's server";
  expect(aboutEntries(await read(harOf("chrome", wire)))).toEqual([
    { entry: 1, text: `${text}, or a worker or another tab, which the file does not show.` },
  ]);
  expect(aboutEntries(await read(harOf("mitmproxy", wire)))).toEqual([{ entry: 1, text: `${text}.` }]);
});

it("joins a pop-up's login with the token request of the tab that opened it", async () => {
  const wire = codeWire.map((exchange) =>
    exchange.resource === "document" ? { ...exchange, tab: 2 } : exchange,
  );
  const { tabId, tokens, calls } = only(await read(harOf("playwright", wire)));
  expect([tabId, tokens.length, calls.length]).toEqual([-2, 2, 1]);
});

it("tells a silent renewal in a hidden frame apart from the login of the page around it", async () => {
  const frame = { resource: "iframe", from: "https://app.example/" } as const;
  const renewal = `${authorize("s-9")}&prompt=none`;
  const wire = [
    ...implicitWire.slice(0, 3),
    page(2000, renewal, { ...frame, status: 302, answer: { Location: callback("s-9", "renewed-token-9") } }),
    page(2020, callback("s-9", "renewed-token-9"), frame),
    page(2100, "https://ads.example/frame", frame),
    ...implicitWire.slice(3),
  ];
  const { flows } = await read(harOf("chrome", wire));
  expect(
    flows.map((flow) => readLogin(flow)).map(({ request, tokens }) => [request?.state, tokens[0]?.raw]),
  ).toEqual([
    ["s-9", "renewed-token-9"],
    ["s-1", "opaque-access-token-1"],
  ]);
  expect(JSON.stringify(flows)).not.toContain("ads.example");
});

it("says that a HAR file shows no clicks, but for the browser's word that a person acted", async () => {
  const step = async (wire: readonly WireExchange[]) => only(await read(harOf("chrome", wire))).steps[0];
  expect(await step(codeWire)).toMatchObject({
    status: "not-visible",
    details: ["A HAR file shows no clicks."],
  });
  expect(await step(implicitWire)).toMatchObject({ status: "seen", provenance: "har" });
});

it("gives its flows tabs that no browser has, from where it is told", async () => {
  const har = JSON.stringify(harOf("playwright", implicitWire));
  const reading = await readHar(har, { firstTabId: -1002 });
  const tabs = (reading as HarReading).flows.flatMap(({ observations }: Flow) =>
    observations.map(({ tabId, provenance }) => [tabId, provenance]),
  );
  expect(tabs.length).toBeGreaterThan(10);
  expect(new Set(tabs.map(String))).toEqual(new Set(["-1002,har"]));
});

it("recognises requests at endpoints that the person named", async () => {
  const har = JSON.stringify(
    harOf("chrome", [page(1, "https://login.example/start?client_id=spa&redirect_uri=x")]),
  );
  const patterns = ["https://login.example/start*"];
  expect(((await readHar(har)) as HarReading).flows).toHaveLength(0);
  expect(((await readHar(har, { patterns })) as HarReading).flows).toHaveLength(1);
});

it("keeps 500 calls of a login and counts the others", async () => {
  const calls = Array.from({ length: 510 }, (_, index) => ({
    ...(implicitWire[7] as WireExchange),
    at: 9000 + index,
  }));
  const login = only(await read(harOf("chrome", [...implicitWire.slice(0, 7), ...calls])));
  expect([login.calls.length, login.callsLeftOut]).toEqual([500, 10]);
});

it("reads as many logins of a file as it may, newest first, and says where it stops", async () => {
  const wire = Array.from({ length: 208 }, (_, index) => page(index, authorize(`s-${index}`)));
  const reading = (await readHar(JSON.stringify(harOf("chrome", wire)), { loginCap: 205 })) as HarReading;
  const states = reading.flows.map(({ observations }) => String(JSON.stringify(observations[0])));
  expect(states.map((text) => /s-\d+/.exec(text)?.[0])).toEqual(
    Array.from({ length: 205 }, (_, index) => `s-${204 - index}`),
  );
  expect(reading.flows.at(-1)?.observations[0]).toMatchObject({ url: authorize("s-0") });
  expect(aboutEntries(reading)).toEqual([
    { entry: 206, text: "Entry 206 begins one login too many: only the first 205 of the file are read." },
  ]);
});

it("shows a token that leaks to another site in a referrer, a URL or a body", async () => {
  const token = "opaque-access-token-1";
  const at = (ms: number, more: Partial<WireExchange>) =>
    page(ms, "https://tracker.example/pixel", { resource: "script", ...more });
  const wire = [
    ...implicitWire.slice(0, 7),
    at(9000, { headers: { Referer: `https://app.example/?access_token=${token}` }, from: null }),
    at(9100, { url: `https://tracker.example/hit?u=${encodeURIComponent(callback("s-1"))}` }),
    at(9200, {
      url: "https://tracker.example/post",
      method: "POST",
      post: JSON.stringify({ access_token: token }),
    }),
  ];
  const { traces } = only(await read(harOf("chrome", wire)));
  expect(traces.map(({ where, place }) => [where, place])).toEqual([
    ["referer", "https://tracker.example/pixel"],
    ["other-site-url", "https://tracker.example/hit"],
    ["other-site-body", "https://tracker.example/post"],
  ]);
});
