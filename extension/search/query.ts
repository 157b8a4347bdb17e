import type { Login } from "../flow/login.js";
import { haystackOf } from "./haystack.js";

/** One word of a query, or several in quotation marks. */
export interface Term {
  /** In lower case, without quotation marks. */
  readonly text: string;
  /** As it was typed. */
  readonly exact: string;
  /** Name and value of `name:value`; null for any other word. */
  readonly entry: readonly [name: string, value: string] | null;
}

/** What is shorter is no part of a token that anybody looks for. */
const tokenPart = 12;

/** Words of a query: `ada "two words" scope:openid scope:"two words"`. A quotation mark may be missing at the end. */
export function termsOf(query: string): readonly Term[] {
  return piecesOf(query).flatMap((piece) => {
    const exact = piece.exact.trim();
    if (exact === "") return [];
    const text = exact.toLowerCase();
    const [, name, value] = (piece.bare && /^([\w.-]+):(.+)$/.exec(text)) || [];
    return [{ text, exact, entry: name && value ? ([name, value] as const) : null }];
  });
}

/** What white space parts, unless it stands in quotation marks; without these, and whether it begins with none. */
function piecesOf(query: string) {
  let last = { exact: "", bare: true };
  const pieces = [last];
  for (const [index, part] of query.split('"').entries()) {
    if (index % 2 === 1) {
      last.bare = last.exact !== "";
      last.exact += part;
      continue;
    }
    const [rest = "", ...more] = part.split(/\s/);
    last.exact += rest;
    for (const exact of more) {
      last = { exact, bare: true };
      pieces.push(last);
    }
  }
  return pieces;
}

/**
 * Whether a login holds every term: anywhere, or `name:value` in a parameter, claim or other entry of that very name whose
 * value has this in it. Capitals do not count. What may be a piece of a token is looked for in the tokens as they are.
 */
export function foundBy(terms: readonly Term[], login: Login): boolean {
  const haystack = haystackOf(login);
  return terms.every(
    ({ text, exact, entry }) =>
      haystack.includes(text) ||
      (entry !== null && hasEntry(haystack, ...entry)) ||
      (exact.length >= tokenPart && login.tokens.some(({ raw }) => raw.includes(exact))),
  );
}

function hasEntry(haystack: string, name: string, value: string): boolean {
  const label = `\n${name}=`;
  let found = -1;
  for (let at = haystack.indexOf(label); at >= 0; at = haystack.indexOf(label, at + 1)) {
    const start = at + label.length;
    // Looked for once from each place, however many entries of that name there are.
    if (found < start) found = haystack.indexOf(value, start);
    if (found < 0) return false;
    if (found < haystack.indexOf("\n", start)) return true;
  }
  return false;
}
