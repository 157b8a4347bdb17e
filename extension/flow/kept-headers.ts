import type { Header } from "./observation.js";

/** Headers as they are, but for cookies, of which only the names are kept: their values are none of a login's business. */
export const keptHeaders = (headers: readonly Header[]): readonly Header[] =>
  headers.map(({ name, value }) => {
    if (isNamed(name, "set-cookie")) return { name, value: cookieNames(value, "\n") };
    return { name, value: isNamed(name, "cookie") ? cookieNames(value, ";") : value };
  });

/** Value of the first header of that name, which is given in lower case; null if there is none. */
export const headerOf = (headers: readonly Header[], wanted: string): string | null =>
  headers.find(({ name }) => isNamed(name, wanted))?.value ?? null;

/** Comparing lengths first spares most of the work. */
const isNamed = (name: string, wanted: string): boolean =>
  name.length === wanted.length && name.toLowerCase() === wanted;

const cookieNames = (cookies: string, separator: string): string =>
  cookies
    .split(separator)
    .map((cookie) => cookie.split("=", 1)[0]?.trim() ?? "")
    .join("; ");
