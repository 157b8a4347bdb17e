import { capacityOf } from "../oauth/capacity.js";
import { shortHash } from "../oauth/digest.js";
import type { CookieSet, Header } from "./observation.js";

/** A header as `webRequest` gives it. */
interface SeenHeader {
  readonly name: string;
  readonly value?: string | undefined;
}

/** Headers of a document's response that tell something of a login. */
const telling = new Set([
  "access-control-allow-credentials",
  "access-control-allow-origin",
  "cache-control",
  "content-security-policy",
  "content-type",
  "cross-origin-opener-policy",
  "date",
  "location",
  "non-authoritative-reason",
  "pragma",
  "referrer-policy",
  "strict-transport-security",
  "www-authenticate",
  "x-frame-options",
]);
const longest = 2048;
const mostCookies = 30;

/** Of a document's response the headers that tell something of a login; of a Content Security Policy who may frame it. */
export function tellingHeaders(headers: readonly SeenHeader[] = []): readonly Header[] {
  return headers.flatMap(({ name, value = "" }) => {
    const lower = name.toLowerCase();
    if (!telling.has(lower)) return [];
    const kept = lower === "content-security-policy" ? framePolicy(value) : value;
    return [{ name: lower, value: kept.slice(0, longest) }];
  });
}

/** The cookies that a response sets, without their values. Firefox joins several headers by line feeds. */
export function cookiesSetBy(headers: readonly SeenHeader[] = []): readonly CookieSet[] {
  return headers
    .filter(({ name }) => /^set-cookie$/i.test(name))
    .flatMap(({ value = "" }) => value.split("\n"))
    .slice(0, mostCookies)
    .map(cookieOf);
}

/** Names of the cookies in a `Cookie` header; none where there is no such header. */
export function cookieNamesIn(headers: readonly SeenHeader[] = []): readonly string[] {
  const cookies = headers.find(({ name }) => /^cookie$/i.test(name))?.value ?? "";
  return cookies === "" ? [] : cookies.split(";", 100).map((cookie) => nameAndValue(cookie)[0].slice(0, 200));
}

/** @see RFC 6265, section 5.2 */
function cookieOf(text: string): CookieSet {
  const [pair = "", ...attributes] = text.split(";", 20);
  const [name, value] = nameAndValue(pair);
  return {
    name: name.slice(0, 200),
    attributes: Object.fromEntries(
      attributes.map((attribute) => {
        const [attributeName, attributeValue] = nameAndValue(attribute);
        return [attributeName.toLowerCase().slice(0, 40), attributeValue.slice(0, 200)];
      }),
    ),
    bits: capacityOf(value),
    hash: shortHash(decoded(value)),
  };
}

function nameAndValue(pair: string): readonly [name: string, value: string] {
  const equals = pair.indexOf("=");
  return equals < 0 ? [pair.trim(), ""] : [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Directives of a policy, or of several with commas between, that say who may frame the document. */
const framePolicy = (policy: string): string =>
  policy
    .split(/[;,]/)
    .map((directive) => directive.trim())
    .filter((directive) => /^frame-ancestors\b/i.test(directive))
    .join(", ");
