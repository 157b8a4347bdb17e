import type { DevToolsReport } from "./devtools-report.js";

/** Most of a request body that is reported, and of a response body, UTF-16 code units. */
export const textLimit = 262_144;
export const bodyLimit = 524_288;

/**
 * What is read of an entry that DevTools gives.
 *
 * @see HAR 1.2, entries; a leading underscore marks what a browser added
 */
export interface Entry {
  /** ISO 8601. */
  readonly startedDateTime: string;
  /** ms from start to end. */
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly postData?: { readonly text?: string };
  };
  readonly response: {
    /** 0 where none came, or none has come so far. */
    readonly status: number;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly _error?: string | null;
  };
}

/** Whether an entry looks like a token request, so that it is worth reading. Cheap, and no proof. */
export function mayAskForTokens({ request: { method, postData } }: Entry): boolean {
  return method === "POST" && (postData?.text ?? "").includes("grant_type");
}

/** The request itself, whether it was answered or not. */
export function requestReport(entry: Entry, requestId: string, tabId: number): DevToolsReport {
  const { headers, postData } = entry.request;
  const origin = headers.find(({ name }) => name.toLowerCase() === "origin")?.value ?? null;
  return {
    name: "devtools-request",
    ...aboutOf(entry, requestId, tabId),
    at: startOf(entry),
    initiator: origin,
    text: (postData?.text ?? "").slice(0, textLimit),
  };
}

/** How a request ended. */
export function answerReport(entry: Entry, requestId: string, tabId: number): DevToolsReport {
  const { status, headers, _error } = entry.response;
  const common = aboutOf(entry, requestId, tabId);
  return status > 0
    ? {
        name: "devtools-response",
        ...common,
        status,
        headers: headers.map(({ name, value }) => ({ name, value })),
      }
    : { name: "devtools-failure", ...common, error: _error || "no response" };
}

/** The body of a response. */
export function bodyReport(entry: Entry, requestId: string, tabId: number, text: string): DevToolsReport {
  return {
    name: "devtools-body",
    ...aboutOf(entry, requestId, tabId),
    status: entry.response.status,
    text: text.slice(0, bodyLimit),
    truncated: text.length > bodyLimit,
  };
}

const startOf = ({ startedDateTime }: Entry): number => Date.parse(startedDateTime);

const aboutOf = (entry: Entry, requestId: string, tabId: number) => ({
  requestId,
  tabId,
  at: startOf(entry) + Math.max(0, entry.time),
  url: entry.request.url,
  method: entry.request.method,
});
