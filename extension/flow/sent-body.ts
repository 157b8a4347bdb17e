import { parametersOf } from "../oauth/parameter.js";
import { mayHoldToken } from "./likeness.js";
import type { FormField, RequestBody } from "./observation.js";

/** Most of a body that is kept as text, bytes. */
export const textLimit = 262_144;

/** The body of a request before it is decided what of it is kept. */
export interface SentBody {
  /** null where it is no form. */
  readonly form: readonly FormField[] | null;
  /** At most {@link textLimit}; null for a form, for files and for no body. */
  readonly text: TextBody | null;
}

type TextBody = Extract<RequestBody, { type: "text" }>;

/** A body that came as text; one that looks urlencoded is taken for a form. */
export function bodyOfText(text: string, truncated: boolean): SentBody {
  return !truncated && /^[\w.~*%+-]+=[^\s{}"<>]*$/.test(text)
    ? { form: parametersOf(text).map(({ name, value }) => ({ name, value })), text: null }
    : { form: null, text: { type: "text", text, truncated } };
}

/** Fields of a token request that hold what a person typed (RFC 6749, section 4.3, and one-time codes). */
const typed = new Set(["password", "otp", "binding_code"]);

/**
 * What is kept of the body of a request for a page.
 *
 * Values are kept only where the form carries an OAuth message, so that what a person types into a login form
 * (passwords, one-time codes) is never held.
 *
 * @param crossOrigin whether it was sent to another origin than its page's, as an authorization response is
 * @returns null for no body, and for one that is neither a form nor may hold a token
 */
export function pageBody({ form, text }: SentBody, crossOrigin: boolean): RequestBody | null {
  if (form === null) return text !== null && mayHoldToken(text.text) ? text : null;
  if (form.length === 0) return null;
  const keep = carriesMessage(namesOf(form), crossOrigin);
  return { type: "form", fields: form.map(({ name, value }) => ({ name, value: keep ? value : null })) };
}

/**
 * What is kept of the body of a script's request, if it is a token request or may hold a token.
 *
 * Of a token request all is kept but what a person typed; of any other form only the fields that may hold a token.
 */
export function scriptBody(body: SentBody): RequestBody | null {
  const { form, text } = body;
  if (form === null) {
    return text !== null && (isJsonGrant(text.text) || mayHoldToken(text.text))
      ? withoutPassword(text)
      : null;
  }
  const names = namesOf(form);
  const request = names.has("grant_type") || (names.has("response_type") && names.has("client_id"));
  const kept = ({ name, value }: FormField) =>
    request ? !typed.has(name) : value !== null && mayHoldToken(`${name}=${value}`);
  if (!request && !form.some(kept)) return null;
  return {
    type: "form",
    fields: form.map((field) => ({ name: field.name, value: kept(field) ? field.value : null })),
  };
}

/** Whether a body asks a token endpoint for tokens, as a form or as JSON. */
export function isTokenRequest({ form, text }: SentBody): boolean {
  return form ? namesOf(form).has("grant_type") : text !== null && isJsonGrant(text.text);
}

/** Whether a script's body, as it is kept, is a token request or a pushed authorization request. */
export function isMessage(body: RequestBody): boolean {
  return body.type === "form"
    ? body.fields.some(({ name }) => name === "grant_type" || name === "response_type")
    : body.type === "text" && isJsonGrant(body.text);
}

const namesOf = (form: readonly FormField[]): ReadonlySet<string> => new Set(form.map(({ name }) => name));

function carriesMessage(names: ReadonlySet<string>, crossOrigin: boolean): boolean {
  const has = (name: string) => names.has(name);
  const token = has("access_token") || has("id_token") || has("id_token_hint");
  const request = has("client_id") && (has("response_type") || has("request_uri") || has("request"));
  const response = has("code") || has("error") || has("response");
  // The success response to response_type=none holds the state alone.
  const none = has("state") && [...names].every((name) => ["state", "iss", "session_state"].includes(name));
  return token || request || (crossOrigin && (response || none));
}

const isJsonGrant = (text: string): boolean => /^\s*\{/.test(text) && text.includes('"grant_type"');

/** Withholds what a person typed from a token request in JSON. */
function withoutPassword(body: TextBody): TextBody | null {
  if (!isJsonGrant(body.text) || !/"(?:password|otp|binding_code)"/.test(body.text)) return body;
  try {
    const withheld = (name: string, value: unknown) => (typed.has(name) ? null : value);
    return { ...body, text: JSON.stringify(JSON.parse(body.text), withheld) };
  } catch {
    return null;
  }
}
