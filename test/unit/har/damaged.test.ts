import { readLogin } from "../../../extension/flow/read-login.js";
import { type HarReading, readHar } from "../../../extension/har/read-har.js";
import { codeWire, implicitWire } from "../../fixtures/har-exchanges.js";
import { type Entry, harOf } from "../../fixtures/har-writers.js";
import { expectLinear } from "../../fixtures/work.js";

// Of Firefox, whose file says nothing of itself but one line.
const file = () => harOf("firefox", implicitWire);
const text = JSON.stringify(file(), null, 2);

async function read(har: string): Promise<HarReading> {
  const reading = await readHar(har);
  if (reading.kind !== "read") throw new Error(reading.reason);
  return reading;
}

const summary = ({ flows, notes }: HarReading) => ({
  calls: flows.map((flow) => readLogin(flow).calls.length),
  // All but what is said of every file of Firefox.
  notes: notes.map((note) => note.text).filter((line) => !line.startsWith("It shows one tab")),
});

/** The text with one entry changed; entries are counted from 1. */
function withEntry(entry: number, change: (entry: Entry) => unknown): string {
  const har = file();
  const found = har.log.entries[entry - 1] ?? {};
  har.log.entries[entry - 1] = (change(found) ?? found) as Entry;
  return JSON.stringify(har, null, 2);
}

it.each([
  ["nothing", "", "The file is empty."],
  ["blanks", " \n ", "The file is empty."],
  ["a web page", "<!doctype html>", "This is no HAR file: not JSON at character 1."],
  ["text that ends early", '{"log":{"version"', "This is no HAR file: JSON ends early at character 17."],
  ["JSON of another kind", "[1,2]", "This is no HAR file: the JSON in it is no object."],
  ["another JSON object", '{"a":1}', 'This is no HAR file: it has no "entries".'],
  ["entries of a wrong type", '{"log":{"entries":{}}}', 'This is no HAR file: its "entries" are not a list.'],
  [
    "a file cut off in its first entry",
    '{"log":{"entries":[{"request":',
    "The file ends before its first entry does.",
  ],
])("says why nothing can be read of %s", async (_, har, reason) => {
  expect(await readHar(har)).toEqual({ kind: "unreadable", reason });
});

it.each([
  ["a log without the object around it", JSON.stringify(file().log)],
  [
    "members that nobody knows",
    JSON.stringify({ ...file(), more: { entries: 1 } }).replace('"entries":1', ""),
  ],
])("reads %s", async (_, har) => {
  expect(summary(await read(har))).toEqual({ calls: [1], notes: [] });
});

