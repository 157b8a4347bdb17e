import { parametersOf, splitUrl } from "../oauth/parameter.js";
import type { ReceivedToken } from "../token/received-token.js";
import type { ApiAnswer, ApiCall } from "./login.js";
import type { Header, HeadersSent, Observation, RequestSent } from "./observation.js";
import { formOf } from "./sighting.js";

/** A request that may carry a token. */
type Carrier = HeadersSent | RequestSent;

interface Carried {
  readonly token: string;
  readonly via: ApiCall["via"];
  readonly scheme: string;
}

/** Scheme and credential of an `Authorization` header; null if there is none (RFC 9110, section 11.6.2). */
export function credentialOf(
  headers: readonly Header[],
): { readonly scheme: string; readonly token: string } | null {
  const value = headers.find(({ name }) => name.toLowerCase() === "authorization")?.value;
  const [, scheme, token] = /^(\S+)\s+(\S+)\s*$/.exec(value ?? "") ?? [];
  return scheme && token ? { scheme, token } : null;
}

/**
 * What a request carries in one of the three ways of a bearer token: header, query (any parameter), form body.
 *
 * @see RFC 6750, section 2
 */
export function carriedBy(fact: Carrier): readonly Carried[] {
  const credential = fact.kind === "request-headers" ? credentialOf(fact.headers) : null;
  const inHeader: readonly Carried[] = credential ? [{ ...credential, via: "header" }] : [];
  const inQuery = parametersOf(splitUrl(fact.url).query).map(
    ({ value }): Carried => ({ token: value, via: "query", scheme: "" }),
  );
  const form = fact.kind === "request" ? (formOf(fact.body) ?? []) : [];
  const inBody = form
    .filter(({ name }) => name === "access_token")
    .map(({ value }): Carried => ({ token: value, via: "body", scheme: "" }));
  return [...inHeader, ...inQuery, ...inBody];
}

/** The API calls among the observations that carried one of the tokens, in order. */
export function callsIn(
  observations: readonly Observation[],
  tokens: readonly ReceivedToken[],
): readonly ApiCall[] {
  const calls = new Map<string, ApiCall>();
  const byRaw = new Map(tokens.map((token) => [token.raw, token]));
  for (const fact of observations) {
    if (fact.kind !== "request-headers" && !(fact.kind === "request" && fact.resource !== "page")) continue;
    if (calls.has(fact.requestId)) continue;
    const carried = carriedBy(fact).find(({ token }) => byRaw.has(token));
    const token = byRaw.get(carried?.token ?? "");
    if (!carried || !token) continue;
    calls.set(fact.requestId, {
      requestId: fact.requestId,
      at: fact.at,
      method: fact.method,
      url: fact.url,
      initiator: fact.initiator,
      requestHeaders: fact.kind === "request-headers" ? fact.headers : [],
      tokenId: token.id,
      scheme: carried.scheme,
      via: carried.via,
      resource: fact.resource,
      answer: null,
      provenance: fact.provenance,
    });
  }
  const answers = answersIn(observations);
  return [...calls.values()].map((call) => ({ ...call, answer: answers.get(call.requestId) ?? null }));
}

/** The end of each request, by its id. */
function answersIn(observations: readonly Observation[]): ReadonlyMap<string, ApiAnswer> {
  const answers = new Map<string, ApiAnswer>();
  for (const fact of observations) {
    if (fact.kind === "response") {
      answers.set(fact.requestId, { at: fact.at, status: fact.status, headers: fact.headers, error: null });
    } else if (fact.kind === "request-failed" && !answers.has(fact.requestId)) {
      answers.set(fact.requestId, { at: fact.at, status: null, headers: [], error: fact.error });
    }
  }
  return answers;
}
