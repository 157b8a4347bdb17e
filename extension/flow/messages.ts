import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import { originOf } from "../oauth/parameter.js";
import { type ReceivedToken, receivedTokens } from "../token/received-token.js";
import type { Flow } from "./flow.js";
import type { Login, Sighted } from "./login.js";
import { logoutIn, logoutsIn } from "./logouts.js";
import type { Observation } from "./observation.js";
import { remember } from "./remember.js";
import { responsesIn } from "./responses.js";
import { requestIn, responseTo, sameRequest, tokenRequestIn } from "./sighting.js";
import { tokenCallsIn, tokensOfCalls } from "./token-calls.js";

/** The messages of a login and who exchanged them: what decides which observations belong to it. */
export type Messages = Pick<
  Login,
  | "request"
  | "response"
  | "repeats"
  | "furtherResponses"
  | "tokens"
  | "tokenCalls"
  | "logouts"
  | "client"
  | "server"
>;

/** The part of a login that is needed while its flow still grows; much cheaper than the whole. */
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
    logouts: logoutsIn(observations),
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
  if (!isPartOf(messages, flow, fact)) readMessages.note(grown, messages);
  return grown;
}

/** Whether an observation is one of those that {@link readMessages} is derived from. */
function isPartOf({ request }: Messages, { observations, patterns }: Flow, fact: Observation): boolean {
  return (
    fact.kind === "response-body" ||
    requestIn(fact, patterns) !== null ||
    responseTo(request, fact) !== null ||
    tokenRequestIn(fact) !== null ||
    logoutIn(fact) !== null ||
    ("requestId" in fact &&
      observations.some(
        (sent) =>
          sent.kind === "request" && sent.requestId === fact.requestId && tokenRequestIn(sent) !== null,
      ))
  );
}

const tokensOf = remember((response: Sighted<AuthorizationResponse>) =>
  receivedTokens(response, response.at),
);

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
