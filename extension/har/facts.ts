import { cookieNamesIn, cookiesSetBy, tellingHeaders } from "../flow/document-headers.js";
import { headerOf, keptHeaders } from "../flow/kept-headers.js";
import { leaksByReferer, mayCarryToken, urlMayHoldToken } from "../flow/likeness.js";
import type { Observation, Redirected, RequestBody, Resource } from "../flow/observation.js";
import { isMessage, isTokenRequest, pageBody, scriptBody } from "../flow/sent-body.js";
import { originOf } from "../oauth/parameter.js";
import { contentOf, objectOf, sentBodyOf } from "./entry.js";
import { durationOf } from "./exchange.js";
import type { Hop } from "./redirects.js";
import { postedMessage } from "./web-message-page.js";

/** What a HAR file says of a document's navigation; the same facts that are observed of it live. */
export function pageFacts(hop: Hop): readonly Observation[] {
  const { url, method, initiator, status, location } = hop;
  const body = pageBody(sentBodyOf(hop.raw.request), initiator !== originOf(url));
  const facts: Observation[] = [
    {
      ...factOf(hop),
      kind: "request",
      resource: "page",
      initiator,
      body,
    },
  ];
  if (namesClient(url, body) && headerOf(hop.headers, "sec-fetch-user") === "?1") {
    facts.push({ ...bareFactOf(hop), kind: "person-acted" });
  }
  if (location !== null) return [...facts, { ...redirect(hop, location), ...told(hop) }];
  if (status === null) return [...facts, ...failure(hop)];
  // 204 and 205 leave the document as it is.
  if (status !== 204 && status !== 205) {
    facts.push({
      ...at(hop, answeredAt(hop)),
      kind: "committed",
      url,
      transition: "unknown",
      qualifiers: [],
    });
  }
  const posted = postedMessage(url, method, hop);
  if (posted) facts.push({ ...at(hop, hop.end), ...posted });
  return [...facts, { ...response(hop, status), ...told(hop) }];
}

/** Whether a document's request may be an authorization request. */
const namesClient = (url: string, body: RequestBody | null): boolean =>
  url.includes("client_id=") ||
  (body?.type === "form" && body.fields.some(({ name }) => name === "client_id"));

/** What the exchange of a document tells besides its status, as far as the file has not been cleaned of it. */
function told({ headers, responseHeaders }: Hop) {
  const setCookies = cookiesSetBy(responseHeaders);
  return {
    headers: tellingHeaders(responseHeaders),
    ...(setCookies.length > 0 ? { setCookies } : {}),
    cookiesSent: cookieNamesIn(headers),
  };
}

/**
 * What a HAR file says of a script's request: the body, if it is a token request or may hold a token, the headers, if they
 * tell something, and the answer; the same facts that are observed of it live.
 */
export function messageFacts(hop: Hop): readonly Observation[] {
  const sent = sentBodyOf(hop.raw.request);
  const body = scriptBody(sent);
  const facts: Observation[] = body === null ? [] : [request(hop, body)];
  if ((body !== null && isMessage(body)) || headersTell(hop)) facts.push(headersFact(hop));
  if (hop.location !== null) {
    return urlMayHoldToken(hop.location) ? [...facts, redirect(hop, hop.location)] : facts;
  }
  facts.push(...answer(hop));
  const content = isTokenRequest(sent) && hop.status !== null ? contentOf(hop.raw.response) : null;
  return content === null
    ? facts
    : [...facts, { ...factOf(hop), at: hop.end, kind: "response-body", status: hop.status, ...content }];
}

/** Whether a request carries a token in a header or in its URL, or tells in its `Referer` of a login. */
export function headersTell({ url, method, headers, resource }: Hop): boolean {
  const kind = kinds[resource] ?? "element";
  return mayCarryToken({ url, method, headers, kind }) || leaksByReferer({ url, method, headers });
}

const kinds: { readonly [resource in Resource]?: "page" | "script" | "socket" } = {
  page: "page",
  script: "script",
  websocket: "socket",
};

/** The headers of a request. */
export const headersFact = (hop: Hop): Observation => ({
  ...factOf(hop),
  kind: "request-headers",
  resource: hop.resource,
  initiator: hop.initiator,
  headers: keptHeaders(hop.headers),
});

const factOf = ({ at, tabId, frameId, requestId, url, method }: Hop) =>
  ({ at, tabId, frameId, provenance: "har", requestId, url, method }) as const;

/** Of a kind that has no method. */
const bareFactOf = (hop: Hop) => {
  const { method: _, ...fact } = factOf(hop);
  return fact;
};

const at = ({ tabId, frameId }: Hop, time: number) =>
  ({ at: time, tabId, frameId, provenance: "har" }) as const;

const request = (hop: Hop, body: RequestBody): Observation => ({
  ...factOf(hop),
  kind: "request",
  resource: hop.resource,
  initiator: hop.initiator,
  body,
});

/** Times of the writers are rounded: a redirect comes before the request that follows it. */
const redirect = (hop: Hop, redirectUrl: string): Redirected => ({
  ...factOf(hop),
  at: Math.min(hop.end, hop.nextAt ?? hop.end),
  kind: "redirect",
  status: hop.status ?? 0,
  redirectUrl,
});

function answer(hop: Hop): readonly Observation[] {
  if (hop.status === null) return failure(hop);
  return [{ ...response(hop, hop.status), headers: keptHeaders(hop.responseHeaders) }];
}

const response = (hop: Hop, status: number) =>
  ({
    ...factOf(hop),
    at: answeredAt(hop),
    kind: "response",
    status,
    ...(hop.fromCache ? ({ fromCache: true } as const) : {}),
  }) as const;

function failure(hop: Hop): readonly Observation[] {
  return hop.error === null
    ? []
    : [{ ...bareFactOf(hop), at: hop.end, kind: "request-failed", error: hop.error }];
}

/** When the answer began, with which a document replaces the one before it. */
function answeredAt({ end, at: start, raw }: Hop): number {
  return Math.max(start, end - durationOf(objectOf(raw.timings).receive));
}
