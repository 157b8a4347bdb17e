import { isJsonObject, type JsonObject, readJson } from "./json.js";

/**
 * Something in a message between windows that may be an authorization response.
 *
 * `draft`: sent as the draft says, so its members are those of a response. `members`: any other object. `url`: a URL, or
 * parameters written as the query of one.
 */
export type Candidate =
  | { readonly kind: "draft"; readonly members: JsonObject }
  | { readonly kind: "members"; readonly members: JsonObject }
  | { readonly kind: "url"; readonly url: string };

/** How deep inside a message a response may lie. */
const maximumDepth = 2;

/**
 * What in a message may be an authorization response, the likeliest first.
 *
 * @param data the message's data as JSON text; none is found in what is no JSON
 * @see OAuth 2.0 Web Message Response Mode (draft-sakimura-oauth-wmrm-00)
 */
export function* candidatesIn(data: string): Iterable<Candidate> {
  const message = unfolded(readJson(data).value);
  if (isJsonObject(message) && message.type === "authorization_response") {
    const { response } = message;
    if (isJsonObject(response)) yield { kind: "draft", members: response };
    // By JARM the response is one JWT.
    else if (typeof response === "string") yield { kind: "draft", members: { response } };
  }
  yield* within(message, 0);
}

/** Many senders turn an object into JSON text before they post it. */
const unfolded = (value: unknown): unknown =>
  typeof value === "string" && /^\s*[{[]/.test(value) ? (readJson(value).value ?? value) : value;

function* within(value: unknown, depth: number): Iterable<Candidate> {
  if (typeof value === "string") {
    if (value.includes("="))
      yield { kind: "url", url: /^(?:[?#/]|[a-z][a-z0-9+.-]*:)/i.test(value) ? value : `?${value}` };
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (isJsonObject(value)) yield { kind: "members", members: value };
  if (depth === maximumDepth) return;
  for (const member of Object.values(value)) yield* within(member, depth + 1);
}
