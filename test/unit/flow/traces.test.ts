import { unfolded } from "../../../extension/flow/traces.js";

const token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";

it.each([
  ["as it is", `https://t.test/?u=${token}`],
  [
    "percent-encoded",
    `https://t.test/?u=${encodeURIComponent(`https://app.example/#t=${token}`)}`.replaceAll(".", "%2E"),
  ],
  ["JSON in base64", `data=${btoa(JSON.stringify({ token }))}`],
  ["JSON in base64url", `data=${Buffer.from(JSON.stringify({ token })).toString("base64url")}`],
  ["base64 that is percent-encoded", `data=${encodeURIComponent(btoa(JSON.stringify({ token, pad: "?" })))}`],
  ["base64 behind a path", `https://t.test/collect/${btoa(JSON.stringify({ token }))}`],
  ["the JWT itself in base64", `d=${btoa(token)}`],
])("unfolds a token %s", (_, text) => {
  expect(unfolded(text)).toContain(token);
});

it("unfolds one layer only, leaves broken encodings as they are, and never throws", () => {
  expect(unfolded(`d=${btoa(btoa(token))}`)).not.toContain(token);
  expect(unfolded("a%E4%ZZ=====----____////++++0123456789abcdefghijklmno%")).toContain("%ZZ");
});

it("leaves very long texts folded, in no time", () => {
  const long = "A".repeat(500_000);
  expect(unfolded(long)).toBe(long);
});
