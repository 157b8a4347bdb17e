import { partsOfFragment } from "../oauth/hash-route.js";
import { isJsonObject, readJson } from "../oauth/json.js";
import { parametersOf, splitUrl } from "../oauth/parameter.js";
import { decodeBase64urlPart } from "../token/base64url-part.js";
import { decode, type JsonPart } from "../token/decode.js";
import type { Encoding, Nested, NestedMember } from "./nested.js";

/** Longer text is not opened, characters. */
export const longest = 200_000;
/** Values within values within values; deeper ones are shown as they stand. */
export const deepest = 8;
/** Members opened of one value, at all depths. */
export const mostMembers = 1000;

/** What is left of what may be opened. */
interface Budget {
  members: number;
}

/**
 * Opens a value that holds others: a JWT, JSON, a URL with parameters, urlencoded parameters, and any of these behind
 * base64url or percent-encoding.
 *
 * Goes by the form of the text alone, verifies nothing, and does not ask what the value is called. Text that only might be
 * encoded is left as it is: base64url counts where what it hides is one of these, or at least 12 characters that print.
 * Bounded in depth, size and number of members, in linear time; never throws.
 *
 * @param text decoded value of a parameter
 * @returns null for a value that holds no more than it shows
 * @see RFC 7515, section 3.1; RFC 8259; RFC 6749, appendix B; RFC 4648, section 5
 */
export function readNested(text: string): Nested | null {
  return read(text, deepest, { members: mostMembers });
}

function read(text: string, depth: number, budget: Budget): Nested | null {
  if (depth === 0 || text.length < 2 || text.length > longest) return null;
  return (
    readToken(text, depth, budget) ??
    readJsonText(text, depth, budget) ??
    readUrl(text, depth, budget) ??
    readQuery(text, depth, budget) ??
    readBase64(text, depth, budget) ??
    readPercent(text, depth, budget)
  );
}

function readToken(text: string, depth: number, budget: Budget): Nested | null {
  if (!/^[\w-]{4,}\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?$/.test(text)) return null;
  const token = decode(text);
  if (token.format === "opaque") return null;
  const part = (place: "header" | "payload", { value, text: read }: JsonPart): NestedMember => ({
    name: place,
    place,
    value: value === null ? read : "",
    isJson: false,
    nested: value && objectOf(value, depth - 1, budget),
  });
  const parts = [part("header", token.header)];
  if (token.format === "jws") parts.push(part("payload", token.payload));
  return { ...nestedOf("jwt", parts), token };
}

function readJsonText(text: string, depth: number, budget: Budget): Nested | null {
  if (!/^\s*[[{]/.test(text)) return null;
  return objectOf(readJson(text).value, depth, budget);
}

/** @returns null for what is neither object nor array, or is empty */
function objectOf(value: unknown, depth: number, budget: Budget): Nested | null {
  if (typeof value !== "object" || value === null || depth === 0) return null;
  const place = isJsonObject(value) ? "member" : "item";
  const members = Object.entries(value);
  return members.length === 0
    ? null
    : opened("json", members, budget, ([name, member]) => {
        const isText = typeof member === "string";
        const nested = isText ? read(member, depth - 1, budget) : objectOf(member, depth - 1, budget);
        const shown = isText ? member : nested ? "" : JSON.stringify(member);
        return { name, place, value: shown, isJson: !isText && nested === null, nested };
      });
}

/** A URL, absolute or from the root of its site, that has parameters. */
function readUrl(text: string, depth: number, budget: Budget): Nested | null {
  if (!/^(?:[a-z][a-z0-9+.-]{0,30}:|\/)[^\s{}<>"]*$/i.test(text)) return null;
  const { query, fragment } = splitUrl(text);
  const [inFragment] = partsOfFragment(fragment);
  return parametersIn(
    "url",
    [
      ["query", query],
      ["fragment", inFragment?.encoded ?? ""],
    ],
    depth,
    budget,
  );
}

function readQuery(text: string, depth: number, budget: Budget): Nested | null {
  // What ends in "=" may be base64, and names of parameters hold no blanks.
  if (!/^\??[a-z_][\w.~%[\]-]*=[^=\s][^\s{}<>"]*$/i.test(text)) return null;
  return parametersIn("query", [["query", text.replace(/^\?/, "")]], depth, budget);
}

type Pairs = readonly (readonly [place: "query" | "fragment", encoded: string])[];

function parametersIn(kind: "url" | "query", pairs: Pairs, depth: number, budget: Budget): Nested | null {
  const parameters = pairs.flatMap(([place, encoded]) =>
    parametersOf(encoded)
      .filter(({ raw }) => raw.indexOf("=") > 0)
      .map(({ name, value }) => ({ place, name, value })),
  );
  return parameters.length === 0
    ? null
    : opened(kind, parameters, budget, ({ place, name, value }) => ({
        name,
        place,
        value,
        isJson: false,
        nested: read(value, depth - 1, budget),
      }));
}

function readBase64(text: string, depth: number, budget: Budget): Nested | null {
  if (text.length < 8 || !/^[\w+/-]+={0,2}$/.test(text)) return null;
  const { bytes, problem } = decodeBase64urlPart(text);
  const decoded = problem?.includes("early") ? null : utf8(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text that prints has none
  if (decoded === null || /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(decoded)) return null;
  const inner = read(decoded, depth - 1, budget) ?? readText(decoded);
  return inner && encodedIn("base64url", inner);
}

function readText(text: string): Nested | null {
  return /^[\t\n\r -~]{12,}$/.test(text)
    ? nestedOf("text", [{ name: "", place: "text", value: text, isJson: false, nested: null }])
    : null;
}

function readPercent(text: string, depth: number, budget: Budget): Nested | null {
  if (!/%[0-9a-f]{2}/i.test(text)) return null;
  try {
    const inner = read(decodeURIComponent(text), depth - 1, budget);
    return inner && encodedIn("percent", inner);
  } catch {
    return null;
  }
}

/** Opens as many members as there is room for. */
function opened<T>(
  kind: Nested["kind"],
  all: readonly T[],
  budget: Budget,
  open: (one: T) => NestedMember,
): Nested {
  const room = all.slice(0, budget.members);
  budget.members -= room.length;
  return { ...nestedOf(kind, room.map(open)), leftOut: all.length - room.length };
}

const nestedOf = (kind: Nested["kind"], members: readonly NestedMember[]): Nested => ({
  kind,
  encodings: [],
  members,
  leftOut: 0,
});

const encodedIn = (encoding: Encoding, inner: Nested): Nested => ({
  ...inner,
  encodings: [encoding, ...inner.encodings],
});

/** @returns null for bytes that are no UTF-8 */
function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
