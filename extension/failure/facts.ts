import { acceptanceOf } from "../checks/acceptance.js";
import type { Case } from "../checks/case.js";
import type { Citation } from "../checks/check.js";
import { isSameSite } from "../checks/sites.js";
import { seesClient } from "../checks/traffic.js";
import { excerpt, type Seen } from "../checks/verdict.js";
import { hostOf } from "../flow/access.js";
import { callbackDocument, headerOf } from "../flow/documents.js";
import { earlierThan, type PastLogin } from "../flow/history.js";
import type { DocumentExchange, Login, LoginDocument } from "../flow/login.js";
import type { Header } from "../flow/observation.js";
import { firstValue, originOf, type Parameter, parametersOf, splitUrl } from "../oauth/parameter.js";

/** Whether the server was asked to answer without showing a page (OpenID Connect Core 1.0, section 3.1.2.1). */
export const isSilent = ({ request }: Login): boolean => request?.prompt.includes("none") ?? false;

/** The document that the authorization request asked for; null where that was not visible. */
export const requestDocument = ({ request, documents }: Login): LoginDocument | null =>
  documents.find((document) => urlsOf(document).some((url) => splitUrl(url).base === request?.endpoint)) ??
  null;

const urlsOf = ({ url, exchanges }: LoginDocument): readonly string[] => [
  url,
  ...exchanges.map((one) => one.url),
];

/** The exchange by which the authorization endpoint was asked; null where it was not visible. */
export const requestExchange = (login: Login): DocumentExchange | null =>
  requestDocument(login)?.exchanges.find(({ url }) => splitUrl(url).base === login.request?.endpoint) ?? null;

/** Whether the login runs in a frame of a page, as far as that was seen. */
export function isFramed(login: Login): boolean {
  const { response } = login;
  const document = requestDocument(login) ?? callbackDocument(login) ?? login.documents[0];
  if (document) return document.frameId !== 0;
  return isSilent(login) && (response?.channel.startsWith("web_message") ?? false);
}

/** Documents of the server's site, from the request on. */
export const serverDocuments = ({ documents, request, server }: Login): readonly LoginDocument[] =>
  documents.filter(({ at, url }) => at >= (request?.at ?? 0) - 1000 && isSameSite(url, server.origin));

/** Whether pages and answers of both sites could be seen. */
export function seesBoth(login: Login): boolean {
  const host = hostOf(login.server.origin);
  const { allSites, visibleHosts } = login.visibility;
  return seesClient(login) && (allSites || (host !== null && visibleHosts.includes(host)));
}

/** Earlier logins at the same server that a person, or a session, was let through. */
export const earlierSuccesses = ({ login, history }: Case): readonly PastLogin[] =>
  earlierThan(login, history).filter(
    ({ serverOrigin, endedAt, error }) =>
      serverOrigin === login.server.origin && endedAt !== null && error === null,
  );

/** How soon a login that follows another was not a person's own idea, ms. */
export const soonMs = 10_000;

/** Whether the client asked for a login again right after the answer. */
const asksAgain = ({ login, history }: Case): boolean =>
  history.some(
    ({ flowId, clientId, serverOrigin, silent, at }) =>
      flowId !== login.id &&
      clientId === login.client.id &&
      serverOrigin === login.server.origin &&
      !silent &&
      login.endedAt !== null &&
      at >= login.endedAt &&
      at - login.endedAt <= soonMs,
  );

/** Whether the callback's own script went on, soon, to a URL of the client that names an error. */
function endsInError(login: Login): boolean {
  const callback = callbackDocument(login);
  const { response, documents, looks } = login;
  if (callback === null || response === null) return false;
  const origin = originOf(callback.url);
  const next = [...documents, ...looks].filter(
    ({ at, tabId, frameId }) =>
      at > response.at &&
      at - response.at <= soonMs &&
      tabId === callback.tabId &&
      frameId === callback.frameId,
  );
  return [...callback.changes, ...next].some(({ url }) => originOf(url) === origin && namesError(url));
}

/** How the client shows that it did not go on with the answer; null if it did, or if that was not seen. */
export function whyStopped(theCase: Case): string | null {
  const { login } = theCase;
  const acceptance = acceptanceOf(login);
  if (login.response === null || login.response.error !== null || acceptance === "accepted") return null;
  const status = callbackDocument(login)?.exchanges.find((exchange) => (exchange.status ?? 0) >= 400)?.status;
  if (status) return `Its callback answered with status ${status}.`;
  if (acceptance === "rejected") return "Its callback led to an error page, or back to the server.";
  if (endsInError(login)) return "Its callback went on to an error page.";
  return asksAgain(theCase) ? "It asked for a login again at once." : null;
}

/** Value of an error's parameter as evidence; nothing where it is absent. */
export const said = (parameters: readonly Parameter[], name: string): readonly Seen[] => {
  const value = firstValue(parameters, name);
  return value ? [[name, excerpt(value)]] : [];
};

/** Whether a URL names an error, by a parameter or as part of its path. */
export const namesError = (url: string): boolean =>
  /\/error(?:\/|$)/i.test(splitUrl(url).base) ||
  parametersOf(splitUrl(url).query).some(({ name, value }) => /^(?:auth)?error$/i.test(name) && value !== "");

/** Whether a browser gave up a load because another took its place, which is no failure. */
export const isAborted = (error: string): boolean => /ABORTED|2152398850/i.test(error);

/** `40 ms`, `7 s`, `12 min`. */
export const spanOf = (ms: number): string =>
  ms > 0 && ms < 1000
    ? `${Math.round(ms)} ms`
    : ms < 120_000
      ? `${Math.max(0, Math.round(ms / 1000))} s`
      : `${Math.round(ms / 60_000)} min`;

export type CorsOutcome = "allowed" | "refused" | "not-needed" | "unknown";

/**
 * Whether a page of an origin may read an answer, as the CORS check has it.
 *
 * @param headers of the answer; empty where they were not visible
 * @see Fetch, section "CORS check"
 */
export function corsOf(initiator: string | null, url: string, headers: readonly Header[]): CorsOutcome {
  if (initiator === null) return "unknown";
  if (initiator === originOf(url)) return "not-needed";
  if (headers.length === 0) return "unknown";
  const allowed = headerOf(headers, "access-control-allow-origin");
  return allowed === "*" || allowed === initiator ? "allowed" : "refused";
}

/** What browsers say of a request that CORS stopped, and of others that they do not explain. */
export const isUnexplained = (error: string): boolean =>
  /ERR_FAILED|DOM_BAD_URI|ERR_BLOCKED_BY_/i.test(error);

const pages = {
  "Fetch, CORS check": "https://fetch.spec.whatwg.org/#concept-cors-check",
  "RFC 7034, section 2.1": "https://www.rfc-editor.org/rfc/rfc7034.html#section-2.1",
  "Content Security Policy Level 3, frame-ancestors": "https://www.w3.org/TR/CSP3/#directive-frame-ancestors",
  "Cookies (RFC 6265bis), the SameSite attribute":
    "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.2.7",
  "HTML, cross-origin opener policies":
    "https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies",
  "HTML, session storage": "https://html.spec.whatwg.org/multipage/webstorage.html#dom-sessionstorage",
  "RFC 9470, section 3": "https://www.rfc-editor.org/rfc/rfc9470.html#section-3",
} as const;

/** Cites what browsers implement, and documents that the catalogue of checks does not need. */
export const citePage = (...labels: readonly (keyof typeof pages)[]): readonly Citation[] =>
  labels.map((label) => ({ label, url: pages[label] }));
