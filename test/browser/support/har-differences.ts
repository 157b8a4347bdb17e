import type { Trace } from "../../../extension/flow/login.js";
import type { Header } from "../../../extension/flow/observation.js";

/** One place in which two values differ. */
interface Difference {
  /** Names of the members that lead there; `[]` for any place in a list. */
  readonly path: string;
  readonly live: unknown;
  readonly har: unknown;
}

/** A difference that has to be between a login that was watched live and the same one read from a HAR file. */
export interface Expected {
  readonly path: string;
  readonly why: string;
  readonly allows: (live: unknown, har: unknown) => boolean;
}

type Row = readonly [why: string, allows: Expected["allows"], ...paths: readonly string[]];

/** Within this the clocks of browser, page and file agree, ms. */
const toleranceMs = 2000;

const isNear = (live: unknown, har: unknown) =>
  typeof live === "number" && typeof har === "number" && Math.abs(live - har) <= toleranceMs;

const asText = (item: unknown): string => JSON.stringify(item);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const sorted = (value: unknown): string => listOf(value).map(asText).sort().join("\n");
const inOtherOrder = (live: unknown, har: unknown) => sorted(live) === sorted(har);
const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

/** Both are lists of equally many lines, each pair of which is equal but for what the two patterns take out. */
const linesBut = (liveOnly: RegExp, harOnly: RegExp) => (live: unknown, har: unknown) =>
  asText(listOf(live).map((line) => String(line).replace(liveOnly, "…"))) ===
  asText(listOf(har).map((line) => String(line).replace(harOnly, "…")));

/** Where tokens were found to have gone, besides what looks into pages found. */
const placesIn = (traces: unknown) =>
  (listOf(traces) as readonly Trace[])
    .filter(({ where }) => where === "referer" || where.startsWith("other-site"))
    .map(({ tokenId, where, place }) => [tokenId, where, place]);

/** What Chromium keeps from extensions that do not ask for `extraHeaders`, and DevTools show. */
const withheld =
  /^(?:accept|accept-encoding|accept-language|connection|content-length|cookie|host|origin|referer|sec-fetch-\w+)$/;

function lacksWithheld(live: unknown, har: unknown): boolean {
  const known = new Set(listOf(live).map(asText));
  const more = (listOf(har) as readonly Header[]).filter((header) => !known.delete(asText(header)));
  return known.size === 0 && more.every(({ name }) => withheld.test(name.toLowerCase()));
}

