import { mayHoldToken, refererMayTell, urlMayHoldToken } from "../flow/likeness.js";
import { isJsonObject } from "../oauth/json.js";
import { objectOf, pairsOf, type RawEntry } from "./entry.js";
import { type Look, lookAt } from "./look.js";
import type { NoteList } from "./notes.js";

/** An entry that may belong to a login, with its number in the file, from 1. */
export interface Found {
  readonly entry: number;
  readonly raw: RawEntry;
}

/** A request that may carry a token. */
export interface Carrier extends Found {
  /** Token of the `Authorization` header with the scheme Bearer or DPoP; null for none. */
  readonly token: string | null;
  /** Whether URL, `Referer`, subprotocol or another header look as if they held a token. */
  readonly inHead: boolean;
  /** Whether the body that a script sent looks so. */
  readonly inBody: boolean;
}

/** The entries of a file that may belong to logins. The others are not looked at again. */
export interface Sifted {
  /** Documents, at the top or in a frame. */
  readonly pages: readonly Found[];
  /** Scripts' requests that may be token or authorization requests, or be answered by a redirect that holds a token. */
  readonly messages: readonly Found[];
  readonly carriers: readonly Carrier[];
  /** Whether any entry has a `Cookie` or `Authorization` header; without one the file was probably sanitised. */
  readonly hasCredentials: boolean;
}

/**
 * Picks the entries that may belong to a login. Takes a few hundred nanoseconds an entry, since most belong to none: it
 * copies nothing, and looks into no body but those that were sent.
 *
 * @param progress called now and then with how many entries have been looked at
 */
export function sift(
  entries: readonly unknown[],
  notes: NoteList,
  progress: (done: number) => void = () => undefined,
): Sifted {
  const pages: Found[] = [];
  const messages: Found[] = [];
  const carriers: Carrier[] = [];
  let hasCredentials = false;
  for (let index = 0; index < entries.length; index += 1) {
    if (index % 5000 === 0) progress(index);
    const raw = entries[index];
    if (raw === undefined) continue;
    const entry = index + 1;
    if (!isEntry(raw, entry, notes)) continue;
    const { request } = raw;
    const { url } = request;
    if (!/^(?:https?|wss?):/i.test(url) || request.method === "CONNECT") continue;
    const look = lookAt(request.headers);
    hasCredentials ||= look.authorization !== null || look.hasCookie;
    const isDocument = isPage(raw, look);
    if (isDocument) pages.push({ entry, raw });
    else if (isMessage(raw)) messages.push({ entry, raw });
    const inBody = !isDocument && request.postData !== undefined && bodyMayHoldToken(request.postData);
    if (look.isPreflight || raw._resourceType === "preflight") continue;
    const token = look.authorization === null ? null : bearerOf(look.authorization);
    const inHead =
      (!isDocument && urlMayHoldToken(url)) ||
      look.hasSubprotocol ||
      look.hasJwt ||
      (look.referer !== null && refererMayTell(look.referer));
    if (token !== null || inHead || inBody) carriers.push({ entry, raw, token, inHead, inBody });
  }
  return { pages, messages, carriers, hasCredentials };
}

/** The token of an `Authorization` header whose scheme is one of tokens. */
const bearerOf = (value: string): string | null => /^(?:bearer|dpop)\s+(\S+)\s*$/i.exec(value)?.[1] ?? null;

function isEntry(raw: unknown, entry: number, notes: NoteList): raw is RawEntry {
  const request = isJsonObject(raw) ? raw.request : undefined;
  if (isJsonObject(request) && typeof request.url === "string") return true;
  const what = !isJsonObject(raw)
    ? "is not an object"
    : isJsonObject(request)
      ? "has no request.url that is a text"
      : "has no request";
  notes.add(entry, `could not be used: it ${what}.`);
  return false;
}

const documents = new Set(["document", "iframe", "frame", "embed", "object", "fencedframe"]);

/** Whether an entry is the request for a document: by what the writer says, else by what the browser asked for. */
function isPage(raw: RawEntry, look: Look): boolean {
  const { _resourceType: type, request, response } = raw;
  if (typeof type === "string") return type.toLowerCase() === "document";
  if (look.destination !== null) return documents.has(look.destination);
  if (look.hasHeaders) return look.asksForPage && !look.isOfScript;
  const { mimeType } = objectOf(objectOf(objectOf(response).content));
  const isPost = request.method === "POST";
  return typeof mimeType === "string" ? mimeType.startsWith("text/html") && !isPost : false;
}

function isMessage({ request, response }: RawEntry): boolean {
  if (request.postData !== undefined) {
    const { text, params } = objectOf(request.postData);
    if (text ? mentionsMessage(text) : pairsOf(params).some(({ name }) => telling.test(name))) return true;
  }
  if (request.url.includes("client_id=") && request.url.includes("response_type=")) return true;
  const { redirectURL } = objectOf(response);
  return typeof redirectURL === "string" && redirectURL !== "" && urlMayHoldToken(redirectURL);
}

/** What a token request or a pushed authorization request has. */
const telling = /grant_type|response_type/;

const mentionsMessage = (text: unknown): boolean => typeof text === "string" && telling.test(text);

function bodyMayHoldToken(postData: unknown): boolean {
  const { text, params } = objectOf(postData);
  return typeof text === "string" && text !== ""
    ? mayHoldToken(text)
    : pairsOf(params).some(({ name, value }) => mayHoldToken(`${name}=${value}`));
}
