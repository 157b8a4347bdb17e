import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { caseOf } from "../../../extension/checks/case.js";
import { evaluate } from "../../../extension/checks/catalogue.js";
import type { Flow } from "../../../extension/flow/flow.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import { readHar } from "../../../extension/har/read-har.js";
import { readReport } from "../../../extension/report/read-report.js";
import type { Report } from "../../../extension/report/report.js";
import { storedFinding } from "../../../extension/report/stored-finding.js";
import { writeReport } from "../../../extension/report/write-report.js";
import { codeWire, implicitWire } from "../../fixtures/har-exchanges.js";
import { harOf } from "../../fixtures/har-writers.js";
import { app, flow as flowOf, server } from "../../fixtures/ui-facts.js";
import {
  formPostFlow,
  hiddenFlow,
  hostileFlow,
  implicitFlow,
  oddTokensFlow,
} from "../../fixtures/ui-logins.js";
import {
  codeFlow,
  hiddenCodeFlow,
  mismatchFlow,
  nestedFlow,
  outerFlow,
  pushedFlow,
  renewalFlow,
  unsolicitedFlow,
  wrappedFlow,
} from "../../fixtures/ui-sessions.js";
import { accessToken, loginAt } from "../../fixtures/ui-tokens.js";
import { everyKind } from "./every-kind.js";

const schemaFile = join(process.cwd(), "docs/report.schema.json");
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(schemaFile, "utf8")),
);

/** A request that is pushed, and a frame in which the client watches its session. */
const watchedFlow = flowOf("watched", 12, [
  [
    0,
    {
      kind: "request",
      requestId: "51",
      url: `${server}/par`,
      method: "POST",
      resource: "other",
      initiator: app,
      body: { type: "form", fields: ["client_id", "response_type"].map((name) => ({ name, value: "code" })) },
    },
  ],
  [9, { kind: "response", requestId: "51", url: `${server}/par`, method: "POST", status: 201, headers: [] }],
  [
    20,
    {
      kind: "committed",
      frameId: 3,
      url: `${server}/check_session`,
      transition: "auto_subframe",
      qualifiers: [],
    },
  ],
]);

const flows: readonly Flow[] = [
  ...[implicitFlow, hiddenFlow, formPostFlow, hostileFlow, oddTokensFlow, codeFlow, mismatchFlow],
  ...[renewalFlow("renewal", 5000), nestedFlow, outerFlow, wrappedFlow, pushedFlow, unsolicitedFlow],
  ...[hiddenCodeFlow, everyKind, watchedFlow],
];

const createdAt = loginAt + 60_000.75;
const findingsOf = (flow: Flow) => evaluate(caseOf(readLogin(flow)));

function write(redacted: boolean, which: readonly Flow[] = flows): { report: Report; text: string } {
  const written = writeReport(which, { redacted, createdAt, findingsOf });
  if (written.outcome !== "written") throw new Error(`refused: ${written.kinds}`);
  return written;
}

function read(text: string) {
  const reading = readReport(text);
  if (reading.kind !== "report") throw new Error(reading.reason);
  return reading;
}

const both = [
  ["redacted", true],
  ["unredacted", false],
] as const;

test("each list of a login is filled by one of these logins", () => {
  const lists = write(true).report.flows.flatMap((flow) => Object.entries(flow));
  const empty = lists.filter(([, value]) => Array.isArray(value)).map(([name]) => name);
  const filled = lists.filter(([, value]) => Array.isArray(value) && value.length > 0).map(([name]) => name);
  expect(new Set(filled)).toEqual(new Set(empty));
});

