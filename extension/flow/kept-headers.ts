import type { Header } from "./observation.js";

/** Headers as they are, but for cookies, of which only the names are kept: their values are none of a login's business. */
export const keptHeaders = (headers: readonly Header[]): readonly Header[] =>
  headers.map(({ name, value }) => {
    if (/^set-cookie$/i.test(name)) return { name, value: cookieNames(value, "\n") };
    return { name, value: /^cookie$/i.test(name) ? cookieNames(value, ";") : value };
  });

/** Value of the first header of that name, which is given in lower case; null if there is none. */
export const headerOf = (headers: readonly Header[], wanted: string): string | null =>
  headers.find(({ name }) => name.length === wanted.length && name.toLowerCase() === wanted)?.value ?? null;

const cookieNames = (cookies: string, separator: string): string =>
  cookies
    .split(separator)
    .map((cookie) => cookie.split("=", 1)[0]?.trim() ?? "")
    .join("; ");
