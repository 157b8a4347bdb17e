import { isJsonObject, readJson } from "../oauth/json.js";
import { decodeBase64urlPart } from "../token/base64url-part.js";
import { decode } from "../token/decode.js";
import { joinLines } from "./join-lines.js";
import { tokensOfSerialization } from "./json-serialization.js";
import { compactToken, type PastedToken } from "./pasted-token.js";
import { placeOf, placeReach } from "./place.js";

/** Characters of a text that are read. */
export const longestText = 1_000_000;
const mostTokens = 20;
/** Characters of a header with an `alg`, less than which no JWT has. */
const shortestToken = 16;
/** How many wrappings, such as base64 in JSON, are undone. */
const deepest = 3;

/**
 * Tokens that stand in a pasted text, in their order, each once: by themselves, or in a URL, headers, a command line, JSON,
 * in JSON serializations, percent-encoded, in base64, broken into lines.
 *
 * Opaque tokens are found by what stands before them, and where the text is nothing else. Trusts nothing, verifies nothing,
 * never throws. Linear time; of a longer text the first {@link longestText} characters are read.
 */
export function findTokens(text: string): readonly PastedToken[] {
  const read = text.slice(0, longestText).trim();
  const found = search(read, deepest);
  const tokens = found.length > 0 ? found : opaqueTokens(read);
  const raws = tokens.map(({ raw }) => raw);
  return tokens.filter(({ raw }, index) => raws.indexOf(raw) === index).slice(0, mostTokens);
}

