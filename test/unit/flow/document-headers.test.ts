import { cookieNamesIn, cookiesSetBy, tellingHeaders } from "../../../extension/flow/document-headers.js";
import { shortHash } from "../../../extension/oauth/digest.js";

it("keeps only headers that tell something of a login, and of a policy who may frame the document", () => {
  expect(
    tellingHeaders([
      { name: "Cache-Control", value: "no-store" },
      { name: "Content-Security-Policy", value: "default-src 'self'; Frame-Ancestors 'none'; img-src *" },
      { name: "Set-Cookie", value: "sid=secret" },
      { name: "X-Powered-By", value: "Express" },
    ]),
  ).toEqual([
    { name: "cache-control", value: "no-store" },
    { name: "content-security-policy", value: "Frame-Ancestors 'none'" },
  ]);
});

it("tells of a cookie that is set everything but its value (RFC 6265, section 5.2)", () => {
  const value = "0123456789abcdef0123456789abcdef";
  const cookies = cookiesSetBy([
    {
      name: "set-cookie",
      value: `sid=${value}; Path=/; Secure; HttpOnly; SameSite=Lax\nlang=de; Domain=app.example`,
    },
    { name: "Set-Cookie", value: "gone=; Max-Age=0" },
  ]);
  expect(cookies).toEqual([
    {
      name: "sid",
      attributes: { path: "/", secure: "", httponly: "", samesite: "Lax" },
      bits: 128,
      hash: shortHash(value),
    },
    { name: "lang", attributes: { domain: "app.example" }, bits: 8, hash: shortHash("de") },
    { name: "gone", attributes: { "max-age": "0" }, bits: 0, hash: shortHash("") },
  ]);
  expect(JSON.stringify(cookies)).not.toContain(value);
});

it("hashes a cookie's value as it was before it was encoded", () => {
  expect(cookiesSetBy([{ name: "Set-Cookie", value: "t=a%2Bb" }])[0]?.hash).toBe(shortHash("a+b"));
});

it.each([
  ["sid=secret; lang=de", ["sid", "lang"]],
  ["lonely", ["lonely"]],
  ["", []],
])("names the cookies of %j", (value, names) => {
  expect(cookieNamesIn([{ name: "Cookie", value }])).toEqual(names);
});
