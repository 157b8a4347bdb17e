import browser, { type WebRequest } from "webextension-polyfill";
import { headerOf, keptHeaders } from "../../extension/flow/kept-headers.js";
import { mayCarryToken, urlMayHoldToken } from "../../extension/flow/likeness.js";
import type { Header, Observation, RequestSent, Resource } from "../../extension/flow/observation.js";
import { pageBody, scriptBody } from "../../extension/flow/sent-body.js";
import { originOf } from "../../extension/oauth/parameter.js";
import { isEmptyForm, sentBody } from "./form.js";

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
      observe({ ...request, body: pageBody(sentBody(details.requestBody), crossOrigin) });
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
  const answered = filterOf(["xmlhttprequest", "other", "websocket"]);
  const streaming = filterOf(["xmlhttprequest", "other"]);
  const everything = filterOf(null);

  const sent = (details: WebRequest.OnBeforeRequestDetailsType) => {
    const body = scriptBody(sentBody(details.requestBody));
    if (body !== null) observe({ ...requestOf(details), body });
  };
  const headersSent = (details: WebRequest.OnSendHeadersDetailsType) => {
    const { url, method, type } = details;
    const headers = headersOf(details.requestHeaders);
    const isPage = type === "main_frame" || type === "sub_frame";
    if (!mayCarryToken({ url, method, headers, isPage, isSocket: type === "websocket" })) return;
    observe({
      ...factOf(details),
      kind: "request-headers",
      initiator: initiatorOf(details),
      headers: keptHeaders(headers),
    });
  };
  const redirected = (details: WebRequest.OnBeforeRedirectDetailsType) => {
    if (urlMayHoldToken(details.redirectUrl)) observe(redirectOf(details));
  };
  const responded = (details: Answer) => {
    const headers = keptHeaders(headersOf(details.responseHeaders));
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

const headerValue = (headers: WebRequest.HttpHeaders | undefined, wanted: string): string | null =>
  headerOf(headersOf(headers), wanted);

const headersOf = (headers: WebRequest.HttpHeaders = []): readonly Header[] =>
  headers.map(({ name, value = "" }) => ({ name, value }));
