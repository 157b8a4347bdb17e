import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { splitUrl } from "../oauth/parameter.js";
import { verifierFits } from "../oauth/pkce.js";
import type { TokenRequest } from "../oauth/token-request.js";
import { parseTokenResponse, type TokenResponse } from "../oauth/token-response.js";
import { type ReceivedToken, tokensOfAnswer } from "../token/received-token.js";
import type { TokenAnswer, TokenCall } from "./login.js";
import type {
  BodyReceived,
  Observation,
  RequestFailed,
  RequestSent,
  ResponseReceived,
} from "./observation.js";
import { remember } from "./remember.js";
import { tokenRequestIn } from "./sighting.js";

/** How long after its request a body without a request id may come, ms. */
const bodyMs = 60_000;

/** The requests to token endpoints among the observations, with their answers, in order. */
export function tokenCallsIn(
  observations: readonly Observation[],
  request: AuthorizationRequest | null,
): readonly TokenCall[] {
  const calls = new Map<string, TokenCall>();
  let answers: Answers | null = null;
  for (const fact of observations) {
    const sent = fact.kind === "request" ? tokenRequestIn(fact) : null;
    // A redirect asks again under the same id; the first hop is the request.
    if (fact.kind !== "request" || !sent || calls.has(fact.requestId)) continue;
    answers ??= answersIn(observations);
    calls.set(fact.requestId, {
      requestId: fact.requestId,
      at: fact.at,
      endpoint: splitUrl(fact.url).base,
      request: sent,
      pkce: pkceOf(sent, request),
      initiator: fact.initiator,
      answer: answerTo(fact, answers),
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
export function isBodyOf(body: BodyReceived, sent: RequestSent): boolean {
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

/** What answers requests: ends and bodies by request id, and the bodies that pages report, which have none. */
interface Answers {
  readonly ends: ReadonlyMap<
    string,
    { readonly response?: ResponseReceived; readonly failure?: RequestFailed }
  >;
  readonly bodies: ReadonlyMap<string, BodyReceived>;
  readonly reported: readonly BodyReceived[];
}

function answersIn(observations: readonly Observation[]): Answers {
  const ends = new Map<string, { response?: ResponseReceived; failure?: RequestFailed }>();
  const bodies = new Map<string, BodyReceived>();
  const reported: BodyReceived[] = [];
  for (const fact of observations) {
    if (fact.kind === "response") {
      ends.set(fact.requestId, { response: fact, ...ends.get(fact.requestId) });
    } else if (fact.kind === "request-failed") {
      ends.set(fact.requestId, { failure: fact, ...ends.get(fact.requestId) });
    } else if (fact.kind === "response-body") {
      if (fact.requestId === null) reported.push(fact);
      else if (!bodies.has(fact.requestId)) bodies.set(fact.requestId, fact);
    }
  }
  return { ends, bodies, reported };
}

/** What the browser saw is better evidence than what the page reports. */
function answerTo(sent: RequestSent, { ends, bodies, reported }: Answers): TokenAnswer | null {
  const { response: answered, failure: failed } = ends.get(sent.requestId) ?? {};
  const body = bodies.get(sent.requestId) ?? reported.find((fact) => isBodyOf(fact, sent));
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

const tokenResponseIn = remember(({ text }: BodyReceived) => parseTokenResponse(text));