const rows: readonly Row[] = [
  [
    "ids are those of the browser, or of the file",
    (live, har) => typeof live === typeof har,
    ...["id", "tabId", "documents[].tabId", "documents[].frameId"],
    ...["tokenCalls[].requestId", "calls[].requestId"],
  ],
  [
    "everything in a file is told by the file",
    (_, har) => har === "har",
    ...["request.provenance", "response.provenance", "documents[].provenance", "steps[].provenance"],
    ...["tokenCalls[].provenance", "tokenCalls[].answer.provenance", "calls[].provenance"],
    "traces[].provenance",
  ],
  [
    "the browser stamps its events a little before or after DevTools do",
    isNear,
    ...["startedAt", "endedAt", "request.at", "response.at", "messages[].at", "steps[].at"],
    ...["documents[].at", "documents[].committedAt", "documents[].leftAt", "documents[].exchanges[].at"],
    ...["tokenCalls[].at", "tokenCalls[].answer.at", "calls[].at", "calls[].answer.at"],
    ...["tokens[].receivedAt", "tokens[].expiresAt", "traces[].at"],
  ],
  ["so do the durations between them differ", linesBut(/\d+ ms/, /\d+ ms/), "steps[].details"],
  [
    "a file holds no clicks: that there was one shows in Sec-Fetch-User",
    linesBut(/^“.*” on \S+$/, /^a click or key in the app; which one was not reported$/),
    "steps[].details",
  ],
  [
    "nor what the page watch says of a page that is left",
    linesBut(
      /(?<=: )a page with(?:out)? a password field, “\w+[ \w]*” clicked, (?=form sent$)/,
      /(?<=: )(?=form sent$)/,
    ),
    "steps[].details",
  ],
  [
    "so a login form is known by what it sends alone",
    (live, har) => live === "password" && har === "form",
    "documents[].interactive",
  ],
  ["a file holds no looks into pages", (_, har) => isEmpty(har), "looks"],
  ["nor what they found", (live, har) => asText(placesIn(live)) === asText(placesIn(har)), "traces"],
  ["and so none was the last", (_, har) => har === null, "surroundings.lookedAt"],
  ["a file holds no changes of a URL without a load", (_, har) => isEmpty(har), "documents[].changes"],
  [
    "Chromium tells headers in the order of the wire, DevTools by their names",
    inOtherOrder,
    ...["documents[].exchanges[].headers", "tokenCalls[].answer.headers", "calls[].answer.headers"],
  ],
  [
    "Chromium shows extensions only some headers of a request",
    lacksWithheld,
    ...["tokenCalls[].requestHeaders", "calls[].requestHeaders"],
  ],
  [
    "before a login is under way Chromium is not asked for cookies",
    (live) => live === null,
    "documents[].exchanges[].cookiesSent",
  ],
  ["nor for those that are set", isEmpty, "documents[].exchanges[].setCookies"],
  [
    "Chromium tells the fields of a form by their names, DevTools in the order of the wire",
    inOtherOrder,
    ...["documents[].exchanges[].fields", "response.parameters", "response.outer"],
    ...["tokenCalls[].request.parameters", "request.parameters", "request.effective"],
  ],
  [
    "and so are they listed",
    (live, har) => {
      const names = (lines: unknown) => listOf(String(listOf(lines)[1]).split(/[ ,]+/));
      return asText(listOf(live)[0]) === asText(listOf(har)[0]) && inOtherOrder(names(live), names(har));
    },
    "steps[].details",
  ],
  [
    "in Chromium no extension sees what a worker is answered",
    (live, har) => live === null && har !== null,
    "tokenCalls[].answer.response",
  ],
  ["nor, so, its tokens", (live, har) => isEmpty(live) && !isEmpty(har), "tokens"],
  ["nor what carries them", (live, har) => isEmpty(live) && !isEmpty(har), "calls"],
  ["and the steps say so", (live, har) => live === "not-seen" && har === "seen", "steps[].status"],
  ["with a time in the file alone", (live, har) => live === null && har !== null, "steps[].at"],
  [
    "and in their words",
    (live, har) =>
      /^(?:its body was not visible|No call with a token .*|There was no call .*)$/.test(
        String(listOf(live).at(-1)),
      ) && /^(?:members|GET|200)/.test(String(listOf(har).at(-1))),
    "steps[].details",
  ],
];

/** Every difference that has to be, each with its reason. */
export const expectedDifferences: readonly Expected[] = rows.flatMap(([why, allows, ...paths]) =>
  paths.map((path) => ({ path, why, allows })),
);

/** The expected differences that account for one; none where nothing does. */
export const accountFor = ({ path, live, har }: Difference): readonly Expected[] =>
  expectedDifferences.filter((expected) => expected.path === path && expected.allows(live, har));

/** Where two values differ, as deep inside as can be said; lists of texts, of names with values and of other lengths, as a whole. */
export function differencesOf(live: unknown, har: unknown, path = ""): readonly Difference[] {
  if (isListOfObjects(live) && isListOfObjects(har) && live.length === har.length) {
    return live.flatMap((item, index) => differencesOf(item, har[index], `${path}[]`));
  }
  if (isObject(live) && isObject(har)) {
    return [...new Set([...Object.keys(live), ...Object.keys(har)])].flatMap((name) =>
      differencesOf(live[name], har[name], path === "" ? name : `${path}.${name}`),
    );
  }
  return asText(live) === asText(har) ? [] : [{ path, live, har }];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isListOfObjects = (value: unknown): value is readonly object[] =>
  Array.isArray(value) && value.every((item) => isObject(item) && !("name" in item && "value" in item));
