import { mask } from "../mask.js";
import { numericDate } from "../token/claim-time.js";
import { type Form, formOf, isCredential, isFreshEachTime } from "./form.js";

/** What stands in one cell of a comparison. No secret is in it but masked. */
export type Shown =
  | { readonly kind: "text"; readonly text: string }
  /** A credential, or a value that is new each time. */
  | { readonly kind: "masked"; readonly text: string; readonly form: Form }
  /** A time between two others, s. */
  | { readonly kind: "seconds"; readonly seconds: number }
  /** How long something took, ms. */
  | { readonly kind: "duration"; readonly ms: number }
  /** A moment, ms since the epoch. */
  | { readonly kind: "time"; readonly at: number }
  /** One of the model's own words, which the interface has in its language. */
  | { readonly kind: "word"; readonly word: Word; readonly ms?: number }
  /** It is certain that it was not there. */
  | { readonly kind: "absent" }
  /** It may have been there, but could not be seen. */
  | { readonly kind: "hidden" };

export type Word =
  | "high"
  | "medium"
  | "low"
  | "info"
  | "seen"
  | "not_seen"
  | "success"
  | "no_answer"
  | "none"
  | "match"
  | "mismatch";

/**
 * What of two values is held against each other.
 *
 * `form`: length and alphabet, as the values themselves are new each time. `presence`: nothing but that it is there.
 * `length`: how long it lasts or took, where less than half more, or a quarter of a second, counts as the same.
 */
export type By = "value" | "form" | "lifetime" | "presence" | "length";

/** One thing that a login tells. */
export interface Fact {
  readonly shown: Shown;
  readonly by: By;
  /** Equal keys make facts the same. May hold a secret, so it never leaves the comparison. */
  readonly key: string;
  /** The value as it was, where that is more than the key says. May be a secret too. */
  readonly exact?: string;
  /** What to call it, where its id is not its name. */
  readonly name?: string;
  /** Set for what no specification has a wire name for. */
  readonly term?: Term;
}

/** Names of the model's own, which the interface has in its language. */
export type Term =
  | "flow"
  | "client"
  | "server"
  | "result"
  | "duration"
  | "high"
  | "medium"
  | "low"
  | "info"
  | "undetermined"
  | "endpoint"
  | "method"
  | "channel"
  | "received_at"
  | "format"
  | "lifetime"
  | "received"
  | "client_authentication"
  | "pkce"
  | "status"
  | "requests"
  | "click"
  | "request"
  | "prompt"
  | "authentication"
  | "response"
  | "token_request"
  | "token_answer"
  | "api_call"
  | "api_answer";

/** A fact under a name of the model's own, which no wire name can take from it. */
export const termed = (term: Term, fact: Fact): readonly [string, Fact] => [`@${term}`, { ...fact, term }];

export const absent: Shown = { kind: "absent" };
export const hidden: Shown = { kind: "hidden" };

export const hiddenFact: Fact = { shown: hidden, by: "value", key: "" };

const withoutJwts = (text: string): string =>
  text.replace(/[\w.-]+/g, (run) => (/^eyJ[\w-]*\./.test(run) ? mask(run) : run));

/** A text that is no secret by its name; JWTs within it are masked all the same. */
export const textFact = (text: string, key = text): Fact => ({
  shown: { kind: "text", text: withoutJwts(text) },
  by: "value",
  key,
});

export const wordFact = (word: Word): Fact => ({ shown: { kind: "word", word }, by: "value", key: word });

/** A value of which only the form may be compared or shown. */
export function formFact(value: string): Fact {
  const form = formOf(value);
  const fixed = form !== "JWT" && form !== "JSON" && form !== "text";
  return {
    shown: { kind: "masked", text: mask(value), form },
    by: "form",
    key: fixed ? `${form} ${value.length}` : form,
    exact: value,
  };
}

export const lifetimeFact = (seconds: number): Fact => ({
  shown: { kind: "seconds", seconds },
  by: "lifetime",
  key: String(seconds),
});

export const timeFact = (at: number): Fact => ({ shown: { kind: "time", at }, by: "presence", key: "" });

export const durationFact = (ms: number): Fact => ({
  shown: { kind: "duration", ms },
  by: "length",
  key: "",
});

/** Lists of which the order says what is wanted most. */
const ordered = new Set(["acr_values", "ui_locales", "claims_locales"]);
const lists = new Set(["scope", "scp", "prompt", "response_type"]);

/** A parameter, or any other named value. Values that are new each time or are credentials are compared by their form. */
export function namedFact(name: string, value: string): Fact {
  if (value !== "" && (isFreshEachTime(name) || isCredential(name, value))) return formFact(value);
  return lists.has(name) ? textFact(value, value.split(/\s+/).sort().join(" ")) : textFact(value);
}

/** A claim or member of a JOSE header. Times of claims are compared as distances from `iat`. */
export function memberFact(name: string, value: unknown, iat: number | null = null): Fact {
  const at = timeNames.has(name) ? numericDate(value) : null;
  if (at !== null) {
    return iat !== null && (name === "exp" || name === "nbf")
      ? lifetimeFact((at - iat) / 1000)
      : timeFact(at);
  }
  if (typeof value === "string") return namedFact(name, value);
  const text = JSON.stringify(value) ?? "";
  if (!isTexts(value) || ordered.has(name)) return namedFact(name, text);
  return textFact(value.join(" "), value.toSorted().join(" "));
}

const timeNames = new Set(["exp", "iat", "nbf", "auth_time", "updated_at"]);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((member) => typeof member === "string");
