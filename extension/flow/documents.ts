import { originOf, splitUrl } from "../oauth/parameter.js";
import type { DocumentExchange, Login, LoginDocument, UrlChange } from "./login.js";
import type {
  Committed,
  NavigationFailed,
  Observation,
  PageLeft,
  RequestSent,
  UrlChanged,
} from "./observation.js";

/** How far apart the browser's interfaces may stamp one and the same navigation, ms. */
const skewMs = 1000;

/** A document while its facts are being gathered. */
type Draft = { -readonly [Member in keyof LoginDocument]: LoginDocument[Member] } & {
  exchanges: DocumentExchange[];
};

/**
 * The documents among the observations, in the order in which they were asked for, each with the redirects that led to it.
 *
 * Where there was no access to their sites, only those that were committed are among them, without any exchange.
 */
export function documentsIn(observations: readonly Observation[]): readonly LoginDocument[] {
  const drafts: Draft[] = [];
  const byRequest = new Map<string, Draft>();
  for (const fact of observations) {
    if (fact.kind === "request" && fact.resource === "page") {
      const known = byRequest.get(fact.requestId);
      const draft = known ?? draftOf(fact, fact.initiator);
      if (!known) {
        byRequest.set(fact.requestId, draft);
        drafts.push(draft);
      }
      draft.exchanges.push(exchangeOf(fact));
      draft.url = fact.url;
    } else if (fact.kind === "redirect" || fact.kind === "response" || fact.kind === "request-failed") {
      const draft = byRequest.get(fact.requestId);
      if (draft) answer(draft, fact);
    } else if (fact.kind === "committed") {
      const draft = drafts.findLast((other) => isOf(other, fact)) ?? draftOf(fact, null);
      if (!drafts.includes(draft)) drafts.push(draft);
      draft.committedAt = fact.at;
      draft.url = fact.url;
    } else if (fact.kind === "navigation-failed") {
      const draft = drafts.findLast((other) => isOf(other, fact));
      if (draft) draft.error ??= fact.error;
      else drafts.push({ ...draftOf(fact, null), error: fact.error });
    }
  }
  const documents = drafts.toSorted((a, b) => a.at - b.at);
  const changes = observations.filter((fact) => fact.kind === "url-changed");
  const left = observations
    .filter((fact) => fact.kind === "page-left")
    .filter(({ passwordField }) => passwordField);
  const posts = documents.filter(({ exchanges: [first] }) => first?.method === "POST");
  const ends = endsOf(documents, observations);
  return documents.map((draft) => {
    const during = { ...draft, leftAt: ends(draft) };
    return {
      ...during,
      changes: changesOf(during, changes),
      interactive: interactionOf(during, posts, left),
    };
  });
}

/** The document that received the authorization response; null for none, as where a message brought it. */
export function callbackDocument({ response, documents }: Login): LoginDocument | null {
  if (response === null) return null;
  const at = splitUrl(response.receivedAt).base;
  const received = ({ url, exchanges }: LoginDocument) =>
    [url, ...exchanges.map((exchange) => exchange.url)].some((seen) => splitUrl(seen).base === at);
  const since = ({ at: asked, committedAt, exchanges }: LoginDocument) =>
    Math.max(asked, committedAt ?? 0, exchanges.at(-1)?.at ?? 0) >= response.at - skewMs;
  return documents.find((document) => received(document) && since(document)) ?? null;
}

/** The exchange by which the response went to the client's site; null where it was not visible. */
export function callbackExchange(login: Login): DocumentExchange | null {
  const { response } = login;
  if (response === null) return null;
  const at = splitUrl(response.receivedAt).base;
  return (
    callbackDocument(login)?.exchanges.find(
      (exchange) => splitUrl(exchange.url).base === at && exchange.at >= response.at - skewMs,
    ) ?? null
  );
}

/** Value of a header; null if there is none. Several of one name are joined by commas (RFC 9110, section 5.3). */
export function headerOf(
  headers: readonly { readonly name: string; readonly value: string }[],
  wanted: string,
): string | null {
  const values = headers.filter(({ name }) => name.toLowerCase() === wanted).map(({ value }) => value);
  return values.length === 0 ? null : values.join(", ");
}

const draftOf = ({ at, tabId, frameId, provenance, url }: UrlFact, initiator: string | null): Draft => ({
  at,
  tabId,
  frameId,
  provenance,
  url,
  initiator,
  exchanges: [],
  committedAt: null,
  leftAt: null,
  changes: [],
  interactive: null,
  error: null,
});

