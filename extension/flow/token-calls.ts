import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { splitUrl } from "../oauth/parameter.js";
import { verifierFits } from "../oauth/pkce.js";
import type { TokenRequest } from "../oauth/token-request.js";
import { parseTokenResponse, type TokenResponse } from "../oauth/token-response.js";
import { type ReceivedToken, tokensOfAnswer } from "../token/received-token.js";
import type { TokenAnswer, TokenCall } from "./login.js";
import type {
  BodyReceived,
  Header,
  Observation,
  Provenance,
  RequestFailed,
  RequestSent,
  ResponseReceived,
} from "./observation.js";
import { remember } from "./remember.js";
import { tokenRequestIn } from "./sighting.js";
import { twinOf } from "./twins.js";

/** How long after its request a body without a request id may come, ms. */
const bodyMs = 60_000;

/** The requests to token endpoints among the observations, with their answers, in order. */
export function tokenCallsIn(
  observations: readonly Observation[],
  request: AuthorizationRequest | null,
): readonly TokenCall[] {
  const requests = observations.filter(
    (fact): fact is RequestSent => fact.kind === "request" && tokenRequestIn(fact) !== null,
  );
  if (requests.length === 0) return [];
  const calls = new Map<string, TokenCall>();
  const exchange = exchangeIn(observations);
  const headers = requestHeadersIn(observations);
  const twins = twinsAmong(requests);
  for (const fact of requests) {
    const sent = tokenRequestIn(fact);
    // A redirect asks again under the same id; the first hop is the request.
    if (!sent || twins.has(fact) || calls.has(fact.requestId)) continue;
    const ids = [...twins]
      .filter(([, twin]) => twin.requestId === fact.requestId)
      .map(([one]) => one.requestId);
    calls.set(fact.requestId, {
      requestId: fact.requestId,
      at: fact.at,
      endpoint: splitUrl(fact.url).base,
      request: sent,
      requestHeaders: headers.get(fact.requestId) ?? null,
      pkce: pkceOf(sent, request),
      initiator: fact.initiator,
      answer: answerTo(fact, [fact.requestId, ...ids], exchange),
      provenance: fact.provenance,
    });
  }
  return [...calls.values()];
}

/** Tokens that came from the token endpoint, in order; their ids end in the number of the call. */
export function tokensOfCalls(calls: readonly TokenCall[]): readonly ReceivedToken[] {
  return calls.flatMap(({ answer }, index) =>
    answer?.response ? tokensIn(answer.response, answer.at, `@${index + 1}`) : [],
  );
}

const known = new WeakMap<TokenResponse, { key: string; tokens: readonly ReceivedToken[] }>();

/** Decodes the tokens of an answer once, as long as its place among the answers stays the same. */
function tokensIn(response: TokenResponse, at: number, suffix: string): readonly ReceivedToken[] {
  const key = `${at}${suffix}`;
  const found = known.get(response);
  if (found?.key === key) return found.tokens;
  const tokens = tokensOfAnswer(response, at, suffix);
  known.set(response, { key, tokens });
  return tokens;
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

/** Headers of the requests of which they were visible, by request id. */
export function requestHeadersIn(
  observations: readonly Observation[],
): ReadonlyMap<string, readonly Header[]> {
  const sent = new Map<string, readonly Header[]>();
  for (const fact of observations) {
    if (fact.kind === "request-headers" && !sent.has(fact.requestId)) sent.set(fact.requestId, fact.headers);
  }
  return sent;
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

/** What ends requests, and bodies, by request id; under null the bodies without one. */
interface Exchange {
  readonly answers: ReadonlyMap<string, ResponseReceived>;
  readonly failures: ReadonlyMap<string, RequestFailed>;
  readonly bodies: ReadonlyMap<string | null, readonly BodyReceived[]>;
}

function exchangeIn(observations: readonly Observation[]): Exchange {
  const answers = new Map<string, ResponseReceived>();
  const failures = new Map<string, RequestFailed>();
  const bodies = new Map<string | null, BodyReceived[]>();
  for (const fact of observations) {
    if (fact.kind === "response" && !answers.has(fact.requestId)) answers.set(fact.requestId, fact);
    if (fact.kind === "request-failed" && !failures.has(fact.requestId)) failures.set(fact.requestId, fact);
    if (fact.kind === "response-body") {
      const same = bodies.get(fact.requestId);
      if (same) same.push(fact);
      else bodies.set(fact.requestId, [fact]);
    }
  }
  return { answers, failures, bodies };
}

/** @param ids of the request, the browser's own first */
function answerTo(
  sent: RequestSent,
  ids: readonly string[],
  { answers, failures, bodies }: Exchange,
): TokenAnswer | null {
  const first = <End>(ends: ReadonlyMap<string, End>) =>
    ids.map((id) => ends.get(id)).find((end) => end !== undefined);
  const answered = first(answers);
  const failed = first(failures);
  const body = bodyOf(sent, ids, answered?.status ?? null, bodies);
  const end = answered ?? body ?? failed;
  if (!end) return null;
  return {
    at: end.at,
    status: answered?.status ?? body?.status ?? null,
    error: answered || body ? null : (failed?.error ?? null),
    headers: answered?.headers ?? [],
    response: body ? tokenResponseIn(body) : null,
    provenance: body?.provenance ?? null,
  };
}

/** Best evidence first: what a page reports about itself can be forged. */
const evidence: readonly Provenance[] = ["browser", "devtools", "har", "page"];

function bodyOf(
  sent: RequestSent,
  ids: readonly string[],
  status: number | null,
  bodies: Exchange["bodies"],
): BodyReceived | undefined {
  // A page that asks twice within a moment has two bodies, which the status may tell apart.
  const loose = (bodies.get(null) ?? []).filter(
    (body) => isBodyOf(body, sent) && (body.status ?? status) === (status ?? body.status),
  );
  const own = [...ids.flatMap((id) => bodies.get(id) ?? []), ...loose];
  return evidence
    .map((provenance) => own.find((body) => body.provenance === provenance))
    .find((body) => body !== undefined);
}

const tokenResponseIn = remember(({ text }: BodyReceived) => parseTokenResponse(text));
