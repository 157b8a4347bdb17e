import { gzipSync } from "node:zlib";
import { readLogin } from "../../extension/flow/read-login.js";
import { type FileProgress, largestFile, loadFile, type SomeFile } from "../../extension/load-file.js";
import { implicitWire } from "../fixtures/har-exchanges.js";
import { makeHar } from "../fixtures/har-large.js";
import { harOf } from "../fixtures/har-writers.js";

const har = JSON.stringify(harOf("cdp", implicitWire)).replace("correct+horse", "größer€");

const fileOf = (bytes: Uint8Array): SomeFile => ({
  size: bytes.length,
  slice: (start, end) => new Blob([bytes.slice(start, end)]),
});
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(text, "utf16le");
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
};
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

async function load(bytes: Uint8Array) {
  const told: FileProgress[] = [];
  const outcome = await loadFile(fileOf(bytes), {}, (progress) => told.push(progress));
  return { outcome, told };
}

it.each([
  ["UTF-8", utf8(har)],
  ["UTF-8 with a byte order mark", utf8(`\ufeff${har}`)],
  ["UTF-16", utf16(`\ufeff${har}`)],
  ["UTF-16, big endian", utf16(`\ufeff${har}`, true)],
  ["UTF-16 without a byte order mark", utf16(har)],
  ["UTF-16, big endian, without a byte order mark", utf16(har, true)],
])("reads a file in %s", async (_, bytes) => {
  const { outcome } = await load(bytes);
  expect(outcome).toMatchObject({ kind: "read", entries: implicitWire.length, notes: [] });
  expect(outcome.kind === "read" && outcome.flows.map((flow) => readLogin(flow).calls.length)).toEqual([1]);
});

it("reads a file in another encoding, and says that characters are lost", async () => {
  const { outcome } = await load(latin1(har));
  expect(outcome.kind === "read" && outcome.notes.map(({ text }) => text)).toEqual([
    "The file holds characters that could not be decoded; they stand there as \ufffd.",
  ]);
});

it.each([
  [
    "a ZIP archive",
    Buffer.from("PK\x03\x04…"),
    "This is a ZIP archive: unpack it and choose the HAR file inside.",
  ],
  ["gzip", gzipSync(har), "This is a compressed file: unpack it and choose the HAR file inside."],
  ["an empty file", Buffer.alloc(0), "The file is empty."],
  ["zeros", Buffer.alloc(100), "This is no HAR file: not JSON at character 1."],
  [
    "an image",
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]),
    "This is no HAR file: not JSON at character 1.",
  ],
])("says why %s cannot be read", async (_, bytes, reason) => {
  expect((await load(new Uint8Array(bytes))).outcome).toEqual({ kind: "unreadable", reason });
});

describe("a report", () => {
  const report = { format: "token-inspector-report", version: 1, createdAt: "2026-03-01T13:00:00.000Z" };
  const sound = { ...report, redacted: true, flows: [] };
  const read = { kind: "report", redacted: true, flows: [], createdAt: Date.UTC(2026, 2, 1, 13) };
  const { format, ...rest } = sound;

  it.each([
    ["as it was saved", JSON.stringify(sound, null, 2), read],
    ["with its members in another order", JSON.stringify({ ...rest, format }), read],
    [
      "that is cut off",
      JSON.stringify(sound).slice(0, -1),
      { kind: "unreadable", reason: "The file is no JSON: JSON ends early at character 112." },
    ],
    [
      "of another version",
      JSON.stringify({ ...sound, version: 2 }),
      {
        kind: "unreadable",
        reason: "The report has another version than 1, the only one that can be read.",
      },
    ],
  ])("%s is read as one", async (_, text, outcome) => {
    expect((await load(utf8(text))).outcome).toMatchObject(outcome);
  });

  it("that went over the wire does not make a report of a HAR file", async () => {
    const recorded = structuredClone(harOf("cdp", implicitWire));
    for (const { response } of recorded.log.entries) response.content = { text: JSON.stringify(sound) };
    expect((await load(utf8(JSON.stringify(recorded)))).outcome.kind).toBe("read");
  });
});

it("does not touch a file that is too large for any browser", async () => {
  const slice = () => {
    throw new Error("read");
  };
  expect(await loadFile({ size: largestFile + 1_000_000, slice }, {}, () => undefined)).toEqual({
    kind: "unreadable",
    reason: "The file has 501 MB; at most 500 MB can be read.",
  });
});

it("tells how far it has come, and reads characters that lie across two pieces", async () => {
  const padded = `{"log":{"comment":"${"€".repeat(6_000_000)}","entries":[]}}`;
  const { outcome, told } = await load(utf8(padded));
  const total = utf8(padded).length;
  expect(outcome).toMatchObject({ kind: "read", entries: 0, flows: [] });
  expect(outcome.kind === "read" && outcome.notes.some(({ text }) => text.includes("decoded"))).toBe(false);
  expect(told).toEqual([
    { stage: "reading", done: 0, total },
    { stage: "reading", done: 8_388_608, total },
    { stage: "reading", done: 16_777_216, total },
    { stage: "parsing" },
    { stage: "looking", done: 0, total: 0 },
  ]);
});

it("reads every login of a long session, and no call that is none of theirs", async () => {
  const { outcome, told } = await load(utf8(makeHar(6000, 10)));
  if (outcome.kind !== "read") throw new Error(outcome.kind);
  const logins = outcome.flows.map(readLogin);
  expect(logins.map(({ request }) => request?.state)).toEqual(
    Array.from({ length: 10 }, (_, index) => `state-${9 - index}-0123456789abcdef`),
  );
  // Five entries in a hundred; the first gives way to the login, which has one of its own.
  expect(logins.map(({ calls }) => calls.length)).toEqual(Array(10).fill(30));
  expect(told.slice(-3)).toEqual([
    { stage: "looking", done: 0, total: 6000 },
    { stage: "looking", done: 5000, total: 6000 },
    { stage: "looking", done: 6000, total: 6000 },
  ]);
});
