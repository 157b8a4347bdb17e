import {
  authorizationIn,
  cookiesIn,
  type Found,
  jwtsIn,
  membersIn,
  type Named,
  parametersIn,
  requestUrisIn,
  userInfoIn,
  wholeField,
} from "../redact-find.js";
import { families, plainName } from "../redact-names.js";
import type { RequestTemplate, Template, WrittenRequest } from "./request.js";

/**
 * A request as a template.
 *
 * With `variables` there is one for every secret that is known by its name, its form, or is one of the tokens that are given. A
 * variable stands for what stood in its place, in the encoding of that place. A secret that a part of the request
 * holds in another encoding, such as base64, is not found. Header values lose what cannot be sent: line breaks and NUL.
 *
 * @param secrets `live`: they stand there as they are
 * @param tokens  credentials that are known otherwise, exactly as received
 */
export function templateOf(
  { method, url, headers, body }: WrittenRequest,
  secrets: "live" | "variables",
  tokens: readonly string[] = [],
): RequestTemplate {
  const names = new Map<string, string>();
  const cut = (text: string, found: Iterable<Found | Named>): Template =>
    secrets === "live" ? [text] : pieces(text, [...known(text, tokens), ...found], names);
  const template = {
    method: methodOf(method),
    url: cut(url.toWellFormed(), [
      ...parametersIn(url),
      ...jwtsIn(url),
      ...requestUrisIn(url),
      ...userInfoIn(url),
    ]),
    headers: headers.filter(isHeader).map((header) => {
      const value = header.value.toWellFormed().replace(/[\r\n\0]+/g, " ");
      return { name: header.name, value: cut(value, inHeader(header.name, value)) };
    }),
    body:
      body === null
        ? null
        : cut(body.toWellFormed(), [
            ...parametersIn(body),
            ...membersIn(body),
            ...jwtsIn(body),
            ...requestUrisIn(body),
          ]),
  };
  return { ...template, variables: [...new Set(names.values())] };
}

/** A method is a token (RFC 9110, section 9.1), and what is none cannot have been sent. */
const methodOf = (method: string): string => (/^[\w!#$%&'*+.^`|~-]+$/.test(method) ? method : "GET");

/** Neither a pseudo-header of HTTP/2 nor what is no header at all (RFC 9110, section 5.6.2). */
const isHeader = ({ name }: { readonly name: string }): boolean => /^[\w!#$%&'*+.^`|~-]+$/.test(name);

const inHeader = (name: string, value: string): readonly (Found | Named)[] => [
  ...authorizationIn(name, value),
  ...cookiesIn(name, value),
  ...wholeField(name, value),
  ...jwtsIn(value),
];

function* known(text: string, tokens: readonly string[]): Iterable<Found> {
  for (const token of tokens) {
    for (const value of new Set([token, encodeURIComponent(token.toWellFormed())])) {
      if (value === "") continue;
      for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + value.length)) {
        yield { kind: "token", sort: "credential", start, end: start + value.length, value: token };
      }
    }
  }
}

/** @param names of variables, by what they stand for */
function pieces(text: string, found: readonly (Found | Named)[], names: Map<string, string>): Template {
  const secrets = found
    .filter((spot) => spot.end > spot.start && isSecret(spot))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const cut: (string | { readonly variable: string })[] = [];
  let end = 0;
  for (const spot of secrets) {
    if (spot.start < end) continue;
    if (spot.start > end) cut.push(text.slice(end, spot.start));
    const value = text.slice(spot.start, spot.end);
    const variable = names.get(value) ?? freshName("kind" in spot ? spot.kind : spot.name, names);
    names.set(value, variable);
    cut.push({ variable });
    end = spot.end;
  }
  if (end < text.length || cut.length === 0) cut.push(text.slice(end));
  return cut;
}

function isSecret(spot: Found | Named): boolean {
  if ("kind" in spot) return true;
  const name = plainName(spot.name);
  const family = families.find(
    ({ pattern, place }) => pattern.test(name) && (!place || place === spot.place),
  );
  return (family?.sort === "credential" && !spot.number) || /^eyJ[\w-]+\.[\w-]*\./.test(spot.value);
}

/** `TOKEN` for `authorization`, `CLIENT_SECRET` for `client_secret`; numbered where two differ. */
function freshName(kind: string, names: ReadonlyMap<string, string>): string {
  const plain = kind
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^(?=\d)|^$/, "SECRET_")
    .slice(0, 40);
  // `$PWD` is something else in every shell.
  const name = /^(?:AUTHORIZATION|JWT|TOKEN)$/.test(plain) ? "TOKEN" : plain === "PWD" ? "PASSWORD" : plain;
  const taken = new Set(names.values());
  let number = 1;
  while (taken.has(number === 1 ? name : `${name}_${number}`)) number += 1;
  return number === 1 ? name : `${name}_${number}`;
}
