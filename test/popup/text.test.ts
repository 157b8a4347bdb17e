import { isForbidden } from "../../extension/copy-as/forbidden-headers.js";
import { isSecret } from "../../popup/secrets.js";
import { missingPattern, wouldShow } from "../../popup/site-access.js";
import { piecesOf, spellOut } from "../../popup/text/hidden-characters.js";
import { maskWithin } from "../../popup/text/mask-within.js";

test("characters that do not show are told apart from the rest", () => {
  expect(piecesOf("a\u202eb\u0000")).toEqual([
    { text: "a", codePoint: null },
    { text: "\u202e", codePoint: "U+202E" },
    { text: "b", codePoint: null },
    { text: "\u0000", codePoint: "U+0000" },
  ]);
  expect(piecesOf("")).toEqual([{ text: "", codePoint: null }]);
  expect(spellOut("a\u200bb")).toBe("a[U+200B]b");
});

test("line breaks belong to the text only where it has several lines", () => {
  expect(piecesOf("a\nb", true)).toEqual([{ text: "a\nb", codePoint: null }]);
  expect(piecesOf("a\nb").map(({ codePoint }) => codePoint)).toEqual([null, "U+000A", null]);
});

test.each([
  "Host",
  "origin",
  "Cookie",
  "Referer",
  "Sec-Fetch-Mode",
  "Connection",
  "Content-Length",
  "Proxy-Authorization",
])("%s is set by the browser", (name) => expect(isForbidden(name)).toBe(true));

test.each(["Accept", "Authorization", "Content-Type", "X-Second"])("%s can be set", (name) =>
  expect(isForbidden(name)).toBe(false),
);

test("secrets are known by their names and by their looks", () => {
  expect(isSecret("code", "abc")).toBe(true);
  expect(isSecret("code", "")).toBe(false);
  expect(isSecret("x", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.")).toBe(true);
  expect(isSecret("state", "abc")).toBe(false);
});

const hidden = {
  allSites: false,
  visibleHosts: [],
  hiddenHosts: ["a.example"],
  summary: "",
  patterns: ["*://a.example/*"],
};

test.each([
  [["*://a.example/*"], true],
  [["*://*.example/*"], true],
  [["<all_urls>"], true],
  [["https://a.example/*"], false],
  [[], false],
])("access to %j would show a login of a.example: %s", (granted, expected) =>
  expect(wouldShow(granted, hidden)).toBe(expected),
);

test("a request needs access to its host, whatever its port", () => {
  expect(missingPattern([], "https://api.example:8443/x")).toBe("*://api.example/*");
  expect(missingPattern(["*://api.example/*"], "http://api.example:8080/x")).toBeNull();
  expect(missingPattern([], "not a URL")).toBeNull();
});

test("secrets within a text are masked, plain and percent-encoded", () => {
  const secret = "a+b/c=0123456789";
  expect(maskWithin(`?x=${secret}&y=${encodeURIComponent(secret)}#z`, [secret, ""])).toBe(
    "?x=a+b/…6789 (16)&y=a+b/…6789 (16)#z",
  );
});
