import type { ReceivedToken } from "../token/received-token.js";
import type { ApiAnswer, ApiCall } from "./login.js";
import type { Header, HeadersSent, Observation } from "./observation.js";

/** Scheme and credential of an `Authorization` header; null if there is none (RFC 9110, section 11.6.2). */
export function credentialOf(
  headers: readonly Header[],
): { readonly scheme: string; readonly token: string } | null {
  const value = headers.find(({ name }) => name.toLowerCase() === "authorization")?.value;
  const [, scheme, token] = /^(\S+)\s+(\S+)\s*$/.exec(value ?? "") ?? [];
  return scheme && token ? { scheme, token } : null;
}

/** The API calls among the observations that carried one of the tokens, in order. */
export function callsIn(
  observations: readonly Observation[],
  tokens: readonly ReceivedToken[],
): readonly ApiCall[] {
  return observations
    .filter((fact): fact is HeadersSent => fact.kind === "request-headers")
    .flatMap((sent) => {
      const credential = credentialOf(sent.headers);
      const token = tokens.find(({ raw }) => raw === credential?.token);
      if (!credential || !token) return [];
      return [
        {
          requestId: sent.requestId,
          at: sent.at,
          method: sent.method,
          url: sent.url,
          initiator: sent.initiator,
          requestHeaders: sent.headers,
          tokenId: token.id,
          scheme: credential.scheme,
          answer: answerTo(sent, observations),
          provenance: sent.provenance,
        },
      ];
    });
}

function answerTo(sent: HeadersSent, observations: readonly Observation[]): ApiAnswer | null {
  for (const fact of observations) {
    if (!("requestId" in fact) || fact.requestId !== sent.requestId) continue;
    if (fact.kind === "response")
      return { at: fact.at, status: fact.status, headers: fact.headers, error: null };
    if (fact.kind === "request-failed") return { at: fact.at, status: null, headers: [], error: fact.error };
  }
  return null;
}
