import { callbackDocument, callbackExchange } from "../flow/documents.js";
import type { DocumentExchange, Login } from "../flow/login.js";
import { firstValue, originOf, parametersOf, splitUrl } from "../oauth/parameter.js";
import type { Verdict } from "./check.js";

/** What the client did with what it received: it went on with it, refused it, or neither was seen. */
export type Acceptance = "accepted" | "rejected" | "unknown";

/**
 * Whether the client went on with the authorization response.
 *
 * Accepted: its code was redeemed, a token of it was stored or sent to an API, or the callback's answer set a new cookie
 * and led to a page of the client. Rejected: none of these, and the callback ended in status 400 or above, in a URL that
 * names an error, or at the authorization endpoint again. What a page shows is not looked at.
 */
export function acceptanceOf(login: Login): Acceptance {
  if (login.response === null) return "unknown";
  if (isUsed(login)) return "accepted";
  const document = callbackDocument(login);
  const answer = callbackExchange(login);
  // The hops that led to the callback are those of the server.
  const answers =
    answer === null ? [] : (document?.exchanges.slice(document.exchanges.indexOf(answer)) ?? []);
  const end = answers.at(-1)?.redirectUrl ?? document?.url ?? null;
  const isRefused =
    answers.some(({ status }) => status !== null && status >= 400) ||
    answers.some(({ redirectUrl }) => isRequestTo(login.request?.endpoint, redirectUrl)) ||
    (login.response.error === null && end !== null && isErrorUrl(end));
  if (isRefused) return "rejected";
  const isInApp = end !== null && originOf(end) === login.client.origin;
  return isInApp && answer !== null && setsNewCookie(answer) ? "accepted" : "unknown";
}

/** Places in which a page keeps what it means to use. */
const storages: readonly string[] = ["localStorage", "sessionStorage", "indexedDB", "cookie"];

function isUsed({ response, tokens, tokenCalls, calls, traces }: Login): boolean {
  const received = new Set(tokens.filter(({ channel }) => channel !== "token endpoint").map(({ id }) => id));
  const code = firstValue(response?.parameters ?? [], "code");
  return (
    (code !== null && tokenCalls.some(({ request }) => request.code === code)) ||
    calls.some(({ tokenId }) => received.has(tokenId)) ||
    traces.some(({ tokenId, where }) => received.has(tokenId) && storages.includes(where))
  );
}

const isRequestTo = (endpoint: string | undefined, url: string | null): boolean =>
  endpoint !== undefined && url !== null && splitUrl(url).base === endpoint;

const isErrorUrl = (url: string): boolean =>
  Boolean(firstValue(parametersOf(splitUrl(url).query), "error")) || /\/error$/i.test(splitUrl(url).base);

/** A cookie of some length that did not go along with the request. */
const setsNewCookie = ({ setCookies, cookiesSent }: DocumentExchange): boolean =>
  cookiesSent !== null && setCookies.some(({ name, bits }) => bits >= 64 && !cookiesSent.includes(name));

/** Where the client keeps and uses its credentials. `unknown`: neither was seen. */
export type ClientKind = "browser" | "server" | "unknown";

/**
 * Browser client: a page or worker redeems the code, refreshes, or receives a token in the front channel. Server client:
 * the site's server was posted the code, or answered the callback with a redirect or a cookie, and no page redeems it.
 */
export function clientKindOf(login: Login): ClientKind {
  const { response, tokens, tokenCalls } = login;
  if (tokenCalls.length > 0 || tokens.some(({ channel }) => /^(?:fragment|web_message)/.test(channel))) {
    return "browser";
  }
  if (response === null || response.error !== null) return "unknown";
  if (response.channel.startsWith("form_post")) return "server";
  const answer = callbackExchange(login);
  const isAnswered = answer !== null && (answer.redirectUrl !== null || answer.setCookies.length > 0);
  return isAnswered && response.channel.startsWith("query") ? "server" : "unknown";
}

/** A verdict on something that the client received: no more than `info` where the client refused it. */
export function lowerIfRejected(verdict: Verdict, login: Login): Verdict {
  if (verdict.outcome !== "fired" || verdict.severity === "pass" || verdict.severity === "info")
    return verdict;
  if (acceptanceOf(login) !== "rejected") return verdict;
  return {
    ...verdict,
    severity: "info",
    evidence: [...verdict.evidence, { label: "client", value: "refused it" }],
  };
}
