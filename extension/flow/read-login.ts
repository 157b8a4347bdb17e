import { originOf, type Parameter, splitUrl } from "../oauth/parameter.js";
import { type ReceivedToken, receivedTokens } from "../token/received-token.js";
import { callsIn } from "./calls.js";
import type { Flow } from "./flow.js";
import type { Login } from "./login.js";
import { nameOf } from "./name.js";
import type { Observation } from "./observation.js";
import { answers, requestIn, responseIn } from "./sighting.js";
import { stepsOf } from "./steps.js";
import { visibilityOf } from "./visibility.js";

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

function derive({ id, tabId, observations }: Flow): Login {
  const request = firstSighting(observations, requestIn);
  const response = firstSighting(observations, (fact) => {
    const seen = responseIn(fact);
    return seen && answers(seen, request) ? seen : null;
  });
  const tokens = response ? receivedTokens(response, response.at) : [];
  const client = originOf(request?.redirectUri ?? response?.receivedAt ?? null);
  const server = originOf(request?.endpoint ?? null) ?? issuerOrigin(tokens);
  const sites = { client, server, request, tokens };
  const visibility = visibilityOf(observations, sites);
  const calls = callsIn(observations, tokens);
  const steps = stepsOf({ observations, request, response, tokens, calls, client, server, visibility });
  return {
    id,
    tabId,
    name: nameOf(request, response),
    startedAt: steps.find(({ at }) => at !== null)?.at ?? observations[0]?.at ?? 0,
    endedAt: response?.at ?? null,
    client: { id: request?.clientId ?? null, origin: client },
    server: { id: null, origin: server },
    request,
    response,
    tokens,
    calls,
    steps,
    visibility,
    problems: [
      ...problemsOf("authorization request", request?.parameters),
      ...problemsOf("authorization response", response?.parameters),
      ...urlProblems(request?.redirectUri ?? null),
      ...tokens.flatMap((token) => token.decoded.problems.map((problem) => `${token.id}: ${problem}`)),
    ],
  };
}

function firstSighting<T extends object>(
  observations: readonly Observation[],
  look: (fact: Observation) => T | null,
) {
  for (const fact of observations) {
    const seen = look(fact);
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
