import browser, { type WebRequest } from "webextension-polyfill";
import { cookieNamesIn, cookiesSetBy, tellingHeaders } from "../../extension/flow/document-headers.js";
import type { CookieSet, RequestSent } from "../../extension/flow/observation.js";
import { pageBody } from "../../extension/flow/sent-body.js";
import { originOf } from "../../extension/oauth/parameter.js";
import { isEmptyForm, sentBody } from "./form.js";
import { headerValue } from "./headers.js";
import {
  type Answer,
  bareFactOf,
  filterOf,
  isFirefox,
  type Observe,
  type Ring,
  receivedInFull,
  redirectOf,
  requestOf,
  responseOf,
  sentInFull,
} from "./network.js";

/** Authorization requests alone, of which it is asked whether a person caused them: Chromium tells that only at a cost. */
const authorizations: WebRequest.RequestFilter = {
  urls: ["http://*/*client_id=*", "https://*/*client_id=*"],
  types: ["main_frame", "sub_frame"],
};
/** A longer form than this may be one that Firefox shows without its fields, bytes. */
const largeForm = 1_000_000;

/** Cookies that went with a request, and those that its answer sets. */
interface Exchanged {
  readonly cookiesSent?: readonly string[];
  readonly setCookies?: readonly CookieSet[];
}

interface DocumentRings {
  /** Every hop, with the form that was posted and the headers that tell something. */
  readonly documents: Ring;
  /**
   * Has Chromium show cookies too, of which `documents` then tells. That makes every page load slower there
   * (docs/performance.md), so it is for the time of a login; and it is a ring of its own, as what happens while a listener
   * is replaced is lost. Nothing in Firefox, which shows them anyway.
   */
  readonly cookies: Ring;
}

/** Observes the documents that are requested. */
export function documentRings(observe: Observe): DocumentRings {
  const {
    onBeforeRequest,
    onSendHeaders,
    onHeadersReceived,
    onBeforeRedirect,
    onResponseStarted,
    onErrorOccurred,
  } = browser.webRequest;
  const filter = filterOf(["main_frame", "sub_frame"]);
  // By request, until it is answered.
  const exchanged = new Map<string, Exchanged>();
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
  const headersSent = ({ requestId, requestHeaders }: WebRequest.OnSendHeadersDetailsType) => {
    decide(requestId, Number(headerValue(requestHeaders, "content-length") ?? 0));
    exchanged.set(requestId, { cookiesSent: cookieNamesIn(requestHeaders) });
  };
  const acted = (details: WebRequest.OnSendHeadersDetailsType) => {
    if (headerValue(details.requestHeaders, "sec-fetch-user") !== "?1") return;
    observe({ ...bareFactOf(details), kind: "person-acted" });
  };
  // Comes before what tells of the answer.
  const headersReceived = ({ requestId, responseHeaders }: WebRequest.OnHeadersReceivedDetailsType) => {
    const setCookies = cookiesSetBy(responseHeaders);
    if (setCookies.length > 0) exchanged.set(requestId, { ...exchanged.get(requestId), setCookies });
  };
  const answered = (details: Answer | WebRequest.OnBeforeRedirectDetailsType) => {
    decide(details.requestId, 0);
    if (isFirefox) headersReceived(details);
    const cookies = exchanged.get(details.requestId);
    exchanged.delete(details.requestId);
    return { headers: tellingHeaders(details.responseHeaders), ...cookies };
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
    exchanged.delete(details.requestId);
    observe({ ...bareFactOf(details), kind: "request-failed", error: details.error });
  };

  const documents = {
    lift() {
      onBeforeRequest.removeListener(sent);
      if (isFirefox) onSendHeaders.removeListener(headersSent);
      onSendHeaders.removeListener(acted);
      onBeforeRedirect.removeListener(redirected);
      onResponseStarted.removeListener(responded);
      onErrorOccurred.removeListener(failed);
    },
    lay() {
      documents.lift();
      onBeforeRequest.addListener(sent, filter, ["requestBody"]);
      if (isFirefox) onSendHeaders.addListener(headersSent, filter, sentInFull);
      onSendHeaders.addListener(acted, authorizations, sentInFull);
      onBeforeRedirect.addListener(redirected, filter, ["responseHeaders"]);
      onResponseStarted.addListener(responded, filter, ["responseHeaders"]);
      onErrorOccurred.addListener(failed, filter);
    },
  };
  const cookies = {
    lift() {
      onSendHeaders.removeListener(headersSent);
      onHeadersReceived.removeListener(headersReceived);
    },
    lay() {
      cookies.lift();
      onSendHeaders.addListener(headersSent, filter, sentInFull);
      onHeadersReceived.addListener(headersReceived, filter, receivedInFull);
    },
  };
  const nothing = { lift() {}, lay() {} };
  return { documents, cookies: isFirefox ? nothing : cookies };
}