function search(text: string, depth: number): readonly PastedToken[] {
  const json = /^[{[]/.test(text) ? readJson(text).value : undefined;
  if (json !== undefined) return ofJson(json, "", depth);
  const plain = withoutPercent(text);
  const joined = joinLines(plain);
  const found = [...compactTokens(joined, text, plain), ...wrappedTokens(joined, depth)]
    .sort((a, b) => a.at - b.at)
    .map(({ token }) => token);
  if (found.some(({ decoded }) => decoded.problems.length === 0)) return found;
  const embedded = depth > 0 ? plain.slice(plain.indexOf("{"), plain.lastIndexOf("}") + 1) : "";
  const inner = embedded.startsWith("{") ? ofJson(readJson(embedded).value, "", depth - 1) : [];
  if (inner.length > 0) return inner;
  // Blanks within a token would break it into pieces.
  const whole = plain.replace(/[\s"'`\\,;]+/g, "");
  const isWhole = whole !== plain && /^[\w.-]+$/.test(whole) && decode(whole).format !== "opaque";
  const mended = isWhole ? compactToken(whole, "pasted text", ["Blanks and quotes were taken out."]) : null;
  return mended?.decoded.problems.length === 0 ? [mended] : found;
}

interface Found {
  readonly at: number;
  readonly end: number;
  readonly token: PastedToken;
}

/** All that is decodable as a JWS or JWE, and text that begins like one. */
function compactTokens(joined: string, text: string, plain: string): readonly Found[] {
  const found: Found[] = [];
  let lenientEnd = 0;
  for (const match of joined.matchAll(/[\w-][\w.-]*/g)) {
    if (found.length >= mostTokens) break;
    const at = match.index;
    let raw = withoutFullStops(match[0]);
    const isHead = /^e[wy][\w-]{8}/.test(raw);
    if (isHead && at >= lenientEnd && /[+/=]/.test(joined.charAt(at + match[0].length))) {
      const lenient = lenientAt(joined, at);
      lenientEnd = at + lenient.length;
      if (decode(lenient).format !== "opaque" && !isSound(raw)) raw = lenient;
    }
    if ((!raw.includes(".") && !isHead) || raw.length < shortestToken) continue;
    const token = compactToken(raw, "", []);
    if (token.decoded.format === "opaque" || !(raw.includes(".") || saysAlg(token))) continue;
    const place = placeBefore(joined, at);
    found.push({ at, end: at + raw.length, token: { ...token, place, notes: notesOn(raw, text, plain) } });
  }
  return found;
}

const isSound = (raw: string): boolean => {
  const { format, problems } = decode(raw);
  return format !== "opaque" && problems.length === 0;
};

const placeBefore = (text: string, at: number): string =>
  placeOf(text.slice(Math.max(0, at - placeReach), at));

/** A fourth part that is empty is the end of a sentence. */
function withoutFullStops(run: string): string {
  const [header, payload, signature, ...others] = run.split(".");
  const isSentence = payload && others.length > 0 && others.every((part) => part === "");
  return isSentence ? [header, payload, signature].join(".") : run;
}

/** What stands there with padding and the characters of plain base64 counted in. */
function lenientAt(text: string, at: number): string {
  const lenient = /[\w+/-]+={0,2}(?:\.[\w+/-]*={0,2})*/y;
  lenient.lastIndex = at;
  return lenient.exec(text)?.[0] ?? "";
}

const saysAlg = ({ decoded }: PastedToken): boolean =>
  decoded.format !== "opaque" && decoded.header.value?.alg !== undefined;

function notesOn(raw: string, text: string, plain: string): readonly string[] {
  if (text.includes(raw)) return [];
  return [plain.includes(raw) ? "Percent-encoding was undone." : "Line breaks were taken out."];
}

/** Tokens within base64 that is itself no part of a token. */
function wrappedTokens(text: string, depth: number): readonly Found[] {
  const found: Found[] = [];
  if (depth === 0) return found;
  for (const { 0: run, index } of text.matchAll(/(?<![\w+/.-])[\w+/-]{40,}={0,2}(?![\w.])/g)) {
    if (found.length >= mostTokens) break;
    const inner = new TextDecoder().decode(decodeBase64urlPart(run).bytes);
    if (!/e[wy]/.test(inner)) continue;
    const place = placeBefore(text, index);
    for (const token of search(inner.trim(), depth - 1)) {
      const notes = ["Base64 was undone.", ...token.notes];
      found.push({ at: index, end: index + run.length, token: { ...token, place, notes } });
    }
  }
  return found;
}

/** Tokens in the strings of a JSON value, and JSON serializations. */
function ofJson(value: unknown, name: string, depth: number): readonly PastedToken[] {
  if (typeof value === "string") {
    const place = name === "" ? "JSON text" : `member ${name}`;
    const found = depth > 0 ? search(value.trim(), depth - 1) : [];
    if (found.length === 0 && tokenNames.test(name) && value !== "") return [compactToken(value, place, [])];
    return found.map((token) => (token.place === "pasted text" ? { ...token, place } : token));
  }
  if (Array.isArray(value)) return firstOf(value.map((member) => () => ofJson(member, name, depth)));
  if (!isJsonObject(value)) return [];
  const serialized = tokensOfSerialization(value);
  if (serialized.length > 0) return serialized;
  return firstOf(
    Object.entries(value).map(
      ([member, inner]) =>
        () =>
          ofJson(inner, member.slice(0, 80), depth),
    ),
  );
}

function firstOf(searches: readonly (() => readonly PastedToken[])[]): readonly PastedToken[] {
  const found: PastedToken[] = [];
  for (const next of searches) {
    if (found.length >= mostTokens) break;
    found.push(...next());
  }
  return found;
}

const tokenNames = /^(?:access|id|refresh)_token$/;
const named = /(?:\b(?:access_token|id_token|refresh_token|token)=|\b(?:Bearer|DPoP)\s+)([^\s"'&;,]{8,})/gi;

/** Texts that are no JWT, where a name before them says that they are tokens, or nothing but one was pasted. */
function opaqueTokens(text: string): readonly PastedToken[] {
  const plain = withoutPercent(text);
  const found = Array.from(plain.matchAll(named), ({ 0: whole, 1: raw = "", index }) =>
    compactToken(raw, placeBefore(plain, index + whole.length - raw.length), []),
  );
  if (found.length > 0) return found;
  return /^[^\s"'{}<>]{8,}$/.test(text) && !/:\/\//.test(text) ? [compactToken(text, "pasted text", [])] : [];
}

/** Undoes percent-encoding, as often as URLs stand within URLs; no token has a percent sign of its own. */
function withoutPercent(text: string): string {
  let plain = text;
  for (let round = 0; round < deepest && /%[0-9a-f]{2}/i.test(plain); round += 1) {
    plain = plain.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
      try {
        return decodeURIComponent(encoded);
      } catch {
        return encoded;
      }
    });
  }
  return plain;
}
