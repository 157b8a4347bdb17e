import type { Header } from "../flow/observation.js";

/** A request as it is written out for other tools. */
export interface WrittenRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** In their order, repeated ones kept. */
  readonly headers: readonly Header[];
  /** null for a request without a body. */
  readonly body: string | null;
}

/** Text in which a variable stands in the place of each secret. */
export type Template = readonly (string | Variable)[];

export interface Variable {
  /** Capital letters, digits and `_`, such as `TOKEN`. */
  readonly variable: string;
}

/** A request whose secrets are variables; or, where all are to be live, one without any. */
export interface RequestTemplate {
  readonly method: string;
  readonly url: Template;
  readonly headers: readonly { readonly name: string; readonly value: Template }[];
  readonly body: Template | null;
  /** Names of the variables in the order of their first use. */
  readonly variables: readonly string[];
}

/** The text if it holds no variable, else null. */
export const plainText = (template: Template): string | null =>
  template.every((piece) => typeof piece === "string") ? template.join("") : null;

/** Value of the first header of that name, which is given in lower case; null for none, and for one with a variable. */
export const plainHeader = ({ headers }: RequestTemplate, wanted: string): string | null => {
  const found = headers.find(({ name }) => name.toLowerCase() === wanted);
  return found ? plainText(found.value) : null;
};
