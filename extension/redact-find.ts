import { readJson } from "./oauth/json.js";
import { type Place, plainName, type Sort } from "./redact-names.js";
import { fromBytes } from "./redact-views.js";
import { decode } from "./token/decode.js";

/** Where in a text a value stands. */
interface Spot {
  readonly start: number;
  readonly end: number;
  /** Decoded. */
  readonly value: string;
  /** Whether it is a JSON number, in whose place no text may stand. */
  readonly number?: boolean;
}

/** A value that has a name. */
export interface Named extends Spot {
  readonly name: string;
  readonly place: Place;
}

/** Something that is a secret by its form, or by its name. */
export interface Found extends Spot {
  /** What it is called: a parameter, claim or header as its sender named it, or `jwt`. */
  readonly kind: string;
  readonly sort: Sort;
}

/** Values may hold values, each of which is read anew; this many times the text is read at most. */
const readings = 8;

/** Values in queries, fragments and urlencoded bodies (RFC 6749, appendix B). */
export function* parametersIn(text: string): Iterable<Named> {
  if (!text.includes("=")) return;
  let budget = text.length * readings;
  for (const { 0: match, 1: name = "", index } of text.matchAll(
    /(?:^|[?&#;,\s"'{(/])([\w$][\w.$%[\]-]{0,79})=/g,
  )) {
    const start = index + match.length;
    const raw = at(/[^&#\s"<>\\]*/y, text, start)?.[0] ?? "";
    budget -= raw.length;
    if (budget < 0) return;
    // What is not encoded may end at the semicolon already, as in a list of cookies.
    for (const value of new Set([raw, raw.split(";", 1)[0] ?? ""])) {
      const end = start + value.length;
      yield { name: formDecoded(name), start, end, value: formDecoded(value), place: "parameter" };
    }
  }
}

/** Texts and numbers in JSON, and the texts of its lists; also where the JSON is broken or cut off. */
export function* membersIn(text: string): Iterable<Named> {
  if (!text.includes('"')) return;
  let budget = text.length * readings;
  for (const { 0: match, 1: name = "", index } of text.matchAll(/"((?:[^"\\]|\\.){1,256})"\s*:\s*/g)) {
    const start = index + match.length;
    const value = at(/"((?:[^"\\]|\\.)*)|-?\d[\d.eE+-]*|\[[^\][{}]*/sy, text, start);
    budget -= value?.[0].length ?? 0;
    if (!value || budget < 0) continue;
    const found = { name: jsonDecoded(name), place: "member" } as const;
    const [all, inner] = value;
    if (inner !== undefined) {
      yield { ...found, start: start + 1, end: start + all.length, value: jsonDecoded(inner) };
    } else if (all.startsWith("[")) {
      for (const { 1: item = "", index: within } of all.matchAll(/"((?:[^"\\]|\\.)*)"?/gs)) {
        const from = start + within + 1;
        yield { ...found, start: from, end: from + item.length, value: jsonDecoded(item) };
      }
    } else yield { ...found, start, end: start + all.length, value: all, number: true };
  }
}

/** The whole value of a header or form field. */
export const wholeField = (name: string, value: string): readonly Named[] =>
  isOf(name, /^(?:set)?cookie$|authorization$/)
    ? []
    : [{ name, start: 0, end: value.length, value, place: "field" }];

/** Everything after the scheme; of Basic authentication the password as well (RFC 7617, section 2). */
export function* authorizationIn(name: string, value: string): Iterable<Found> {
  if (!isOf(name, /authorization$/)) return;
  const [, scheme = "", credential = ""] = /^\s*(?:(\S+)\s+)?(.*)/s.exec(value) ?? [];
  const start = value.length - credential.length;
  yield { kind: "authorization", sort: "credential", start, end: value.length, value: credential };
  const decoded = /^basic$/i.test(scheme) ? basic(credential) : "";
  const password = formDecoded(fromBytes(decoded.slice(decoded.indexOf(":") + 1)));
  // Its place is hidden already; but it may stand elsewhere.
  yield { kind: "password", sort: "credential", start, end: start, value: password };
}

/** Values of cookies, sent or set (RFC 6265, sections 4.1.1 and 4.2.1). */
export function* cookiesIn(name: string, value: string): Iterable<Found> {
  if (!isOf(name, /^(?:set)?cookie$/)) return;
  const all = isOf(name, /^cookie$/) ? value : (value.split(";", 1)[0] ?? "");
  for (const { 0: pair, index } of all.matchAll(/[^;]+/g)) {
    const [, before = "", content = ""] = /^([^=]*=|\s*)(.*)/s.exec(pair) ?? [];
    const start = index + before.length;
    yield { kind: "cookie", sort: "browser", start, end: start + content.length, value: content };
  }
}

/** A JSON object begins so in base64url. */
const jwtBegin = /e(?:y[AIJK]|w[ko0])/;

/** Whatever decodes as a JWT, whole or cut off (RFC 7519, section 3; RFC 9901, section 4). */
export function* jwtsIn(text: string): Iterable<Found> {
  if (!jwtBegin.test(text)) return;
  for (const { 0: match, index } of text.matchAll(
    /(?<![\w-])[\w-]+(?:\.[\w-]*)+(?:~[\w-]*(?:\.[\w-]*)*)*/g,
  )) {
    // Something of the same alphabet may precede it, as in a token with a prefix.
    const from = match.search(jwtBegin);
    const value = match.slice(from);
    if (from < 0 || decode(value).format === "opaque") continue;
    yield { kind: "jwt", sort: "credential", start: index + from, end: index + match.length, value };
  }
}

/** Handles of requests that were pushed before; who has one may use it once (RFC 9126, section 2.2). */
export function* requestUrisIn(text: string): Iterable<Found> {
  for (const { 0: match, 1: value = "", index } of text.matchAll(
    /urn:ietf:params:oauth:request_uri:([\w.~%+/=-]+)/gi,
  )) {
    const end = index + match.length;
    yield {
      kind: "request_uri",
      sort: "credential",
      start: end - value.length,
      end,
      value: formDecoded(value),
    };
  }
}

/** Passwords in URLs (RFC 3986, section 3.2.1). */
export function* userInfoIn(text: string): Iterable<Found> {
  for (const { 0: match, 1: value = "", index } of text.matchAll(/\/\/[^\s/?#@:"]*:([^\s/?#@"]+)@/g)) {
    const end = index + match.length - 1;
    yield { kind: "password", sort: "credential", start: end - value.length, end, value: formDecoded(value) };
  }
}

function at(pattern: RegExp, text: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start;
  return pattern.exec(text);
}

const isOf = (name: string, names: RegExp): boolean => names.test(plainName(name));

/** Decoded as far as it can be. */
function formDecoded(encoded: string): string {
  if (!/[%+]/.test(encoded)) return encoded;
  const spaced = encoded.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

function jsonDecoded(escaped: string): string {
  const decoded = escaped.includes("\\") ? readJson(`"${escaped}"`).value : escaped;
  return typeof decoded === "string" ? decoded : escaped;
}

function basic(credential: string): string {
  try {
    return atob(credential.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}