describe.each(both)("a report, %s", (_, redacted) => {
  test("is valid by the published schema", () => {
    const { text } = write(redacted);
    validate(JSON.parse(text));
    expect(validate.errors).toBeNull();
  });

  test.each(["chrome", "firefox", "safari", "playwright", "charles", "mitmproxy", "cdp"] as const)(
    "on the logins of a HAR file of %s is valid by it too",
    async (flavour) => {
      const har = harOf(flavour, [...implicitWire, ...codeWire]);
      for (const { response } of har.log.entries.slice(-1))
        Object.assign(response, { status: 0, _error: "lost" });
      const reading = await readHar(JSON.stringify(har));
      const read = reading.kind === "read" ? reading.flows : [];
      expect(read.flatMap(({ observations }) => observations.map(({ kind }) => kind))).toContain(
        "request-failed",
      );
      validate(JSON.parse(write(redacted, read).text));
      expect(validate.errors).toBeNull();
    },
  );

  test("says what it is", () => {
    const report = JSON.parse(write(redacted, [implicitFlow]).text);
    expect(report).toMatchObject({
      format: "token-inspector-report",
      version: 1,
      createdAt: "2026-03-01T13:03:11.000Z",
      redacted,
    });
  });

  test("shows the same flows when it is read again", () => {
    const { report, text } = write(redacted);
    const reading = read(text);
    expect(reading.redacted).toBe(redacted);
    expect(reading.createdAt).toBe(loginAt + 60_000);
    const again = writeReport(reading.flows, {
      redacted,
      createdAt: reading.createdAt,
      findingsOf: ({ id }) => (reading.findings.get(id) ?? []).map(storedFinding),
    });
    expect(again.outcome === "written" && JSON.parse(again.text)).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test("is read-only when it is read again: nothing is pinned", () => {
    const { text } = write(redacted, [{ ...implicitFlow, pinned: true }]);
    expect(read(text).flows.map(({ pinned }) => pinned)).toEqual([false]);
  });
});

test("unredacted, what is read again is the very flow that was captured", () => {
  expect(read(write(false).text).flows).toEqual(flows);
});

/** All of a login that redaction must leave as it is. */
function outlineOf(flow: Flow) {
  const login = readLogin(flow);
  const message = (sighted: typeof login.request | typeof login.response) =>
    sighted && [sighted.at, sighted.provenance, sighted.parameters.map(({ name }) => name)];
  return {
    ...[login.name, login.client, login.server, login.startedAt, login.endedAt, login.surroundings],
    request: message(login.request),
    response: message(login.response),
    further: login.furtherResponses.map(message),
    repeats: login.repeats,
    steps: login.steps.map(({ number, title, status, at, provenance }) => [
      number,
      title,
      status,
      at,
      provenance,
    ]),
    tokens: login.tokens.map(({ raw: _, decoded, ...token }) => ({
      ...token,
      decoded:
        decoded.format === "jws"
          ? [decoded.alg, decoded.signature, decoded.problems, Object.keys(decoded.payload.value ?? {})]
          : [decoded.format, decoded.problems],
    })),
    tokenCalls: login.tokenCalls.map(({ requestId, endpoint, pkce, answer }) => [
      ...[requestId, endpoint, pkce, answer?.status, Object.keys(answer?.response?.members ?? {})],
    ]),
    calls: login.calls.map(({ requestId, tokenId, via, scheme, answer }) => [
      ...[requestId, tokenId, via, scheme, answer?.status],
    ]),
    logouts: login.logouts.map(({ endpoint, parameters }) => [endpoint, parameters.map(({ name }) => name)]),
    traces: login.traces,
    visibility: login.visibility,
    problems: login.problems,
  };
}

test.each(flows.map((flow) => [flow.id, flow] as const))(
  "redacted, the login %s reads as before",
  (_, flow) => {
    const [again] = read(write(true, [flow]).text).flows;
    expect(again && outlineOf(again)).toEqual(outlineOf(flow));
  },
);

test("tells of a login what the popup shows", () => {
  const {
    flows: [told],
  } = write(true, [codeFlow]).report;
  const names = (parameters: readonly { name: string }[] = []) =>
    parameters.map(({ name }) => name).join(" ");
  expect(told?.request?.clientId).toBe("spa-contacts");
  expect(names(told?.response?.parameters)).toBe("code state");
  expect(told?.steps.map(({ status }) => status)).toEqual(
    readLogin(codeFlow).steps.map(({ status }) => status),
  );
  expect(told?.tokens.map(({ id }) => id)).toContain("refresh_token@3");
  expect(told?.tokens[0]?.header).toEqual({ alg: "RS256", typ: "at+jwt", kid: "2026-02" });
  expect(told?.tokens[0]?.claims).toMatchObject({ sub: "REDACTED-sub-0001", client_id: "spa-contacts" });
  expect(names(told?.tokenCalls[0]?.parameters)).toBe("grant_type client_id code code_verifier");
  expect(told?.tokenCalls[0]?.pkce).toBe("match");
  expect(told?.tokenCalls[0]?.answer?.members).toMatchObject({
    refresh_token: "REDACTED-refresh_token-0001",
  });
  expect(told?.calls.map(({ url, tokenId }) => [url.split("?")[0], tokenId])).toEqual([
    ["https://api.example/v2/contacts", "access_token@1"],
    ["wss://api.example/feed", "access_token@1"],
  ]);
  expect(told?.traces.map(({ where }) => where)).toContain("referer");
  expect(told?.access.allSites).toBe(true);
  expect(told?.findings.length).toBe(evaluate(caseOf(readLogin(codeFlow))).length);
});

test("tells what looks, documents and scripts showed, with times as text", () => {
  const [every, watched] = write(true, [everyKind, watchedFlow]).report.flows;
  expect(every?.surroundings.lookedAt).toBe(every?.looks[0]?.at);
  expect(every?.looks[0]).toMatchObject({
    reach: "page",
    found: [{ tokenId: "code", where: "indexedDB", key: "a/b" }],
    foreignContent: [{ origin: "https://tags.example", type: "script", at: "2026-03-01T13:02:11.000Z" }],
    referrerPolicy: "no-referrer",
    keys: [{ where: "indexedDB", key: "a/b", extractable: true, publicKey: { kty: "EC" } }],
  });
  const hops = every?.documents.flatMap(({ exchanges }) => exchanges) ?? [];
  expect(hops.map(({ setCookies }) => setCookies.map(({ name }) => name))).toContainEqual(["sid"]);
  expect(watched?.scriptedRequests).toMatchObject([
    { kind: "pushed", at: "2026-03-01T13:02:11.000Z", endpoint: `${server}/par`, answer: { status: 201 } },
  ]);
  expect(watched?.sessionFrames).toEqual([
    { at: "2026-03-01T13:02:11.020Z", url: `${server}/check_session`, provenance: "browser" },
  ]);
});

test("raw tokens are there where they were asked for, and only there", () => {
  expect(write(false, [implicitFlow]).report.flows[0]?.tokens[0]?.raw).toBe(accessToken);
  expect(write(true, [implicitFlow]).report.flows[0]?.tokens.every((token) => !("raw" in token))).toBe(true);
});

/** A report that may be broken anywhere. */
// biome-ignore lint/suspicious/noExplicitAny: it is taken apart at will
type Loose = any;

describe("what is no report is refused", () => {
  const good = write(true, [codeFlow]).text;
  const changed = (change: (report: Loose) => unknown) => {
    const report = JSON.parse(good);
    change(report);
    return JSON.stringify(report);
  };
  const facts = (report: Loose) => report.flows[0].source.observations;

  it.each([
    ["no JSON", "{", "The file is no JSON: JSON ends early at character 1."],
    ["nothing", "", "The file is no JSON: JSON ends early at character 0."],
    ["other JSON", "[]", "The file is no report of Token Inspector."],
    ["a HAR", '{"log":{}}', "The file is no report of Token Inspector."],
    [
      "a later version",
      changed((report) => {
        report.version = 2;
      }),
      "The report has another version than 1, the only one that can be read.",
    ],
    [
      "no flows",
      changed((report) => {
        report.flows = null;
      }),
      "The report is malformed at flows.",
    ],
    [
      "a flow that is none",
      changed((report) => {
        report.flows.push(7);
      }),
      "The report is malformed at flows.1.",
    ],
    [
      "flows of one id",
      changed((report) => {
        report.flows.push(report.flows[0]);
      }),
      "The report is malformed at flows.",
    ],
    [
      "an unknown kind of fact",
      changed((report) => {
        facts(report)[3].kind = "constructor";
      }),
      "The report is malformed at flows.0.source.observations.3.kind.",
    ],
    [
      "a fact without time",
      changed((report) => {
        facts(report)[3].at = null;
      }),
      "The report is malformed at flows.0.source.observations.3.at.",
    ],
    [
      "a time beyond any calendar",
      changed((report) => {
        facts(report)[3].at = 1e300;
      }),
      "The report is malformed at flows.0.source.observations.3.at.",
    ],
    [
      "a header that is none",
      changed((report) => {
        facts(report)[5].headers = [{ name: "a" }];
      }),
      "The report is malformed at flows.0.source.observations.5.headers.0.value.",
    ],
    [
      "a link that runs",
      changed((report) => {
        report.flows[0].findings[0].citations[0].url = "javascript:alert(1)";
      }),
      "The report is malformed at flows.0.findings.0.citations.0.url.",
    ],
    [
      "too many facts",
      changed((report) => {
        report.flows[0].source.observations = Array(5001).fill(facts(report)[2]);
      }),
      "The report is malformed at flows.0.source.observations.",
    ],
    ["deep nesting", `${"[".repeat(1e6)}`, "The file is no JSON: nested deeper than 100 levels."],
  ])("%s", (_, text, reason) => {
    expect(readReport(text)).toEqual({ kind: "unreadable", reason });
  });

  test("members nobody asked for are dropped, whatever they are called", () => {
    const text = good.replace('"tabId": 1,', '"tabId": 1, "__proto__": {"pinned": true}, "constructor": 1,');
    expect(read(text).flows).toEqual(read(good).flows);
  });
});
