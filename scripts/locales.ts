import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..", "_locales");

/** Texts by their names. */
export type Texts = Readonly<Record<string, string>>;

/** Languages that the extension speaks, such as `en`. */
export const languages = (): readonly string[] => readdirSync(folder).sort();

/** Texts of one language by the name of their file without `.json`. */
export function textsByArea(language: string): ReadonlyMap<string, Texts> {
  return new Map(
    readdirSync(join(folder, language)).map((file) => [
      file.replace(/\.json$/, ""),
      JSON.parse(readFileSync(join(folder, language, file), "utf8")) as Texts,
    ]),
  );
}

/** All texts of one language. */
export const textsOf = (language: string): Texts => Object.assign({}, ...textsByArea(language).values());

/** One text with values in the places of `$1` to `$9`, as browsers put them there. */
export const fillIn = (text: string, values: readonly string[]): string =>
  text.replace(/\$([1-9])/g, (_, place: string) => values[Number(place) - 1] ?? "");

/** The content of `messages.json`, as browsers want it. */
export const messagesJson = (language: string): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(textsOf(language)).map(([name, message]) => [name, { message }])),
  );
