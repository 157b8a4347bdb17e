import { place } from "../flow/step.js";
import { type Parameter, parametersOf, splitUrl } from "../oauth/parameter.js";
import type { Label, Row, Said } from "./sequence.js";

export const wire = (text: string): Label => ({ wire: text });

export const said = (words: Said, ...values: readonly (string | number)[]): Label => ({
  said: words,
  values,
});

/** Path of a URL with long ids cut, as a label may quote it. */
export const path = (url: string): string =>
  place(url.replace(/^wss?:/i, "https:")).replace(/^[^/]*/, "") || "/";

/** Names that say what a response brought. */
const telling = ["access_token", "id_token", "refresh_token", "code", "response"];

/** What a response brought: names of its credentials, or its error; no value besides the error's code. */
export function brought(parameters: readonly Parameter[]): string {
  const error = parameters.find(({ name }) => name === "error");
  if (error) return `error=${error.value.slice(0, 40)}`;
  const names = telling.filter((name) => parameters.some((parameter) => parameter.name === name));
  return names.join(",") || "…";
}

export const rowsOf = (parameters: readonly Row[]): readonly Row[] =>
  parameters.map(({ name, value }) => ({ name, value }));

/** The address of a URL by that name, and its parameters. */
export const rowsOfUrl = (name: string, url: string): readonly Row[] => {
  const { base, query, fragment } = splitUrl(url);
  return [{ name, value: base }, ...rowsOf([...parametersOf(query), ...parametersOf(fragment)])];
};
