import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { originOf, type Parameter, splitUrl } from "../oauth/parameter.js";
import { type ReceivedToken, receivedTokens } from "../token/received-token.js";
import { cutLine, cutsOf } from "./bounds.js";
import { callsIn } from "./calls.js";
import { documentsIn } from "./documents.js";
import type { Flow } from "./flow.js";
import type { Login } from "./login.js";
import { logoutsIn } from "./logouts.js";
import { nameOf } from "./name.js";
import type { Observation } from "./observation.js";
import { postedResponsesIn, responsesIn } from "./responses.js";
import { scriptedRequestsIn } from "./scripted-requests.js";
import { sessionFramesIn } from "./session-frames.js";
import { requestIn, sameRequest } from "./sighting.js";
import { stepsOf } from "./steps.js";
import { surroundingsOf } from "./surroundings.js";
import { tokenCallsIn, tokensOfCalls } from "./token-calls.js";
import { bindingsOf, secretsOf, tracesIn } from "./traces.js";
import { visibilityOf } from "./visibility.js";

/** How long a callback page may take to clean its URL, ms. */
export const urlSettlesMs = 2000;

const known = new WeakMap<Flow, Login>();

/**
 * Derives what a flow tells. Pure: the same observations give the same login, and a flow is read once only.
 *
 * Never throws; what is malformed is named in `problems`.
 */
export function readLogin(flow: Flow): Login {
  const login = known.get(flow) ?? derive(flow);
  known.set(flow, login);
  return login;
}

function derive({ id, tabId, observations, patterns, callsLeftOut, factsLeftOut = 0 }: Flow): Login {
  const request = firstRequest(observations, patterns);
  const { response, repeats, furtherResponses } = responsesIn(observations, request);
  const frontChannel = response ? receivedTokens(response, response.at) : [];
  const tokenCalls = tokenCallsIn(observations, request);
  const tokens = [...frontChannel, ...tokensOfCalls(tokenCalls)];
  const [tokenCall] = tokenCalls;
  const client =
    originOf(request?.redirectUri ?? response?.receivedAt ?? null) ?? tokenCall?.initiator ?? null;
  const server = originOf(request?.endpoint ?? tokenCall?.endpoint ?? null) ?? issuerOrigin(frontChannel);
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
  return {
    id,
    tabId,
    name: nameOf(request, response, tokenCall?.request.grantType ?? null),
    startedAt: steps.find(({ at }) => at !== null)?.at ?? tokenCall?.at ?? observations[0]?.at ?? 0,
    endedAt: response?.at ?? null,
    client: { id: request?.clientId ?? tokenCall?.request.clientId ?? null, origin: client },
    server: { id: null, origin: server },
    request,
    response,
    repeats,
    furtherResponses,
    messages: postedResponsesIn(observations),
    tokens,
    tokenCalls,
    documents: documentsIn(observations),
    scriptedRequests: scriptedRequestsIn(observations),
    looks: observations.filter((fact) => fact.kind === "look"),
    logouts: logoutsIn(observations),
    sessionFrames: sessionFramesIn(observations),
    traces: tracesIn(
      observations,
      secretsOf(tokens, response),
      bindingsOf(request),
      [client, server],
      (response?.at ?? 0) + urlSettlesMs,
      new Set(calls.map(({ requestId }) => requestId)),
    ),
    surroundings: surroundingsOf(observations, client),
    calls,
    callsLeftOut,
    steps,
    visibility,
    problems: [
      ...problemsOf("authorization request", request?.parameters),
      ...problemsOf("authorization response", response?.parameters),
      ...urlProblems(request?.redirectUri ?? null),
      ...bodyProblems(observations),
      ...(factsLeftOut > 0
        ? [`past the caps of a login: ${factsLeftOut} further reports were counted and not kept`]
        : []),
      ...new Set(observations.flatMap(cutsOf).map(cutLine)),
      ...tokenCalls.flatMap(({ answer }) =>
        (answer?.response?.problems ?? []).map((problem) => `token response: ${problem}`),
      ),
      ...tokens.flatMap((token) => token.decoded.problems.map((problem) => `${token.id}: ${problem}`)),
    ],
  };
}

/** The first request; where a client's own address passed it on by a redirect, as it went to the server. */
function firstRequest(observations: readonly Observation[], patterns: readonly string[]) {
  let first: Login["request"] = null;
  for (const fact of observations) {
    const seen = requestIn(fact, patterns);
    if (!seen || (first && !isPassedOn(first, seen, fact))) continue;
    first = { ...seen, at: fact.at, provenance: fact.provenance };
  }
  return first;
}

const isPassedOn = (before: AuthorizationRequest, seen: AuthorizationRequest, { kind }: Observation) =>
  kind === "redirect" &&
  sameRequest(before, seen) &&
  originOf(before.endpoint) === originOf(before.redirectUri) &&
  originOf(seen.endpoint) !== originOf(before.endpoint);

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
