import browser, { type WebRequest } from "webextension-polyfill";
import { credentialOf } from "../../extension/flow/calls.js";
import type { Header, Observation, RequestSent, Resource } from "../../extension/flow/observation.js";
import { originOf } from "../../extension/oauth/parameter.js";
import { isEmptyForm, pageBody, scriptBody } from "./form.js";
import { urlMayHoldToken } from "./likeness.js";

type Observe = (observation: Observation) => void;

/** A ring of listeners that can be laid and lifted as one. Laying it again renews it. */
export interface Ring {
  lay(): void;
  lift(): void;
}

const everySite = ["http://*/*", "https://*/*"];
const everySocket = ["ws://*/*", "wss://*/*"];
/** Authorization requests alone, as Chromium sees request headers of its own making only at a cost. */
const authorizations: WebRequest.RequestFilter = {
  urls: ["http://*/*client_id=*", "https://*/*client_id=*"],
  types: ["main_frame", "sub_frame"],
};
/** A longer form than this may be one that Firefox shows without its fields, bytes. */
const largeForm = 1_000_000;

/** Observes the documents that are requested: every hop, with the form that was posted. */
export function documentRing(observe: Observe): Ring {
  const { onBeforeRequest, onSendHeaders, onBeforeRedirect, onCompleted, onErrorOccurred } =
    browser.webRequest;
  const filter = filterOf(["main_frame", "sub_frame"]);
  // In Firefox, posts of which it is not known yet whether their form is empty or too large to be seen.
  const undecided = new Map<string, RequestSent>();
  const decide = (requestId: string, length: number) => {
    const request = undecided.get(requestId);
    if (!request) return;
    undecided.delete(requestId);
    observe({ ...request, body: length > largeForm ? { type: "too-large" } : null });
  };
  const sent = (details: WebRequest.OnBeforeRequestDetailsType) => {
    const request = requestOf(details);
    if (isFirefox && isEmptyForm(details.requestBody)) {
      undecided.set(details.requestId, { ...request, body: null });
    } else {
      const crossOrigin = request.initiator !== originOf(details.url);
      observe({ ...request, body: pageBody(details.requestBody, crossOrigin) });
    }
  };
  const headersSent = ({ requestId, requestHeaders }: WebRequest.OnSendHeadersDetailsType) =>
    decide(requestId, Number(headerValue(requestHeaders, "content-length") ?? 0));
  const acted = (details: WebRequest.OnSendHeadersDetailsType) => {
    if (headerValue(details.requestHeaders, "sec-fetch-user") !== "?1") return;
    observe({ ...factOf(details), kind: "person-acted" });
  };
  const redirected = (details: WebRequest.OnBeforeRedirectDetailsType) => {
    decide(details.requestId, 0);
    observe(redirectOf(details));
  };
  const completed = (details: WebRequest.OnCompletedDetailsType) => {
    decide(details.requestId, 0);
    observe({ ...factOf(details), kind: "response", status: details.statusCode, headers: [] });
  };
  const failed = (details: WebRequest.OnErrorOccurredDetailsType) => {
    decide(details.requestId, 0);
    observe({ ...factOf(details), kind: "request-failed", error: details.error });
  };
  const lift = () => {
    onBeforeRequest.removeListener(sent);
    onSendHeaders.removeListener(headersSent);
    onSendHeaders.removeListener(acted);
    onBeforeRedirect.removeListener(redirected);
    onCompleted.removeListener(completed);
    onErrorOccurred.removeListener(failed);
  };
  const lay = () => {
    lift();
    onBeforeRequest.addListener(sent, filter, ["requestBody"]);
    if (isFirefox) onSendHeaders.addListener(headersSent, filter, ["requestHeaders"]);
    onSendHeaders.addListener(acted, authorizations, withReferer);
    onBeforeRedirect.addListener(redirected, filter);
    onCompleted.addListener(completed, filter);
    onErrorOccurred.addListener(failed, filter);
  };
  return { lay, lift };
}

/**
 * Observes what else is requested, as far as it may carry a grant or a token: token requests, API calls, leaks; and how
 * scripts' requests were answered, wanted or not, since the background may have been stopped in between.
 */
export function recorderRing(observe: Observe): Ring {
  const {
    onBeforeRequest,
    onSendHeaders,
    onBeforeRedirect,
    onResponseStarted,
    onCompleted,
    onErrorOccurred,
  } = browser.webRequest;
  const posting = filterOf(["xmlhttprequest", "other", "ping", "beacon", "csp_report"]);
  const answered = filterOf(["xmlhttprequest", "other", "websocket", "ping", "beacon"]);
  const streaming = filterOf(["xmlhttprequest", "other"]);
  const everything = filterOf(null);

  const sent = (details: WebRequest.OnBeforeRequestDetailsType) => {
    const body = scriptBody(details.requestBody);
    if (body !== null) observe({ ...requestOf(details), body });
  };
  const headersSent = (details: WebRequest.OnSendHeadersDetailsType) => {
    if (!mayCarryToken(details)) return;
    observe({
      ...factOf(details),
      kind: "request-headers",
      resource: resourceOf(details.type),
      initiator: initiatorOf(details),
      headers: headersOf(details.requestHeaders),
    });
  };
  const redirected = (details: WebRequest.OnBeforeRedirectDetailsType) => {
    if (urlMayHoldToken(details.redirectUrl)) observe(redirectOf(details));
  };
  const responded = (details: Answer) => {
    const headers = headersOf(details.responseHeaders);
    observe({ ...factOf(details), kind: "response", status: details.statusCode, headers });
  };
  // An event stream is complete only when somebody ends it.
  const started = (details: WebRequest.OnResponseStartedDetailsType) => {
    if (isEventStream(details)) responded(details);
  };
  const completed = (details: WebRequest.OnCompletedDetailsType) => {
    if (!isEventStream(details)) responded(details);
  };
  const failed = (details: WebRequest.OnErrorOccurredDetailsType) => {
    observe({ ...factOf(details), kind: "request-failed", error: details.error });
  };
  const lift = () => {
    onBeforeRequest.removeListener(sent);
    onSendHeaders.removeListener(headersSent);
    onBeforeRedirect.removeListener(redirected);
    onResponseStarted.removeListener(started);
    onCompleted.removeListener(completed);
    onErrorOccurred.removeListener(failed);
  };
  const lay = () => {
    lift();
    onBeforeRequest.addListener(sent, posting, ["requestBody"]);
    onSendHeaders.addListener(headersSent, everything, withReferer);
    onBeforeRedirect.addListener(redirected, streaming);
    onResponseStarted.addListener(started, streaming, ["responseHeaders"]);
    onCompleted.addListener(completed, answered, ["responseHeaders"]);
    onErrorOccurred.addListener(failed, answered);
  };
  return { lay, lift };
}