type UrlFact = Committed | NavigationFailed | RequestSent;

const exchangeOf = ({ at, url, method, body }: RequestSent): DocumentExchange => ({
  at,
  url,
  method,
  fields: body?.type === "form" ? body.fields.map(({ name }) => name) : null,
  status: null,
  headers: [],
  setCookies: [],
  cookiesSent: null,
  redirectUrl: null,
});

type Answer = Extract<Observation, { kind: "redirect" | "response" | "request-failed" }>;

function answer(draft: Draft, fact: Answer): void {
  if (fact.kind === "request-failed") {
    draft.error ??= fact.error;
    return;
  }
  const index = draft.exchanges.findIndex(
    ({ status, url }) => status === null && withoutFragment(url) === withoutFragment(fact.url),
  );
  const open = draft.exchanges[index];
  if (!open) return;
  draft.exchanges[index] = {
    ...open,
    status: fact.status,
    headers: fact.headers ?? [],
    setCookies: fact.setCookies ?? [],
    cookiesSent: fact.cookiesSent ?? null,
    redirectUrl: fact.kind === "redirect" ? fact.redirectUrl : null,
  };
  if (fact.kind === "redirect") draft.url = fact.redirectUrl;
}

/** Whether a document is the one that was committed, or that failed. */
const isOf = (draft: Draft, fact: Committed | NavigationFailed): boolean =>
  draft.committedAt === null &&
  inSameFrame(draft, fact) &&
  draft.at <= fact.at + skewMs &&
  withoutFragment(draft.url) === withoutFragment(fact.url);

const inSameFrame = (a: Frame, b: Frame): boolean => a.tabId === b.tabId && a.frameId === b.frameId;

interface Frame {
  readonly tabId: number;
  readonly frameId: number;
}

const withoutFragment = (url: string): string => url.split("#", 1)[0] ?? "";

/** Tells of a document when the next one of its frame took its place, or its tab was closed. */
function endsOf(
  documents: readonly Draft[],
  observations: readonly Observation[],
): (document: Draft) => number | null {
  const times = new Map<string, number[]>();
  for (const { committedAt, ...frame } of documents) {
    if (committedAt === null) continue;
    const known = times.get(frameOf(frame));
    if (known) known.push(committedAt);
    else times.set(frameOf(frame), [committedAt]);
  }
  const next = new Map<string, number>();
  for (const [frame, all] of times) {
    const sorted = [...new Set(all)].sort((a, b) => a - b);
    for (const [index, at] of sorted.entries()) next.set(`${frame}@${at}`, sorted[index + 1] ?? Number.NaN);
  }
  const closed = observations.filter((fact) => fact.kind === "tab-closed");
  return ({ committedAt, ...frame }) => {
    if (committedAt === null) return null;
    const end = Math.min(
      next.get(`${frameOf(frame)}@${committedAt}`) || Number.POSITIVE_INFINITY,
      ...closed.flatMap(({ tabId, at }) => (tabId === frame.tabId && at >= committedAt ? [at] : [])),
    );
    return Number.isFinite(end) ? end : null;
  };
}

const frameOf = ({ tabId, frameId }: Frame): string => `${tabId}/${frameId}`;

function changesOf(document: LoginDocument, changes: readonly UrlChanged[]): readonly UrlChange[] {
  return changes.flatMap(({ at, url, how, ...frame }) =>
    inSameFrame(frame, document) && isDuring(document, at) ? [{ at, url, how }] : [],
  );
}

/** What a person was asked for in a document: seen by a password field in it, else by a form that it sent to its own site. */
function interactionOf(
  document: LoginDocument,
  posts: readonly LoginDocument[],
  leftWithPassword: readonly PageLeft[],
): LoginDocument["interactive"] {
  const { base } = splitUrl(document.url);
  const hasPassword = leftWithPassword.some(
    ({ at, url }) => splitUrl(url).base === base && isDuring(document, at),
  );
  if (hasPassword) return "password";
  const origin = originOf(document.url);
  const hasForm = posts.some(({ initiator, exchanges: [first] }) =>
    Boolean(first && isDuring(document, first.at) && initiator === origin && originOf(first.url) === origin),
  );
  return hasForm ? "form" : null;
}

const isDuring = ({ committedAt, leftAt }: LoginDocument, at: number): boolean =>
  committedAt !== null && at >= committedAt && at <= (leftAt ?? Number.POSITIVE_INFINITY);
