import { spellOut } from "../../popup/text/hidden-characters.js";
import { lookalikeOf, runsOf } from "../../popup/text/homographs.js";
import { unicodeLabel } from "../../popup/text/punycode.js";

describe("labels of host names (RFC 3492)", () => {
  it.each([
    ["xn--mnchen-3ya", "münchen"],
    ["XN--MNCHEN-3YA", "münchen"],
    ["xn--80ak6aa92e", "аррӏе"],
    ["xn--ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"],
    ["xn--p1ai", "рф"],
    ["example", "example"],
    ["xn--", "xn--"],
    ["xn--a\u00e4", "xn--a\u00e4"],
    ["xn--99999999", "xn--99999999"],
    [`xn--${"a".repeat(100)}`, `xn--${"a".repeat(100)}`],
  ])("%s is %s", (label, expected) => {
    expect(unicodeLabel(label)).toBe(expected);
  });
});

describe("names that mislead", () => {
  it.each([
    ["xn--80ak6aa92e.com", { unicode: "аррӏе.com", looksLike: "apple.com", mixed: false }],
    ["login.ex\u0430mple", { unicode: null, looksLike: "login.example", mixed: true }],
    ["\u0430\u0440\u0440\u04cf\u0435.com", { unicode: null, looksLike: "apple.com", mixed: false }],
    ["g\u03bf\u03bfgle.com", { unicode: null, looksLike: "google.com", mixed: true }],
    ["xn--mnchen-3ya.de", { unicode: "münchen.de", looksLike: null, mixed: false }],
    ["foo\u0436.com", { unicode: null, looksLike: null, mixed: true }],
    ["\u043epenid", { unicode: null, looksLike: "openid", mixed: true }],
  ])("%s", (text, expected) => {
    expect(lookalikeOf(text)).toEqual({ text, ...expected });
  });

  it.each(["example.com", "münchen.de", "пример.рф", "правда", "λόγος", "наш сайт", "日本語.jp"])(
    "%s is left alone",
    (text) => expect(runsOf(text)).toEqual([text]),
  );

  it("are cut out of the URL in which they stand", () => {
    expect(runsOf("https://login.ex\u0430mple:8080/a?b=xn--80ak6aa92e.com#c")).toEqual([
      "https://",
      expect.objectContaining({ text: "login.ex\u0430mple" }),
      ":8080/a?b=",
      expect.objectContaining({ text: "xn--80ak6aa92e.com" }),
      "#c",
    ]);
  });

  it("are spelled out where there is nothing but text", () => {
    expect(spellOut("xn--80ak6aa92e.com → foo\u0436.com\u200b")).toBe(
      "xn--80ak6aa92e.com [аррӏе.com, looks like apple.com] → foo\u0436.com [mixes scripts][U+200B]",
    );
  });

  it("cost text in ASCII nothing, and a megabyte of others little", () => {
    const started = process.cpuUsage().user;
    const plain = "a.b-c/".repeat(200_000);
    expect(runsOf(plain)).toEqual([plain]);
    expect(runsOf("\u0430b.".repeat(300_000)).length).toBeGreaterThan(0);
    expect(process.cpuUsage().user - started).toBeLessThan(5_000_000);
  });
});