/** Firefox alone lets an extension see response bodies. */
export const isFirefox = "filterResponseData" in browser.webRequest;

/** Chromium shows `Referer` and `Cookie` only where they are asked for; Firefox does not know the word. */
const withReferer: WebRequest.OnSendHeadersOptions[] = isFirefox
  ? ["requestHeaders"]
  : ["requestHeaders", "extraHeaders" as WebRequest.OnSendHeadersOptions];

/**
 * @param types null for all. Each browser refuses those that it does not know, so they are left out.
 */
export function filterOf(types: readonly WebRequest.ResourceType[] | null): WebRequest.RequestFilter {
  const urls = [...everySite, ...everySocket];
  const { ResourceType = {} } = browser.webRequest as { ResourceType?: Readonly<Record<string, string>> };
  const known = Object.values(ResourceType);
  return types ? { urls, types: types.filter((type) => known.includes(type)) } : { urls };
}

/** Whether headers or URL look as if they held a token or a code; of documents, whose URLs are known, the headers. */
function mayCarryToken({ url, type, method, requestHeaders }: WebRequest.OnSendHeadersDetailsType): boolean {
  const header = (name: string) => headerValue(requestHeaders, name);
  // Seen in Chromium only, where extraHeaders makes it show the preflights of CORS.
  if (method === "OPTIONS" && header("access-control-request-method") !== null) return false;
  const scheme = credentialOf(headersOf(requestHeaders))?.scheme;
  if (scheme !== undefined && /^(?:bearer|dpop)$/i.test(scheme)) return true;
  if (type !== "main_frame" && type !== "sub_frame" && urlMayHoldToken(url)) return true;
  if (type === "websocket" && header("sec-websocket-protocol") !== null) return true;
  const referer = header("referer");
  return referer !== null && urlMayHoldToken(referer) && originOf(referer) !== originOf(url);
}

type Answer = WebRequest.OnCompletedDetailsType | WebRequest.OnResponseStartedDetailsType;

const isEventStream = ({ responseHeaders }: Answer): boolean =>
  headerValue(responseHeaders, "content-type")?.startsWith("text/event-stream") ?? false;

interface RequestDetails {
  readonly timeStamp: number;
  readonly tabId: number;
  readonly frameId: number;
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
}

const factOf = ({ timeStamp, tabId, frameId, requestId, url, method }: RequestDetails) =>
  ({ at: timeStamp, tabId, frameId, requestId, url, method, provenance: "browser" }) as const;

const requestOf = (details: WebRequest.OnBeforeRequestDetailsType) =>
  ({
    ...factOf(details),
    kind: "request",
    resource: resourceOf(details.type),
    initiator: initiatorOf(details),
  }) as const;

const redirectOf = (details: WebRequest.OnBeforeRedirectDetailsType) =>
  ({
    ...factOf(details),
    kind: "redirect",
    status: details.statusCode,
    redirectUrl: details.redirectUrl,
  }) as const;

const resources: Readonly<Record<string, Resource>> = {
  main_frame: "page",
  sub_frame: "page",
  xmlhttprequest: "script",
  websocket: "websocket",
  ping: "beacon",
  beacon: "beacon",
};

const resourceOf = (type: string): Resource => resources[type] ?? "other";

/** Chromium names the origin that caused a request, Firefox the URL. */
function initiatorOf(details: object): string | null {
  const { initiator, originUrl } = details as { initiator?: string; originUrl?: string };
  return originOf(initiator ?? originUrl ?? null);
}

function headerValue(headers: WebRequest.HttpHeaders | undefined, wanted: string): string | null {
  return headers?.find(({ name }) => name.toLowerCase() === wanted)?.value ?? null;
}

/** Headers as they are, but for cookies, of which only the names are kept: their values are none of a login's business. */
const headersOf = (headers: WebRequest.HttpHeaders | undefined): readonly Header[] =>
  headers?.map(({ name, value = "" }) => {
    if (/^set-cookie$/i.test(name)) return { name, value: cookieNames(value, "\n") };
    return { name, value: /^cookie$/i.test(name) ? cookieNames(value, ";") : value };
  }) ?? [];

const cookieNames = (cookies: string, separator: string): string =>
  cookies
    .split(separator)
    .map((cookie) => cookie.split("=", 1)[0]?.trim() ?? "")
    .join("; ");
