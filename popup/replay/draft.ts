import { isForbidden } from "../../extension/copy-as/forbidden-headers.js";
import type { ApiCall, Login } from "../../extension/flow/login.js";
import type { Header } from "../../extension/flow/observation.js";
import type { ReplayRequest } from "../../extension/messages.js";
import { originOf } from "../../extension/oauth/parameter.js";
import type { ReceivedToken } from "../../extension/token/received-token.js";
import { say } from "../text/say.js";

/** A request as the person edits it. */
export interface Draft {
  readonly method: string;
  readonly url: string;
  /** One `Name: value` a line, without `Authorization` where a token is chosen. */
  readonly headers: string;
  readonly body: string;
  /** Token to send, as {@link ReceivedToken.id}; null for none. */
  readonly tokenId: string | null;
  readonly scheme: string;
  /** Recorded call that the draft started from. */
  readonly call: ApiCall | null;
}

/** A recorded call as a draft. A token in the query stays there; a body was not recorded, so it is left to the person. */
export function draftOf(call: ApiCall): Draft {
  const editable = call.requestHeaders.filter(({ name }) => name.toLowerCase() !== "authorization");
  // Those that can be sent stand first, as the others are only to be read.
  const headers = [
    ...editable.filter(({ name }) => !isForbidden(name)),
    ...editable.filter(({ name }) => isForbidden(name)),
  ];
  return {
    method: call.method,
    url: call.url,
    headers: headers.map(({ name, value }) => `${name}: ${value}`).join("\n"),
    body: "",
    tokenId: call.via === "header" ? call.tokenId : null,
    scheme: call.scheme || "Bearer",
    call,
  };
}

export function emptyDraft(login: Login): Draft {
  const tokenId = login.tokens.find(({ kind }) => kind === "access_token")?.id ?? null;
  return { method: "GET", url: "", headers: "Accept: */*", body: "", tokenId, scheme: "Bearer", call: null };
}

/** Tokens that may be sent: the access tokens, and any other that the app itself sent to an API. */
export function sendableTokens(login: Login): readonly ReceivedToken[] {
  const used = new Set(login.calls.map(({ tokenId }) => tokenId));
  return login.tokens.filter(({ kind, id }) => kind === "access_token" || used.has(id));
}

/** Methods that ask for nothing to be changed (RFC 9110, section 9.2.1). */
export const isSafe = (method: string): boolean => /^(?:get|head|options)$/i.test(method);

export const carriesBody = (method: string): boolean => !/^(?:get|head)$/i.test(method);

export interface ReadHeaders {
  readonly sent: readonly Header[];
  /** Names that the browser sets itself. */
  readonly notSent: readonly string[];
  /** Lines that are no header. */
  readonly unreadable: readonly string[];
}

/** Reads `Name: value` lines; empty lines are skipped (RFC 9110, section 5.6.2, for the name). */
export function readHeaders(text: string): ReadHeaders {
  const sent: Header[] = [];
  const notSent: string[] = [];
  const unreadable: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) {
      if (line.trim() !== "") unreadable.push(line.trim());
    } else if (isForbidden(name)) notSent.push(name);
    else sent.push({ name, value: value ?? "" });
  }
  return { sent, notSent, unreadable };
}

/** Why a draft cannot be sent, in plain words; null if it can. */
export function obstacleOf(draft: Draft): string | null {
  if (draft.url.trim() === "") return say("calls_obstacle_no_url");
  if (!/^https?:\/\//i.test(draft.url.trim()) || !URL.canParse(draft.url.trim())) {
    return say("calls_obstacle_url");
  }
  const [line] = readHeaders(draft.headers).unreadable;
  return line === undefined ? null : say("calls_obstacle_header", line);
}

/** The request that a draft stands for, its token in `Authorization` (RFC 6750, section 2.1). */
export function requestOf(draft: Draft, token: ReceivedToken | null, id: string): ReplayRequest {
  const headers = readHeaders(draft.headers).sent.filter(
    ({ name }) => token === null || name.toLowerCase() !== "authorization",
  );
  return {
    id,
    method: draft.method,
    url: draft.url.trim(),
    headers: token ? [...headers, { name: "Authorization", value: `${draft.scheme} ${token.raw}` }] : headers,
    body: carriesBody(draft.method) && draft.body !== "" ? draft.body : null,
  };
}

/** Origin of the draft if its token has not been seen going there; null if it has, or where nothing is sent. */
export function newOrigin(draft: Draft, login: Login): string | null {
  const origin = originOf(draft.url.trim());
  if (origin === null || draft.tokenId === null) return null;
  const known = login.calls.some(({ tokenId, url }) => tokenId === draft.tokenId && originOf(url) === origin);
  return known ? null : origin;
}
