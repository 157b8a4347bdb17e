import { readLogin } from "../../../extension/flow/read-login.js";
import { readHar } from "../../../extension/har/read-har.js";
import { implicitWire } from "../../fixtures/har-exchanges.js";
import { type Entry, harOf } from "../../fixtures/har-writers.js";

// Of a tool about whose files nothing is to be said. Entry 3 is a style sheet, entry 8 the API call.
const whole = () => harOf("cdp", implicitWire);
const text = JSON.stringify(whole());

/** The text with one entry changed; entries are counted from 1. */
function withEntry(entry: number, change: (entry: Entry) => void): string {
  const har = whole();
  change(har.log.entries[entry - 1] as Entry);
  return JSON.stringify(har);
}

/** The text with one more member in an entry, which need not be one that any object could have. */
const withMember = (entry: number, member: string): string =>
  withEntry(entry, (one) => Object.assign(one, { hostile: 0 })).replace('"hostile":0', member);

/** A value inside a million others. */
const nested = (open: string, close: string): string =>
  `"comment":${open.repeat(1_000_000)}0${close.repeat(1_000_000)}`;

const everywhere = (from: RegExp, to: string): string => text.replace(from, to);

async function outcomeOf(har: string) {
  const reading = await readHar(har);
  if (reading.kind === "unreadable") return reading.reason;
  // What cannot be cloned would not come out of the worker.
  const logins = structuredClone(reading.flows).map(readLogin);
  return {
    notes: reading.notes.map((note) => note.text),
    logins: logins.map(({ documents, calls, endedAt }) => [documents.length, calls.length, endedAt]),
  };
}

/** The login as it is, from a file without any fault: three documents, one call. */
const login = [3, 1, Date.parse("2026-03-01T12:00:08.015Z")];

it.each<[what: string, har: string, notes: readonly string[]]>([
  ["nothing wrong with it", text, []],
  ["a million lists, one in another", withMember(3, nested("[", "]")), []],
  ["a million objects, one in another", withMember(3, nested('{"a":', "}")), []],
  [
    "a million lists that nothing closes",
    withMember(3, nested("[", "")),
    [
      "The file is damaged, so its entries were read one by one.",
      "Entry 3 could not be read: its quoting is broken.",
    ],
  ],
  ["a number of a million digits", withMember(3, `"_size":${"9".repeat(1_000_000)}`), []],
  [
    "a date that there is none of",
    withEntry(2, (entry) => Object.assign(entry, { startedDateTime: "+999999-01-01T00:00:00Z" })),
    ["Entry 2 has no readable time; it is placed with the page or token request before it."],
  ],
  ["a status as large as no number", everywhere(/"status":200/g, '"status":1e999'), []],
  ["a member __proto__ in an entry", withMember(3, '"__proto__":{"request":null,"response":1}'), []],
  ["a member __proto__ in the file", text.replace("{", '{"__proto__":{"log":1},'), []],
  ["headers of that name", everywhere(/"headers":\[/g, '"headers":[{"name":"__proto__","value":"x"},'), []],
  [
    "headers in one object, by that name too",
    withEntry(3, ({ request }) => Object.assign(request, { headers: 0 })).replace(
      '"headers":0',
      '"headers":{"__proto__":"x","constructor":"y"}',
    ),
    [],
  ],
  [
    "the name of a method as type",
    everywhere(/"_resourceType":"(?!document)\w+"/g, '"_resourceType":"constructor"'),
    [],
  ],
  [
    "two requests in one entry, of which the last counts",
    withMember(3, '"request":{"url":7}'),
    ["Entry 3 could not be used: it has no request.url that is a text."],
  ],
])("the login is read as it is from a file with %s", async (_, har, notes) => {
  expect(await outcomeOf(har)).toEqual({ notes, logins: [login] });
});

it.each([
  ["lists alone", "[".repeat(1_000_000), "This is no HAR file: nested deeper than 100 levels."],
  [
    "a log of objects alone",
    `{"log":${'{"a":'.repeat(1_000_000)}`,
    "This is no HAR file: nested deeper than 100 levels.",
  ],
  [
    "entries of lists alone",
    `{"log":{"entries":${"[".repeat(1_000_000)}`,
    "The file ends before its first entry does.",
  ],
  ["a log that is in __proto__ alone", `{"__proto__":${text}}`, 'This is no HAR file: it has no "entries".'],
])("says what is wrong with %s", async (_, har, reason) => {
  expect(await outcomeOf(har)).toBe(reason);
});

it("takes no request out of __proto__", async () => {
  const har = '{"log":{"entries":[{"__proto__":{"request":{"url":"https://login.example/"}}}]}}';
  expect(await outcomeOf(har)).toEqual({
    notes: ["Entry 1 could not be used: it has no request."],
    logins: [],
  });
});

it.each(["1e308", "1e999", "-1e308", "86400001"])(
  "does not believe that an exchange took %s ms",
  async (time) => {
    const outcome = await outcomeOf(everywhere(/"time":[\d.]+/g, `"time":${time}`));
    // As if the file did not tell how long it took.
    expect(outcome).toEqual({ notes: [], logins: [[3, 1, Date.parse("2026-03-01T12:00:08.000Z")]] });
  },
);
