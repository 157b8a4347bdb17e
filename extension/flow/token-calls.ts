import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { splitUrl } from "../oauth/parameter.js";
import { verifierFits } from "../oauth/pkce.js";
import type { TokenRequest } from "../oauth/token-request.js";
import { parseTokenResponse } from "../oauth/token-response.js";
import { type ReceivedToken, tokensOfAnswer } from "../token/received-token.js";
import type { TokenAnswer, TokenCall } from "./login.js";
import type { BodyReceived, Header, Observation, Provenance, RequestSent } from "./observation.js";
import { tokenRequestIn } from "./sighting.js";
import { twinOf } from "./twins.js";

/** How long after its request a body without a request id may come, ms. */
const bodyMs = 60_000;

/** The requests to token endpoints among the observations, with their answers, in order. */
export function tokenCallsIn(
  observations: readonly Observation[],
  request: AuthorizationRequest | null,
): readonly TokenCall[] {
  const calls: TokenCall[] = [];
  const requests = observations.filter((fact) => fact.kind === "request");
  const twins = twinsAmong(requests);
  for (const fact of requests) {
    const sent = tokenRequestIn(fact);
    if (!sent || twins.has(fact)) continue;
    // A redirect asks again under the same id; the first hop is the request.
    if (calls.some(({ requestId }) => requestId === fact.requestId)) continue;
    const ids = [...twins]
      .filter(([, twin]) => twin.requestId === fact.requestId)
      .map(([one]) => one.requestId);
    calls.push({
      requestId: fact.requestId,
      at: fact.at,
      endpoint: splitUrl(fact.url).base,
      request: sent,
      requestHeaders: requestHeadersIn(fact.requestId, observations),
      pkce: pkceOf(sent, request),
      initiator: fact.initiator,
      answer: answerTo(fact, [fact.requestId, ...ids], observations),
      provenance: fact.provenance,
    });
  }
  return calls;
}

/** Tokens that came from the token endpoint, in order; their ids end in the number of the call. */
export function tokensOfCalls(calls: readonly TokenCall[]): readonly ReceivedToken[] {
  return calls.flatMap(({ answer }, index) =>
    answer?.response ? tokensOfAnswer(answer.response, answer.at, `@${index + 1}`) : [],
  );
}

/** Whether a body without a request id is the answer to a request: same URL and method, sent before and not long ago. */
export function isBodyOf(
  body: BodyReceived,
  sent: Pick<RequestSent, "requestId" | "url" | "method" | "at">,
): boolean {
  if (body.requestId !== null) return body.requestId === sent.requestId;
  return (
    body.url === sent.url && body.method === sent.method && body.at >= sent.at && body.at <= sent.at + bodyMs
  );
}

function pkceOf({ codeVerifier }: TokenRequest, request: AuthorizationRequest | null): TokenCall["pkce"] {
  if (codeVerifier === null) return "absent";
  if (!request?.codeChallenge) return "undetermined";
  return verifierFits(request.codeChallenge, request.codeChallengeMethod ?? "plain", codeVerifier);
}

/** Headers of a request; null where they were not visible. */
export function requestHeadersIn(
  requestId: string,
  observations: readonly Observation[],
): readonly Header[] | null {
  const sent = observations.find((fact) => fact.kind === "request-headers" && fact.requestId === requestId);
  return sent?.kind === "request-headers" ? sent.headers : null;
}

/** What DevTools tells again of requests that the browser told of, with the request as the browser told it. */
function twinsAmong(requests: readonly RequestSent[]): ReadonlyMap<RequestSent, RequestSent> {
  return new Map(
    requests.flatMap((sent) => {
      const twin = twinOf(sent, requests);
      return twin ? [[sent, twin]] : [];
    }),
  );
}

/** @param ids of the request, the browser's own first */
function answerTo(
  sent: RequestSent,
  ids: readonly string[],
  observations: readonly Observation[],
): TokenAnswer | null {
  const ends = ids.flatMap((id) =>
    observations.filter((fact) => "requestId" in fact && fact.requestId === id),
  );
  const answered = ends.find((fact) => fact.kind === "response");
  const failed = ends.find((fact) => fact.kind === "request-failed");
  const body = bodyOf(sent, ids, observations);
  const end = answered ?? body ?? failed;
  if (!end) return null;
  return {
    at: end.at,
    status: answered?.status ?? body?.status ?? null,
    error: answered || body ? null : (failed?.error ?? null),
    headers: answered?.headers ?? [],
    response: body ? parseTokenResponse(body.text) : null,
    provenance: body?.provenance ?? null,
  };
}

/** Best evidence first: what a page reports about itself can be forged. */
const evidence: readonly Provenance[] = ["browser", "devtools", "har", "page"];

function bodyOf(
  sent: RequestSent,
  ids: readonly string[],
  observations: readonly Observation[],
): BodyReceived | undefined {
  const bodies = observations.filter(
    (fact): fact is BodyReceived =>
      fact.kind === "response-body" && (ids.includes(fact.requestId ?? "") || isBodyOf(fact, sent)),
  );
  return evidence
    .map((provenance) => bodies.find((body) => body.provenance === provenance))
    .find((body) => body !== undefined);
}
