import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import { originOf, type Parameter, splitUrl } from "../oauth/parameter.js";
import { type ReceivedToken, receivedTokens } from "../token/received-token.js";
import { cutLine, cutsOf } from "./bounds.js";
import { callsIn } from "./calls.js";
import type { Flow } from "./flow.js";
import type { Login, Sighted } from "./login.js";
import { logoutsIn } from "./logouts.js";
import { nameOf } from "./name.js";
import type { Observation } from "./observation.js";
import { remember } from "./remember.js";
import { responsesIn } from "./responses.js";
import { requestIn, responseTo, tokenRequestIn } from "./sighting.js";
import { stepsOf } from "./steps.js";
import { surroundingsOf } from "./surroundings.js";
import { tokenCallsIn, tokensOfCalls } from "./token-calls.js";
import { secretsOf, tracesIn } from "./traces.js";
import { visibilityOf } from "./visibility.js";

/** How long a callback page may take to clean its URL, ms. */
const urlSettlesMs = 2000;

/**
 * Derives what a flow tells. Pure: the same observations give the same login, and a flow is read once only.
 *
 * Never throws; what is malformed is named in `problems`.
 */
export const readLogin = remember(derive);

/** The messages of a login and who exchanged them: what decides which observations belong to it. */
export type Messages = Pick<
  Login,
  "request" | "response" | "repeats" | "furtherResponses" | "tokens" | "tokenCalls" | "client" | "server"
>;

/** The part of {@link readLogin} that is needed while a flow still grows; much cheaper than the whole. */
export const readMessages = remember(({ observations, patterns }: Flow): Messages => {
  const request = firstRequest(observations, patterns);
  const { response, repeats, furtherResponses } = responsesIn(observations, request);
  const frontChannel = response ? tokensOf(response) : [];
  const tokenCalls = tokenCallsIn(observations, request);
  const [tokenCall] = tokenCalls;
  const client =
    originOf(request?.redirectUri ?? response?.receivedAt ?? null) ?? tokenCall?.initiator ?? null;
  const server = originOf(request?.endpoint ?? tokenCall?.endpoint ?? null) ?? issuerOrigin(frontChannel);
  return {
    request,
    response,
    repeats,
    furtherResponses,
    tokens: [...frontChannel, ...tokensOfCalls(tokenCalls)],
    tokenCalls,
    client: { id: request?.clientId ?? tokenCall?.request.clientId ?? null, origin: client },
    server: { id: null, origin: server },
  };
});

/**
 * A flow with one more observation, which lies in the order of times.
 *
 * What adds nothing to its messages, as most observations do, does not make them to be read again.
 */
export function withObservation(flow: Flow, fact: Observation): Flow {
  const later = flow.observations.findIndex(({ at }) => at > fact.at);
  const index = later < 0 ? flow.observations.length : later;
  const grown = { ...flow, observations: flow.observations.toSpliced(index, 0, fact) };
  const messages = readMessages(flow);
  if (!isMessageOf(messages, fact, flow.patterns)) readMessages.note(grown, messages);
  return grown;
}

/** Whether an observation is one of those that {@link readMessages} is derived from. */
function isMessageOf(
  { request, tokenCalls }: Messages,
  fact: Observation,
  patterns: readonly string[],
): boolean {
  return (
    fact.kind === "response-body" ||
    requestIn(fact, patterns) !== null ||
    responseTo(request, fact) !== null ||
    tokenRequestIn(fact) !== null ||
    ("requestId" in fact && tokenCalls.some(({ requestId }) => requestId === fact.requestId))
  );
}

function derive(flow: Flow): Login {
  const { id, tabId, observations, callsLeftOut } = flow;
  const messages = readMessages(flow);
  const { request, response, tokens, tokenCalls } = messages;
  const client = messages.client.origin;
  const server = messages.server.origin;
  const visibility = visibilityOf(observations, { client, server, request, tokens });
  const calls = callsIn(observations, tokens);
  const steps = stepsOf({
    observations,
    request,
    response,
    tokens,
    tokenCalls,
    calls,
    client,
    server,
    visibility,
  });
  const code = response?.parameters.find(({ name }) => name === "code")?.value ?? null;
  return {
    id,
    tabId,
    name: nameOf(request, response, tokenCalls[0]?.request.grantType ?? null),
    startedAt: steps.find(({ at }) => at !== null)?.at ?? tokenCalls[0]?.at ?? observations[0]?.at ?? 0,
    endedAt: response?.at ?? null,
    ...messages,
    logouts: logoutsIn(observations),
    traces: tracesIn(
      observations,
      secretsOf(tokens, code),
      [client, server],
      (response?.at ?? 0) + urlSettlesMs,
      new Set(calls.map(({ requestId }) => requestId)),
    ),
    surroundings: surroundingsOf(observations),
    calls,
    callsLeftOut,
    steps,
    visibility,
    problems: [
      ...problemsOf("authorization request", request?.parameters),
      ...problemsOf("authorization response", response?.parameters),
      ...urlProblems(request?.redirectUri ?? null),
      ...bodyProblems(observations),
      ...new Set(observations.flatMap(cutsOf).map(cutLine)),
      ...tokenCalls.flatMap(({ answer }) =>
        (answer?.response?.problems ?? []).map((problem) => `token response: ${problem}`),
      ),
      ...tokens.flatMap((token) => token.decoded.problems.map((problem) => `${token.id}: ${problem}`)),
    ],
  };
}

const tokensOf = remember((response: Sighted<AuthorizationResponse>) =>
  receivedTokens(response, response.at),
);

function firstRequest(observations: readonly Observation[], patterns: readonly string[]) {
  for (const fact of observations) {
    const seen = requestIn(fact, patterns);
    if (seen) return { ...seen, at: fact.at, provenance: fact.provenance };
  }
  return null;
}

/** The `iss` of an unverified ID Token: all there is to name a server whose request was not visible. */
function issuerOrigin(tokens: readonly ReceivedToken[]): string | null {
  for (const { decoded } of tokens) {
    const iss = decoded.format === "jws" ? decoded.payload.value?.iss : null;
    if (typeof iss === "string" && originOf(iss)) return originOf(iss);
  }
  return null;
}

function problemsOf(message: string, parameters: readonly Parameter[] = []): readonly string[] {
  return parameters.flatMap(({ name, problem }) => (problem ? [`${message}: ${name}: ${problem}`] : []));
}

function urlProblems(redirectUri: string | null): readonly string[] {
  return redirectUri === null || URL.canParse(redirectUri)
    ? []
    : [`authorization request: redirect_uri is not a URL: ${splitUrl(redirectUri).base}`];
}

function bodyProblems(observations: readonly Observation[]): readonly string[] {
  return observations.some((fact) => fact.kind === "request" && fact.body?.type === "too-large")
    ? ["a posted form was too large to see: the browser hands over none of it"]
    : [];
}
