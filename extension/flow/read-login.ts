import { type Parameter, splitUrl } from "../oauth/parameter.js";
import { cutLine, cutsOf } from "./bounds.js";
import { callsIn } from "./calls.js";
import { documentsIn } from "./documents.js";
import type { Flow } from "./flow.js";
import type { Login } from "./login.js";
import { readMessages } from "./messages.js";
import { nameOf } from "./name.js";
import type { Observation } from "./observation.js";
import { remember } from "./remember.js";
import { postedResponsesIn } from "./responses.js";
import { scriptedRequestsIn } from "./scripted-requests.js";
import { sessionFramesIn } from "./session-frames.js";
import { stepsOf } from "./steps.js";
import { surroundingsOf } from "./surroundings.js";
import { bindingsOf, secretsOf, tracesIn, urlSettlesMs } from "./traces.js";
import { unexplainedIn } from "./unexplained-failures.js";
import { visibilityOf } from "./visibility.js";

/**
 * Derives what a flow tells. Pure: the same observations give the same login, and a flow is read once only.
 *
 * Never throws; what is malformed is named in `problems`.
 */
export const readLogin = remember(derive);

function derive(flow: Flow): Login {
  const { id, tabId, observations, callsLeftOut, factsLeftOut = 0 } = flow;
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
  return {
    id,
    tabId,
    name: nameOf(request, response, tokenCalls[0]?.request.grantType ?? null),
    startedAt: steps.find(({ at }) => at !== null)?.at ?? tokenCalls[0]?.at ?? observations[0]?.at ?? 0,
    endedAt: response?.at ?? null,
    ...messages,
    messages: postedResponsesIn(observations),
    documents: documentsIn(observations),
    scriptedRequests: scriptedRequestsIn(observations),
    unexplained: unexplainedIn(observations),
    looks: observations.filter((fact) => fact.kind === "look"),
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
