import type { FormField, RequestBody } from "../../extension/flow/observation.js";
import { parametersOf } from "../../extension/oauth/parameter.js";
import { mayHoldToken } from "./likeness.js";

/** A request's body as `webRequest` gives it. */
export interface SentBody {
  readonly formData?: Readonly<Record<string, unknown>>;
  readonly raw?: readonly { readonly bytes?: unknown }[];
}

/** Most of a body that is kept as text, bytes. */
const textLimit = 262_144;

/** Fields of a token request that hold what a person typed (RFC 6749, section 4.3, and one-time codes). */
const typed = new Set(["password", "otp", "binding_code"]);

/**
 * The body of a request for a page.
 *
 * Values are kept only where the form carries an OAuth message, so that what a person types into a login form
 * (passwords, one-time codes) is never held.
 *
 * @param crossOrigin whether it was sent to another origin than its page's, as an authorization response is
 * @returns null for no body, and for one that is neither a form nor may hold a token
 */
export function pageBody(body: SentBody | null | undefined, crossOrigin: boolean): RequestBody | null {
  const form = formOf(body);
  if (form === null) return textOf(body, mayHoldToken);
  if (form.length === 0) return null;
  const keep = carriesMessage(namesOf(form), crossOrigin);
  return { type: "form", fields: form.map(({ name, value }) => ({ name, value: keep ? value : null })) };
}

/**
 * The body of a script's request, if it is a token request or may hold a token.
 *
 * Of a token request all is kept but what a person typed; of any other form only the fields that may hold a token.
 */
export function scriptBody(body: SentBody | null | undefined): RequestBody | null {
  const form = formOf(body);
  if (form === null) return withoutPassword(textOf(body, (text) => isJsonGrant(text) || mayHoldToken(text)));
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
export function isTokenRequest(body: SentBody | null | undefined): boolean {
  const form = formOf(body);
  return form ? namesOf(form).has("grant_type") : textOf(body, isJsonGrant) !== null;
}

/** Whether a script's body, as it is kept, is a token request or a pushed authorization request. */
export function isMessage(body: RequestBody): boolean {
  return body.type === "form"
    ? body.fields.some(({ name }) => name === "grant_type" || name === "response_type")
    : body.type === "text" && isJsonGrant(body.text);
}

/** Whether Firefox says that there is a form and shows no field of it: it is empty, or larger than about 1 MB. */
export function isEmptyForm(body: SentBody | null | undefined): boolean {
  return body?.formData !== undefined && Object.keys(body.formData).length === 0;
}

/** Fields of a form; those of one with a broken percent-encoding, which both browsers give as bytes, too. */
function formOf(body: SentBody | null | undefined): readonly FormField[] | null {
  if (body?.formData) {
    return Object.entries(body.formData).flatMap(([name, values]) =>
      (Array.isArray(values) ? values : [values]).map((value) => ({
        name,
        value: typeof value === "string" ? value : null,
      })),
    );
  }
  const text = textOf(body, (encoded) => /^[\w.~*%+-]+=[^\s{}"<>]*$/.test(encoded));
  if (text === null || text.truncated) return null;
  return parametersOf(text.text).map(({ name, value }) => ({ name, value }));
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

type TextBody = Extract<RequestBody, { type: "text" }>;

/** The head of a raw body as text, if it passes. Files that are sent count as nothing. */
function textOf(body: SentBody | null | undefined, passes: (text: string) => boolean): TextBody | null {
  if (!body?.raw) return null;
  const chunks = body.raw.flatMap(({ bytes }) => (bytes instanceof ArrayBuffer ? [bytes] : []));
  const decoder = new TextDecoder();
  let text = "";
  let left = textLimit;
  for (const chunk of chunks) {
    text += decoder.decode(new Uint8Array(chunk, 0, Math.min(left, chunk.byteLength)), { stream: true });
    left -= chunk.byteLength;
    if (left < 0) break;
  }
  return passes(text) ? { type: "text", text, truncated: left < 0 } : null;
}

const isJsonGrant = (text: string): boolean => /^\s*\{/.test(text) && text.includes('"grant_type"');

/** Withholds what a person typed from a token request in JSON. */
function withoutPassword(body: TextBody | null): TextBody | null {
  if (body === null || !isJsonGrant(body.text) || !/"(?:password|otp|binding_code)"/.test(body.text))
    return body;
  try {
    const withheld = (name: string, value: unknown) => (typed.has(name) ? null : value);
    return { ...body, text: JSON.stringify(JSON.parse(body.text), withheld) };
  } catch {
    return null;
  }
}