describe("a file that is cut off", () => {
  /** The text before an entry. Each begins as the one page does. */
  const at = (entry: number) =>
    text
      .split(/(?<=\n) {6}(?=\{\n {8}"startedDateTime")/)
      .slice(0, entry + 1)
      .join("");

  it("is read up to where it ends, with the number of the entry", async () => {
    const cut = `${at(9)}      {\n        "startedDateTime": "2026-03-01T14:0`;
    expect(summary(await read(cut))).toEqual({
      calls: [1],
      notes: ["The file ends in the middle of entry 9; those before it were read."],
    });
  });

  it("is read where it ends between entries", async () => {
    expect(summary(await read(at(9)))).toEqual({
      calls: [1],
      notes: ["The file ends after entry 8, before its list of entries does."],
    });
  });

  it("never throws, wherever it is cut", async () => {
    for (let length = 0; length < text.length; length += 331) {
      const reading = await readHar(text.slice(0, length));
      const said = reading.kind === "read" ? reading.notes.map((note) => note.text).join() : reading.reason;
      expect(said).toMatch(/ends|empty|no HAR file/);
    }
  });
});

describe("an entry that is damaged", () => {
  it("is left out where it is no JSON, and the others are read", async () => {
    const broken = text.replace('"url": "https://login.example/style.css"', '"url": https');
    expect(summary(await read(broken))).toEqual({
      calls: [1],
      notes: [
        "The file is damaged, so its entries were read one by one.",
        expect.stringMatching(/^Entry 3 could not be read: not JSON at character \d+ of the entry\.$/),
      ],
    });
  });

  it("is left out where its quoting is broken, and the others are read", async () => {
    const broken = text.replace('"url": "https://login.example/style.css"', '"url": "https://login.example');
    expect(summary(await read(broken))).toEqual({
      calls: [1],
      notes: [
        "The file is damaged, so its entries were read one by one.",
        "Entry 3 could not be read: its quoting is broken.",
      ],
    });
  });

  it("is read where it holds NULs and other control characters", async () => {
    const odd = text.replace(
      '"url": "https://login.example/style.css"',
      '"url": "https://login.example/\0\u0001\n"',
    );
    expect(summary(await read(odd))).toEqual({
      calls: [1],
      notes: [
        "The file is damaged, so its entries were read one by one.",
        "Entry 3 holds characters that JSON forbids; it was read all the same.",
      ],
    });
  });

  it("leaves the others to be read where NULs follow the file", async () => {
    expect(summary(await read(`${text}\0\0\0\0`))).toEqual({
      calls: [1],
      notes: ["The file is damaged, so its entries were read one by one."],
    });
  });
});

it.each<[string, (entry: Entry) => unknown, string]>([
  ["no object", () => "entry", "Entry 3 could not be used: it is not an object."],
  ["null", () => null, "Entry 3 could not be used: it is not an object."],
  ["a list", () => [], "Entry 3 could not be used: it is not an object."],
  ["without a request", () => ({ request: 7 }), "Entry 3 could not be used: it has no request."],
  [
    "without a URL",
    () => ({ request: { url: ["x"] } }),
    "Entry 3 could not be used: it has no request.url that is a text.",
  ],
])("says of an entry that is %s why it was left out", async (_, change, note) => {
  // JSON has no undefined, so a change to null has to be made in the text.
  const har = file();
  har.log.entries[2] = change({}) as Entry;
  expect(summary(await read(JSON.stringify(har)))).toEqual({ calls: [1], notes: [note] });
});

it.each<[string, (entry: Entry) => unknown]>([
  ["headers of a wrong type", ({ request }) => Object.assign(request, { headers: 5 })],
  [
    "headers that are no pairs",
    ({ request }) => request.headers.push(null, 1, "x", { name: 5 }, { name: "a" }),
  ],
  ["a response of a wrong type", (entry) => Object.assign(entry, { response: "none" })],
  ["a body of a wrong type", ({ request }) => Object.assign(request, { postData: [] })],
  ["content of a wrong type", ({ response }) => Object.assign(response, { content: 3 })],
  ["a time of a wrong type", (entry) => Object.assign(entry, { time: "long", timings: null })],
  ["a method of a wrong type", ({ request }) => Object.assign(request, { method: {} })],
  ["no web address", ({ request }) => Object.assign(request, { url: "data:text/html,eyJhbGciOiJ" })],
])("reads the others beside an entry with %s", async (_, change) => {
  const har = withEntry(3, (entry) => void change(entry));
  expect(summary(await read(har))).toEqual({ calls: [1], notes: [] });
});

it("reads headers that are one object in the place of a list", async () => {
  const har = withEntry(8, ({ request }) => {
    request.headers = Object.fromEntries(
      request.headers.map(({ name, value }: { name: string; value: string }) => [name, value]),
    );
  });
  expect(summary(await read(har))).toEqual({ calls: [1], notes: [] });
});

it("says which entry has no time, and places it with the one before it", async () => {
  const har = withEntry(2, (entry) => void Object.assign(entry, { startedDateTime: "yesterday" }));
  expect(summary(await read(har))).toEqual({
    calls: [1],
    notes: ["Entry 2 has no readable time; it is placed with the page or token request before it."],
  });
});

it("reads entries in the order of their times, however they lie", async () => {
  const har = file();
  har.log.entries.reverse();
  const [flow] = (await read(JSON.stringify(har))).flows;
  const [expected] = (await read(text)).flows;
  expect(flow?.observations.map(({ kind, at }) => [kind, at])).toEqual(
    expected?.observations.map(({ kind, at }) => [kind, at]),
  );
});

it("takes the last of two members with one name, and says so where it is the list itself", async () => {
  const twice = text.replace('"method": "GET"', '"method": "GET", "method": "GET"');
  expect(summary(await read(twice))).toEqual({ calls: [1], notes: [] });
  const lists = text.replace('"entries": [', '"entries": [], "entries": [');
  expect(summary(await read(lists))).toEqual({
    calls: [1],
    notes: ['The file names "entries" more than once: only one list is read.'],
  });
});

it("keeps the beginning of a header of 10 MB, and says how long it was", async () => {
  const har = withEntry(8, ({ request }) => {
    request.headers.push({ name: "X-Large", value: "x".repeat(10_000_000) });
  });
  const [flow] = (await read(har)).flows;
  const login = flow && readLogin(flow);
  expect(login?.calls[0]?.requestHeaders.at(-1)?.value).toHaveLength(4096);
  expect(login?.problems).toEqual([
    expect.stringMatching(/^X-Large in headers: truncated, 4,096 of 10,000,000 bytes are kept \(SHA-256/),
  ]);
});

it("says that characters could not be decoded", async () => {
  const har = JSON.stringify(harOf("firefox", codeWire)).replace("correct+horse", "\ufffd");
  expect(summary(await read(har)).notes).toEqual([
    "The file holds characters that could not be decoded; they stand there as \ufffd.",
  ]);
});

it("names the first hundred faults and counts the rest", async () => {
  const { notes, entries } = await read(JSON.stringify({ log: { entries: Array(250).fill(0) } }));
  expect(entries).toBe(250);
  expect(notes).toHaveLength(101);
  expect(notes.at(-1)?.text).toBe("There are 150 more remarks on entries.");
});

it("recovers a damaged file with work that grows with its length", async () => {
  // Each of these opens what nothing closes.
  const hostile = (count: number) => `{"log":{"entries":[${'{"a":[{"b":"},{"'.repeat(count)}`;
  await expectLinear((count) => {
    const file = hostile(count);
    return () => readHar(file);
  }, 5_000);
});
