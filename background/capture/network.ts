import browser, { type WebRequest } from "webextension-polyfill";
import { cookieNamesIn, cookiesSetBy, tellingHeaders } from "../../extension/flow/document-headers.js";
import type { Observation, RequestSent, Resource } from "../../extension/flow/observation.js";
import { pageBody } from "../../extension/flow/sent-body.js";
import { originOf } from "../../extension/oauth/parameter.js";
import { isEmptyForm, sentBody } from "./form.js";
import { headerValue } from "./headers.js";

export type Observe = (observation: Observation) => void;

/** A ring of listeners that can be laid and lifted as one. Laying it again renews it. */
export interface Ring {
  lay(): void;
  lift(): void;
}

export const everySite = ["http://*/*", "https://*/*"];
const everySocket = ["ws://*/*", "wss://*/*"];
/** Rings that are laid and lifted together; laid to begin with. */
export function switched(rings: readonly Ring[]) {
  let on = true;
  const renew = () => {
    if (on) for (const ring of rings) ring.lay();
  };
  renew();
  return {
    renew,
    turn(wanted: boolean): void {
      if (wanted === on) return;
      on = wanted;
      for (const ring of rings) on ? ring.lay() : ring.lift();
    },
  };
}

/** Authorization requests alone, of which it is asked whether a person caused them: Chromium tells that only at a cost. */
const authorizations: WebRequest.RequestFilter = {
  urls: ["http://*/*client_id=*", "https://*/*client_id=*"],
  types: ["main_frame", "sub_frame"],
};
/** A longer form than this may be one that Firefox shows without its fields, bytes. */
const largeForm = 1_000_000;

/**
 * Observes the documents that are requested: every hop, with the form that was posted and the headers that tell something.
 *
 * @param inFull whether Chromium is to show cookies too, when the ring is laid. To ask for them makes every page load slower
 *   there (docs/performance.md).
 */
export function documentRing(observe: Observe, inFull: () => boolean): Ring {
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
      observe({ ...request, body: pageBody(sentBody(details.requestBody), crossOrigin) });
    }
  };
  const headersSent = (details: WebRequest.OnSendHeadersDetailsType) => {
    const { requestId, requestHeaders } = details;
    decide(requestId, Number(headerValue(requestHeaders, "content-length") ?? 0));
    cookiesSent.set(requestId, cookieNamesIn(requestHeaders));
  };
  const acted = (details: WebRequest.OnSendHeadersDetailsType) => {
    if (headerValue(details.requestHeaders, "sec-fetch-user") !== "?1") return;
    observe({ ...bareFactOf(details), kind: "person-acted" });
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
    observe({ ...bareFactOf(details), kind: "request-failed", error: details.error });
  };
  const lift = () => {
    onBeforeRequest.removeListener(sent);
    onSendHeaders.removeListener(headersSent);
    onSendHeaders.removeListener(acted);
    onBeforeRedirect.removeListener(redirected);
    onResponseStarted.removeListener(responded);
    onErrorOccurred.removeListener(failed);
  };
  const lay = () => {
    lift();
    const full = isFirefox || inFull();
    onBeforeRequest.addListener(sent, filter, ["requestBody"]);
    if (full) onSendHeaders.addListener(headersSent, filter, sentInFull);
    onSendHeaders.addListener(acted, authorizations, sentInFull);
    onBeforeRedirect.addListener(redirected, filter, full ? receivedInFull : ["responseHeaders"]);
    onResponseStarted.addListener(responded, filter, full ? receivedInFull : ["responseHeaders"]);
    onErrorOccurred.addListener(failed, filter);
  };
  return { lay, lift };
}

/** Firefox alone lets an extension see response bodies. */
export const isFirefox = "filterResponseData" in browser.webRequest;

/** Chromium shows `Referer`, `Cookie` and `Set-Cookie` only where they are asked for; Firefox does not know the word. */
const inFull = <Part extends string>(part: Part) => (isFirefox ? [part] : [part, "extraHeaders"]) as Part[];
export const sentInFull = inFull<WebRequest.OnSendHeadersOptions>("requestHeaders");
const receivedInFull = inFull<"responseHeaders">("responseHeaders");

export type Answer = WebRequest.OnCompletedDetailsType | WebRequest.OnResponseStartedDetailsType;

/**
 * @param types null for all. Each browser refuses those that it does not know, so they are left out.
 */
export function filterOf(
  types: readonly WebRequest.ResourceType[] | null,
  urls: string[] = [...everySite, ...everySocket],
): WebRequest.RequestFilter {
  const { ResourceType = {} } = browser.webRequest as { ResourceType?: Readonly<Record<string, string>> };
  const known = Object.values(ResourceType);
  return types ? { urls, types: types.filter((type) => known.includes(type)) } : { urls };
}

interface RequestDetails {
  readonly timeStamp: number;
  readonly tabId: number;
  readonly frameId: number;
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
}

export const factOf = ({ timeStamp, tabId, frameId, requestId, url, method }: RequestDetails) =>
  ({ at: timeStamp, tabId, frameId, requestId, url, method, provenance: "browser" }) as const;

/** Of a kind that has no method. */
export const bareFactOf = (details: RequestDetails) => {
  const { method: _, ...fact } = factOf(details);
  return fact;
};

export const requestOf = (details: WebRequest.OnBeforeRequestDetailsType) =>
  ({
    ...factOf(details),
    kind: "request",
    resource: resourceOf(details.type),
    initiator: initiatorOf(details),
  }) as const;

export const responseOf = ({ statusCode, fromCache, ...details }: Answer) =>
  ({
    ...factOf(details),
    kind: "response",
    status: statusCode,
    ...(fromCache ? ({ fromCache: true } as const) : {}),
  }) as const;

export const redirectOf = (details: WebRequest.OnBeforeRedirectDetailsType) =>
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

export const resourceOf = (type: string): Resource => resources[type] ?? "other";

/** Chromium names the origin that caused a request, Firefox the URL. */
export function initiatorOf(details: object): string | null {
  const { initiator, originUrl } = details as { initiator?: string; originUrl?: string };
  return originOf(initiator ?? originUrl ?? null);
}
