import browser, { type WebRequest } from "webextension-polyfill";
import type { Observation, RequestSent, Resource } from "../../extension/flow/observation.js";
import { originOf } from "../../extension/oauth/parameter.js";
import { cookieNamesIn, cookiesSetBy, tellingHeaders } from "./document-headers.js";
import { isEmptyForm, isMessage, pageBody, scriptBody } from "./form.js";
import { headersOf, headerValue, mayCarryToken } from "./headers.js";
import { urlMayHoldToken } from "./likeness.js";

type Observe = (observation: Observation) => void;

/** A ring of listeners that can be laid and lifted as one. Laying it again renews it. */
export interface Ring {
  lay(): void;
  lift(): void;
}

const everySite = ["http://*/*", "https://*/*"];
const everySocket = ["ws://*/*", "wss://*/*"];
/** A longer form than this may be one that Firefox shows without its fields, bytes. */
const largeForm = 1_000_000;

/** Observes the documents that are requested: every hop, with the form that was posted. */
export function documentRing(observe: Observe): Ring {
  const { onBeforeRequest, onSendHeaders, onBeforeRedirect, onResponseStarted, onErrorOccurred } =
    browser.webRequest;
  const filter = filterOf(["main_frame", "sub_frame"]);
  // Names of the cookies that went with a request, until it is answered.
  const cookiesSent = new Map<string, readonly string[]>();
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
  const headersSent = (details: WebRequest.OnSendHeadersDetailsType) => {
    const { requestId, requestHeaders, url } = details;
    decide(requestId, Number(headerValue(requestHeaders, "content-length") ?? 0));
    cookiesSent.set(requestId, cookieNamesIn(requestHeaders));
    if (headerValue(requestHeaders, "sec-fetch-user") === "?1" && url.includes("client_id=")) {
      observe({ ...factOf(details), kind: "person-acted" });
    }
  };
  const answered = ({ requestId, responseHeaders }: Answer | WebRequest.OnBeforeRedirectDetailsType) => {
    decide(requestId, 0);
    const sent = cookiesSent.get(requestId);
    cookiesSent.delete(requestId);
    const setCookies = cookiesSetBy(responseHeaders);
    return {
      headers: tellingHeaders(responseHeaders),
      ...(setCookies.length > 0 ? { setCookies } : {}),
      ...(sent ? { cookiesSent: sent } : {}),
    };
  };
  const redirected = (details: WebRequest.OnBeforeRedirectDetailsType) => {
    observe({ ...redirectOf(details), ...answered(details) });
  };
  // Not when complete: a page that is left by its own script while it loads never is.
  const responded = (details: Answer) => {
    observe({ ...responseOf(details), ...answered(details) });
  };
  const failed = (details: WebRequest.OnErrorOccurredDetailsType) => {
    decide(details.requestId, 0);
    cookiesSent.delete(details.requestId);
    observe({ ...factOf(details), kind: "request-failed", error: details.error });
  };
  const lift = () => {
    onBeforeRequest.removeListener(sent);
    onSendHeaders.removeListener(headersSent);
    onBeforeRedirect.removeListener(redirected);
    onResponseStarted.removeListener(responded);
    onErrorOccurred.removeListener(failed);
  };
  const lay = () => {
    lift();
    onBeforeRequest.addListener(sent, filter, ["requestBody"]);
    onSendHeaders.addListener(headersSent, filter, sentInFull);
    onBeforeRedirect.addListener(redirected, filter, receivedInFull);
    onResponseStarted.addListener(responded, filter, receivedInFull);
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
  // Token and pushed requests whose headers are still to come: how the client authenticates, and whether it proves a key.
  const asking = new Set<string>();

  const sent = (details: WebRequest.OnBeforeRequestDetailsType) => {
    const body = scriptBody(details.requestBody);
    if (body === null) return;
    if (isMessage(body)) asking.add(details.requestId);
    observe({ ...requestOf(details), body });
  };
  const headersSent = (details: WebRequest.OnSendHeadersDetailsType) => {
    if (!asking.delete(details.requestId) && !mayCarryToken(details)) return;
    observe({
      ...factOf(details),
      kind: "request-headers",
      initiator: initiatorOf(details),
      headers: headersOf(details.requestHeaders),
    });
  };
  const redirected = (details: WebRequest.OnBeforeRedirectDetailsType) => {
    if (urlMayHoldToken(details.redirectUrl)) observe(redirectOf(details));
  };
  const responded = (details: Answer) => {
    observe({ ...responseOf(details), headers: headersOf(details.responseHeaders) });
  };
  // An event stream is complete only when somebody ends it.
  const started = (details: WebRequest.OnResponseStartedDetailsType) => {
    if (isEventStream(details)) responded(details);
  };
  const completed = (details: WebRequest.OnCompletedDetailsType) => {
    if (!isEventStream(details)) responded(details);
  };
  const failed = (details: WebRequest.OnErrorOccurredDetailsType) => {
    asking.delete(details.requestId);
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
    onSendHeaders.addListener(headersSent, everything, sentInFull);
    onBeforeRedirect.addListener(redirected, streaming);
    onResponseStarted.addListener(started, streaming, ["responseHeaders"]);
    onCompleted.addListener(completed, answered, ["responseHeaders"]);
    onErrorOccurred.addListener(failed, answered);
  };
  return { lay, lift };
}

/** Firefox alone lets an extension see response bodies. */
export const isFirefox = "filterResponseData" in browser.webRequest;

/** Chromium shows `Referer`, `Cookie` and `Set-Cookie` only where they are asked for; Firefox does not know the word. */
const inFull = <Part extends string>(part: Part) => (isFirefox ? [part] : [part, "extraHeaders"]) as Part[];
const sentInFull = inFull<WebRequest.OnSendHeadersOptions>("requestHeaders");
const receivedInFull = inFull<"responseHeaders">("responseHeaders");

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

const responseOf = ({ statusCode, fromCache, ...details }: Answer) =>
  ({
    ...factOf(details),
    kind: "response",
    status: statusCode,
    ...(fromCache ? ({ fromCache: true } as const) : {}),
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
