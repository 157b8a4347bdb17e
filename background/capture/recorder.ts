import browser, { type WebRequest } from "webextension-polyfill";
import { leaksByReferer, mayCarryToken, urlMayHoldToken } from "../../extension/flow/likeness.js";
import { isMessage, scriptBody } from "../../extension/flow/sent-body.js";
import { isUnexplained } from "../../extension/flow/unexplained-failures.js";
import { sentBody } from "./form.js";
import { headersOf } from "./headers.js";
import {
  type Answer,
  bareFactOf,
  everySite,
  factOf,
  filterOf,
  initiatorOf,
  isOwn,
  type Observe,
  type Ring,
  redirectOf,
  requestOf,
  resourceOf,
  responseOf,
  sentInFull,
} from "./network.js";

/**
 * Observes what else is requested, as far as it may carry a grant or a token: token requests, API calls, leaks; and how
 * scripts' requests were answered, wanted or not, since the background may have been stopped in between.
 *
 * Asks for no `extraHeaders`: in Chromium they cost every page load more than all other listeners together
 * (docs/performance.md).
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
  const answered = filterOf(["xmlhttprequest", "other", "ping", "beacon"]);
  const sockets = filterOf(["websocket"]);
  const failing = filterOf(["xmlhttprequest", "other", "websocket", "ping", "beacon"]);

  // Token and pushed requests whose headers are still to come: how the client authenticates, and whether it proves a key.
  const asking = new Set<string>();

  const sent = (details: WebRequest.OnBeforeRequestDetailsType) => {
    const body = isOwn(details) ? null : scriptBody(sentBody(details.requestBody));
    if (body === null) return;
    if (isMessage(body)) asking.add(details.requestId);
    observe({ ...requestOf(details), body });
  };
  const headersSent = (details: SentHeaders) => {
    if (isOwn(details)) return;
    if (asking.delete(details.requestId) || carriesToken(details)) observe(headersFactOf(details));
  };
  // A listener of its own, as a second filter for the same one would take the place of the first.
  const elementSent = (details: SentHeaders) => headersSent(details);
  const redirected = (details: WebRequest.OnBeforeRedirectDetailsType) => {
    if (urlMayHoldToken(details.redirectUrl)) observe(redirectOf(details));
  };
  // With its headers, as an event stream is complete only when somebody ends it.
  const responded = (details: Answer) => {
    observe({ ...responseOf(details), headers: headersOf(details.responseHeaders) });
  };
  const failed = (details: WebRequest.OnErrorOccurredDetailsType) => {
    asking.delete(details.requestId);
    const { error } = details;
    const initiator = isUnexplained(error) && !isOwn(details) ? initiatorOf(details) : null;
    const who = initiator === null ? {} : { initiator };
    observe({ ...bareFactOf(details), kind: "request-failed", error, ...who });
  };
  const lift = () => {
    onBeforeRequest.removeListener(sent);
    onSendHeaders.removeListener(headersSent);
    onSendHeaders.removeListener(elementSent);
    onBeforeRedirect.removeListener(redirected);
    onResponseStarted.removeListener(responded);
    onCompleted.removeListener(responded);
    onErrorOccurred.removeListener(failed);
  };
  const lay = () => {
    lift();
    onBeforeRequest.addListener(sent, posting, ["requestBody"]);
    onSendHeaders.addListener(headersSent, filterOf(bearing), ["requestHeaders"]);
    onSendHeaders.addListener(elementSent, filterOf(elements, tokenUrls), ["requestHeaders"]);
    onBeforeRedirect.addListener(redirected, answered);
    onResponseStarted.addListener(responded, answered, ["responseHeaders"]);
    onCompleted.addListener(responded, sockets, ["responseHeaders"]);
    onErrorOccurred.addListener(failed, failing);
  };
  return { lay, lift };
}

/** Observes which requests to other sites tell in their `Referer` a URL that may hold a token. Costly in Chromium. */
export function refererRing(observe: Observe): Ring {
  const { onSendHeaders } = browser.webRequest;
  const sent = (details: SentHeaders) => {
    // Those that carry a token themselves are the recorder's.
    if (leaksByReferer(sentOf(details)) && !carriesToken(details)) observe(headersFactOf(details));
  };
  const lift = () => onSendHeaders.removeListener(sent);
  const lay = () => {
    lift();
    onSendHeaders.addListener(sent, filterOf(null), sentInFull);
  };
  return { lay, lift };
}

/** What may carry a token in a header or a body. */
const bearing: readonly WebRequest.ResourceType[] = [
  "xmlhttprequest",
  "other",
  "websocket",
  "ping",
  "beacon",
  "csp_report",
];
/** What may carry one in its URL alone; documents are not among them, as their URLs are known. */
const elements: readonly WebRequest.ResourceType[] = [
  "image",
  "imageset",
  "script",
  "stylesheet",
  "font",
  "media",
  "object",
];
/** As `urlMayHoldToken`, for the browser itself to pass the others over; it knows no names in capitals. */
const tokenUrls = ["token", "token_hint", "code"]
  .flatMap((name) => ["=", "%3D", "%3d"].map((equals) => name + equals))
  .concat("eyJ")
  .flatMap((part) => everySite.map((site) => `${site}${part}*`));

type SentHeaders = WebRequest.OnSendHeadersDetailsType;

const carriesToken = (details: SentHeaders): boolean => mayCarryToken(sentOf(details));

const sentOf = ({ url, method, type, requestHeaders }: SentHeaders) =>
  ({ url, method, headers: headersOf(requestHeaders), kind: kinds[type] ?? "element" }) as const;

const kinds: { readonly [type in WebRequest.ResourceType]?: "page" | "script" | "socket" } = {
  main_frame: "page",
  sub_frame: "page",
  xmlhttprequest: "script",
  websocket: "socket",
};

const headersFactOf = (details: SentHeaders) =>
  ({
    ...factOf(details),
    kind: "request-headers",
    resource: resourceOf(details.type),
    initiator: initiatorOf(details),
    headers: headersOf(details.requestHeaders),
  }) as const;
