import { parametersOf, splitUrl } from "../oauth/parameter.js";
import type { ReceivedToken } from "../token/received-token.js";
import type { ApiAnswer, ApiCall } from "./login.js";
import type { Header, HeadersSent, Observation, RequestSent } from "./observation.js";
import { formOf } from "./sighting.js";
import { isBodyOf } from "./token-calls.js";

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
 * What a request carries in one of the three ways of a bearer token: header, query (any parameter), form body. A JWT that is
 * the whole of any other header counts as well.
 *
 * @see RFC 6750, section 2
 */
export function carriedBy(fact: Carrier): readonly Carried[] {
  const credential = fact.kind === "request-headers" ? credentialOf(fact.headers) : null;
  const bare = fact.kind === "request-headers" ? fact.headers.filter(({ value }) => /^eyJ/.test(value)) : [];
  const inHeader: readonly Carried[] = [
    ...(credential ? [{ ...credential, via: "header" } as const] : []),
    ...bare.map(({ value }) => ({ token: value, via: "header", scheme: "" }) as const),
  ];
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
    const known = calls.get(fact.requestId);
    if (known) {
      // A form's headers come after it.
      if (fact.kind === "request-headers" && known.requestHeaders.length === 0) {
        calls.set(fact.requestId, { ...known, requestHeaders: fact.headers });
      }
      continue;
    }
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
  const bodies = observations.filter((fact) => fact.kind === "response-body");
  return [...calls.values()].map((call) => {
    const answer = answers.get(call.requestId) ?? null;
    const body = answer && bodies.find((fact) => isBodyOf(fact, call));
    return { ...call, answer: body ? { ...answer, body: body.text } : answer };
  });
}

/** The end of each request, by its id. */
export function answersIn(observations: readonly Observation[]): ReadonlyMap<string, ApiAnswer> {
  const answers = new Map<string, ApiAnswer>();
  for (const fact of observations) {
    if (fact.kind === "response") {
      const { at, status, headers, fromCache } = fact;
      answers.set(fact.requestId, { at, status, headers, error: null, ...(fromCache && { fromCache }) });
    } else if (fact.kind === "request-failed" && !answers.has(fact.requestId)) {
      answers.set(fact.requestId, { at: fact.at, status: null, headers: [], error: fact.error });
    }
  }
  return answers;
}
