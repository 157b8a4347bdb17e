import type { Header } from "../flow/observation.js";
import { bodyOfText, type SentBody, textLimit } from "../flow/sent-body.js";
import { isJsonObject, type JsonObject } from "../oauth/json.js";
import { parametersOf } from "../oauth/parameter.js";

/**
 * An entry of a HAR file as it was parsed: nothing is known of it but its names.
 *
 * @see HTTP Archive (HAR) format 1.2, `entries`; members with an underscore are the writers' own
 */
export interface RawEntry {
  readonly startedDateTime?: unknown;
  readonly time?: unknown;
  readonly timings?: unknown;
  readonly pageref?: unknown;
  readonly request: RawRequest;
  readonly response?: unknown;
  readonly _resourceType?: unknown;
  readonly _initiator?: unknown;
  readonly _fromCache?: unknown;
  readonly _tabId?: unknown;
}

export interface RawRequest {
  readonly url: string;
  readonly method?: unknown;
  readonly headers?: unknown;
  readonly postData?: unknown;
}

/** An object, or an empty one in the place of anything else. */
export const objectOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : none);

const none: JsonObject = {};

/** A text that is not empty. */
export const textOf = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

export const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

/** Pairs of name and value, as headers and parameters are written; what is no pair of texts is left out. */
export function pairsOf(value: unknown): readonly Header[] {
  // Some writers put one object in the place of a list.
  const list: readonly unknown[] = Array.isArray(value)
    ? value
    : isJsonObject(value)
      ? namedValues(value)
      : [];
  return list.filter(isPair);
}

function isPair(value: unknown): value is Header {
  const { name, value: text } = (value ?? none) as { readonly name?: unknown; readonly value?: unknown };
  return typeof name === "string" && typeof text === "string";
}

const namedValues = (members: JsonObject) =>
  Object.entries(members).map(([name, value]) => ({ name, value }));

/** The body of a request; `form` and `text` are null where the file holds none. */
export function sentBodyOf({ postData }: RawRequest): SentBody {
  const { mimeType, text, params } = objectOf(postData);
  const type = typeof mimeType === "string" ? mimeType.toLowerCase() : "";
  const fields = pairsOf(params);
  if (typeof text === "string" && text !== "") {
    if (type.startsWith("multipart/form-data") && fields.length > 0) {
      return { form: fields.map(fieldOf), text: null };
    }
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return { form: parametersOf(withoutHeaders(text)).map(fieldOf), text: null };
    }
    return bodyOfText(text.slice(0, textLimit), text.length > textLimit);
  }
  return { form: fields.length > 0 ? fields.map(fieldOf) : null, text: null };
}

const fieldOf = ({ name, value }: Header) => ({ name, value });

/** Firefox may write headers before the form that they belong to. */
const withoutHeaders = (text: string): string => text.slice(text.lastIndexOf("\r\n\r\n") + 1).trimStart();

/** Most of a response body that is kept, characters. */
const contentLimit = 524_288;
/** As much in base64. */
const encodedLimit = Math.ceil(contentLimit / 3) * 4;

/** The body of a response as text; null where the file holds none. */
export function contentOf(response: unknown): { readonly text: string; readonly truncated: boolean } | null {
  const { text, encoding } = objectOf(objectOf(response).content);
  if (typeof text !== "string") return null;
  const limit = encoding === "base64" ? encodedLimit : contentLimit;
  const head = text.slice(0, limit);
  const decoded = encoding === "base64" ? decodeBase64(head) : head;
  return decoded === null ? null : { text: decoded, truncated: text.length > limit };
}

function decodeBase64(text: string): string | null {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)));
  } catch {
    return null;
  }
}
