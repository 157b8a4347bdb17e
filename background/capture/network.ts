import browser, { type WebRequest } from "webextension-polyfill";
import { credentialOf } from "../../extension/flow/calls.js";
import type { Header, Observation } from "../../extension/flow/observation.js";
import { originOf } from "../../extension/oauth/parameter.js";
import { fieldsOf } from "./form.js";

type Observe = (observation: Observation) => void;

/** A ring of listeners that can be laid and lifted as one. Laying it again renews it. */
export interface Ring {
  lay(): void;
  lift(): void;
}

const everySite = ["http://*/*", "https://*/*"];
const documents: WebRequest.RequestFilter = { urls: everySite, types: ["main_frame", "sub_frame"] };
/** Authorization requests alone, as Chromium sees request headers of its own making only at a cost. */
const authorizations: WebRequest.RequestFilter = {
  urls: ["http://*/*client_id=*", "https://*/*client_id=*"],
  types: ["main_frame", "sub_frame"],
};
const scripted: WebRequest.RequestFilter = { urls: everySite, types: ["xmlhttprequest", "other"] };

/** Observes the documents that are requested: every hop, with the form that was posted. */
export function documentRing(observe: Observe): Ring {
  const { onBeforeRequest, onBeforeRedirect, onSendHeaders, onCompleted, onErrorOccurred } =
    browser.webRequest;
  const sent = (details: WebRequest.OnBeforeRequestDetailsType) => {
    const initiator = initiatorOf(details);
    const formData = details.requestBody?.formData;
    const crossOrigin = initiator !== originOf(details.url);
    observe({
      ...factOf(details),
      kind: "request",
      initiator,
      form: formData ? fieldsOf(formData, crossOrigin) : null,
    });
  };
  const acted = (details: WebRequest.OnSendHeadersDetailsType) => {
    const header = details.requestHeaders?.find(({ name }) => name.toLowerCase() === "sec-fetch-user");
    if (header?.value === "?1") observe({ ...factOf(details), kind: "person-acted" });
  };
  const redirected = (details: WebRequest.OnBeforeRedirectDetailsType) => {
    observe({
      ...factOf(details),
      kind: "redirect",
      status: details.statusCode,
      redirectUrl: details.redirectUrl,
    });
  };
  const completed = (details: WebRequest.OnCompletedDetailsType) => {
    observe({ ...factOf(details), kind: "response", status: details.statusCode, headers: [] });
  };
  const failed = (details: WebRequest.OnErrorOccurredDetailsType) => {
    observe({ ...factOf(details), kind: "request-failed", error: details.error });
  };
  const lift = () => {
    onBeforeRequest.removeListener(sent);
    onSendHeaders.removeListener(acted);
    onBeforeRedirect.removeListener(redirected);
    onCompleted.removeListener(completed);
    onErrorOccurred.removeListener(failed);
  };
  const lay = () => {
    lift();
    onBeforeRequest.addListener(sent, documents, ["requestBody"]);
    onSendHeaders.addListener(acted, authorizations, ["requestHeaders", ...extraHeaders()]);
    onBeforeRedirect.addListener(redirected, documents);
    onCompleted.addListener(completed, documents);
    onErrorOccurred.addListener(failed, documents);
  };
  return { lay, lift };
}

/** Observes requests of scripts that carry a bearer or DPoP token, and how they were answered. */
export function callRing(observe: Observe): Ring {
  const { onSendHeaders, onCompleted, onErrorOccurred } = browser.webRequest;
  const sent = (details: WebRequest.OnSendHeadersDetailsType) => {
    const headers = headersOf(details.requestHeaders);
    if (!/^(bearer|dpop)$/i.test(credentialOf(headers)?.scheme ?? "")) return;
    observe({ ...factOf(details), kind: "request-headers", initiator: initiatorOf(details), headers });
  };
  const completed = (details: WebRequest.OnCompletedDetailsType) => {
    observe({
      ...factOf(details),
      kind: "response",
      status: details.statusCode,
      headers: headersOf(details.responseHeaders),
    });
  };
  const failed = (details: WebRequest.OnErrorOccurredDetailsType) => {
    observe({ ...factOf(details), kind: "request-failed", error: details.error });
  };
  const lift = () => {
    onSendHeaders.removeListener(sent);
    onCompleted.removeListener(completed);
    onErrorOccurred.removeListener(failed);
  };
  const lay = () => {
    lift();
    onSendHeaders.addListener(sent, scripted, ["requestHeaders"]);
    onCompleted.addListener(completed, scripted, ["responseHeaders"]);
    onErrorOccurred.addListener(failed, scripted);
  };
  return { lay, lift };
}

/** What Chromium wants to be asked for before it shows headers that it makes itself, and Firefox does not know. */
function extraHeaders(): readonly "extraHeaders"[] {
  const { OnSendHeadersOptions } = browser.webRequest as { OnSendHeadersOptions?: object };
  return Object.hasOwn(OnSendHeadersOptions ?? {}, "EXTRA_HEADERS") ? ["extraHeaders"] : [];
}

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

/** Chromium names the origin that caused a request, Firefox the URL. */
function initiatorOf(details: object): string | null {
  const { initiator, originUrl } = details as { initiator?: string; originUrl?: string };
  return originOf(initiator ?? originUrl ?? null);
}

const headersOf = (headers: WebRequest.HttpHeaders | undefined): readonly Header[] =>
  headers?.map(({ name, value }) => ({ name, value: value ?? "" })) ?? [];
