import type { CountName, TextName } from "./text-name.js";

/** Finds a text by its name and puts values in the places of `$1` to `$9`. */
export type Lookup = (name: TextName, values: string[]) => string;

let lookup: Lookup = (name) => name;

/** Tells where the texts are; done once, before anything is drawn. */
export function speakBy(texts: Lookup): void {
  lookup = texts;
}

/** Tells a page, as `lang` and `dir`, which language it is in and which way that is written. */
export function markLanguage(page: HTMLElement): void {
  Object.assign(page, { lang: language(), dir: say("extension_direction") });
}

/** A text in the language of the browser, with values in the places of `$1` to `$9`. */
export const say = (name: TextName, ...values: readonly (string | number)[]): string =>
  lookup(name, values.map(shown));

/**
 * A text that depends on a number, which stands in the place of `$1`: `list_logins` is `list_logins_one` for 1 and
 * `list_logins_other` for 2 in English.
 */
export function sayCount(name: CountName, count: number, ...values: readonly (string | number)[]): string {
  const form = pluralRules().select(count) === "one" ? "one" : "other";
  return say(`${name}_${form}` as TextName, count, ...values);
}

/** Language of the texts, for `Intl` and for `lang`. */
export const language = (): string => lookup("extension_language", []);

const shown = (value: string | number): string =>
  typeof value === "number" ? numbers().format(value) : value;

const pluralRules = once((locale) => new Intl.PluralRules(locale));
/** Of nothing no sign is shown: what is rounded down from below is `0`. */
const numbers = once((locale) => new Intl.NumberFormat(locale, { signDisplay: "negative" }));

/** Makes what depends on the language once for each: to make it takes far longer than to use it. */
export function once<T>(make: (locale: string) => T): () => T {
  const made = new Map<string, T>();
  return () => {
    const locale = language();
    const known = made.get(locale);
    if (known !== undefined) return known;
    const fresh = make(locale);
    made.set(locale, fresh);
    return fresh;
  };
}
