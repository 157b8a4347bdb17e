/** What a JSON text is like, found without building its value. */
export interface JsonScan {
  /** Where the text stops being JSON, or stops being read, such as `JSON ends early at character 120`. */
  readonly fault: string | null;
  /** Names that occur more than once in the outermost object. */
  readonly duplicates: readonly string[];
}

/** Deeper nesting than this is not read, so that whatever walks a value needs no guard of its own. */
export const maximumDepth = 100;

type Expected = "value" | "value-or-end" | "name" | "name-or-end" | "colon" | "comma-or-end" | "nothing";

/**
 * Finds the first fault of a JSON text and repeated names in it.
 *
 * Stands beside `JSON.parse`, whose messages differ from browser to browser and quote the text. Does not recurse,
 * never throws, and its fault never quotes the text. Characters are counted from 1, in UTF-16 code units.
 *
 * @see RFC 8259; RFC 7519, section 4 (claim names are unique)
 */
export function scanJson(text: string): JsonScan {
  const open: ("{" | "[")[] = [];
  const names = new Set<string>();
  const duplicates = new Set<string>();
  let expected: Expected = "value";
  let at = 0;
  const done = (fault: string | null): JsonScan => ({ fault, duplicates: [...duplicates] });

  for (;;) {
    while (isBlank(text.charCodeAt(at))) at += 1;
    if (at >= text.length) return done(expected === "nothing" ? null : early(text));
    const character = text.charAt(at);
    const takesValue: boolean = expected === "value" || expected === "value-or-end";
    const takesName: boolean = expected === "name" || expected === "name-or-end";
    const closer = open.at(-1) === "{" ? "}" : "]";
    const mayClose =
      expected === "comma-or-end" || expected === (closer === "}" ? "name-or-end" : "value-or-end");

    if (open.length > 0 && mayClose && character === closer) {
      open.pop();
      at += 1;
      expected = open.length === 0 ? "nothing" : "comma-or-end";
    } else if (expected === "comma-or-end" && character === ",") {
      at += 1;
      expected = closer === "}" ? "name" : "value";
    } else if (expected === "colon" && character === ":") {
      at += 1;
      expected = "value";
    } else if (takesValue && (character === "{" || character === "[")) {
      if (open.length === maximumDepth) return done(`nested deeper than ${maximumDepth} levels`);
      open.push(character);
      at += 1;
      expected = character === "{" ? "name-or-end" : "value-or-end";
    } else if ((takesValue || takesName) && character === '"') {
      const string = endOfString(text, at);
      if (string.fault !== null) return done(string.fault);
      if (takesName && open.length === 1) {
        const name = unescaped(text.slice(at, string.end));
        (names.has(name) ? duplicates : names).add(name);
      }
      at = string.end;
      expected = takesName ? "colon" : open.length === 0 ? "nothing" : "comma-or-end";
    } else if (takesValue) {
      const end = endOfLiteral(text, at);
      if (!literal.test(text.slice(at, end))) return done(literalFault(text, at, end));
      at = end;
      expected = open.length === 0 ? "nothing" : "comma-or-end";
    } else {
      return done(notJson(at));
    }
  }
}

const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
const unfinishedNumber = /^-?(?:0|[1-9]\d*)?(?:\.\d*)?(?:[eE][+-]?)?$/;

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
const early = (text: string): string => `JSON ends early at character ${text.length}`;
const notJson = (at: number): string => `not JSON at character ${at + 1}`;
const unescaped = (string: string): string =>
  string.includes("\\") ? JSON.parse(string) : string.slice(1, -1);

/** Where the string that begins at `at` ends: the index after its closing quote. */
function endOfString(text: string, at: number): { end: number; fault: string | null } {
  for (let index = at + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) return { end: index + 1, fault: null };
    if (code < 0x20) return { end: index, fault: notJson(index) };
    if (code !== 0x5c) continue;
    const following = text.slice(index + 1, index + 6);
    if (/^["\\/bfnrt]/.test(following)) index += 1;
    else if (/^u[0-9a-f]{4}/i.test(following)) index += 5;
    else if (index + 1 + following.length < text.length || !/^(?:u[0-9a-f]*)?$/i.test(following)) {
      return { end: index, fault: notJson(index) };
    } else return { end: index, fault: early(text) };
  }
  return { end: text.length, fault: early(text) };
}

function endOfLiteral(text: string, at: number): number {
  let end = at;
  while (end < text.length && /[\w.+-]/.test(text.charAt(end))) end += 1;
  return end;
}

function literalFault(text: string, at: number, end: number): string {
  const piece = text.slice(at, end);
  const isUnfinished =
    end === text.length &&
    (["true", "false", "null"].some((word) => word.startsWith(piece)) || unfinishedNumber.test(piece));
  return isUnfinished && piece !== "" ? early(text) : notJson(at);
}
