import type { Header } from "../../extension/flow/observation.js";

/** A header as the browsers' interfaces give it. */
interface GivenHeader {
  readonly name: string;
  readonly value?: string | undefined;
}

export function headerValue(headers: readonly GivenHeader[] | undefined, wanted: string): string | null {
  return headers?.find(({ name }) => name.toLowerCase() === wanted)?.value ?? null;
}

/** Headers as they are, but for cookies, of which only the names are kept: their values are none of a login's business. */
export const headersOf = (headers: readonly GivenHeader[] | undefined): readonly Header[] =>
  headers?.map(({ name, value = "" }) => {
    if (/^set-cookie$/i.test(name)) return { name, value: cookieNames(value, "\n") };
    return { name, value: /^cookie$/i.test(name) ? cookieNames(value, ";") : value };
  }) ?? [];

const cookieNames = (cookies: string, separator: string): string =>
  cookies
    .split(separator)
    .map((cookie) => cookie.split("=", 1)[0]?.trim() ?? "")
    .join("; ");
