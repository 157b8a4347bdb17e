import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { type AuthorizationResponse, isTokenResponse } from "../oauth/authorization-response.js";
import { originOf, splitUrl } from "../oauth/parameter.js";
import type { TokenRequest } from "../oauth/token-request.js";
import { carriedBy } from "./calls.js";
import type { Flow } from "./flow.js";
import { firstFact, inFrame, inLineage } from "./frame.js";
import { logoutIn } from "./logouts.js";
import type { Committed, Observation, PageLeft } from "./observation.js";
import { readMessages } from "./read-login.js";
import { remember } from "./remember.js";
import {
  answers,
  bearsState,
  requestIn,
  responseIn,
  responseTo,
  sameRequest,
  sameResponse,
  tokenRequestIn,
} from "./sighting.js";
import { isBodyOf } from "./token-calls.js";
import { secretsIn, secretsOf } from "./traces.js";

/** How long after the response the callback page may still clean its URL, ms. */
const settleMs = 10_000;
/** How long before the request the click on Login may lie, ms. */
const clickMs = 30_000;
/** How far apart the browser's interfaces may stamp one and the same navigation, ms. */
const skewMs = 1000;
/** How long a login without a response counts as under way, ms. */
const patienceMs = 30 * 60_000;
/** Transitions by which a person leaves for somewhere else. */
const abandoning = ["typed", "auto_bookmark", "generated", "start_page", "keyword"];

/**
 * Whether an observation that belongs to no flow begins one: a request, a response beyond doubt or at a redirect URI that
 * was used before, a token request.
 */
export function startsFlow(
  flows: readonly Flow[],
  observation: Observation,
  patterns: readonly string[],
): boolean {
  if (requestIn(observation, patterns) !== null || tokenRequestIn(observation) !== null) return true;
  const response = responseIn(observation);
  if (response === null || observation.kind === "message") return false;
  const atKnownUri = () =>
    response.state !== null &&
    flows.some((flow) => {
      const { request } = readMessages(flow);
      return (
        request !== null && request.redirectUri !== null && answers({ ...response, state: null }, request)
      );
    });
  return isTokenResponse(response) || atKnownUri();
}

/** Whether a flow that began with a response turns out to be the answer to a request that is only now being seen. */
export function isAnswerTo(flow: Flow, observation: Observation, patterns: readonly string[]): boolean {
  const login = readMessages(flow);
  const request = requestIn(observation, patterns);
  return (
    login.request === null &&
    login.response !== null &&
    request !== null &&
    observation.at <= login.response.at &&
    answers(login.response, request) &&
    (bearsState(login.response, request) || inFrame(flow, observation))
  );
}

/**
 * The flow that an observation belongs to, if there is one.
 *
 * What an observation says decides before where it happened: an authorization request goes to the flow it repeats, a
 * response to the flow it answers, a token request to the flow whose code or refresh token it redeems, a request to the
 * flow whose token it carries; the rest by request id, then by tab, frame and time.
 *
 * @param flows newest first
 */
export function ownerOf(
  flows: readonly Flow[],
  observation: Observation,
  patterns: readonly string[],
): Flow | null {
  const find = (belongs: (flow: Flow) => boolean) => flows.find(belongs) ?? null;
  if (observation.kind === "look") return find(({ id }) => id === observation.flowId);
  if (observation.kind === "tab") return find((flow) => lacksTab(flow, observation));
  if (observation.kind === "tab-opened") return find((flow) => wasOpenedBy(flow, observation));
  if (observation.kind === "response-body") return find((flow) => asksFor(flow, observation));
  const asked = requestIn(observation, patterns);
  if (asked) return find((flow) => repeats(flow, observation, asked));
  const token = tokenRequestIn(observation);
  if (token)
    return find((flow) => redeems(flow, observation)) ?? find((flow) => sharesRequest(flow, observation));
  const response = responseIn(observation);
  if (response) {
    const owner =
      find((flow) => hasResponse(flow, observation, response)) ??
      find((flow) => isAnswered(flow, observation, response, bearsState)) ??
      find((flow) => isAnswered(flow, observation, response, answers) && mayBeItsOwn(flow, observation)) ??
      find((flow) => isAnswered(flow, observation, response, answers) && awaits(flow, observation));
    if (owner || isTokenResponse(response) || observation.kind === "message") return owner;
  }
  const none = find((flow) => isAnsweredByNone(flow, observation));
  if (none) return none;
  if (logoutIn(observation)) {
    const owner = find((flow) => isEndedBy(flow, observation));
    if (owner) return owner;
  }
  if (
    observation.kind === "request-headers" ||
    (observation.kind === "request" && observation.resource !== "page")
  ) {
    return find((flow) => carriesSecretOf(flow, observation));
  }
  const shared = find((flow) => sharesRequest(flow, observation));
  if (
    shared ||
    ("requestId" in observation && observation.kind !== "request" && observation.kind !== "redirect")
  ) {
    return shared;
  }
  const around = flows.filter(
    (flow) => within(flow, observation) || (observation.kind === "page-left" && precedes(flow, observation)),
  );
  // A login that still waits for its response comes before one that is settling: the inner of two nested ones is over.
  return around.find((flow) => readMessages(flow).response === null) ?? around[0] ?? null;
}

/** When the pages of a login have come to rest, ms since the epoch: settled, given up, or waited for in vain. */
export function endOfPages(flow: Flow): number {
  const { request, response, client, server } = readMessages(flow);
  if (response) return response.at + settleMs;
  const start = request?.at ?? firstFact(flow)?.at ?? 0;
  const end = flow.observations.find(
    (fact) =>
      fact.at > start &&
      (fact.kind === "tab-closed" ||
        (fact.kind === "committed" &&
          (abandoning.includes(fact.transition) ||
            (client.origin !== server.origin && originOfPage(fact) === client.origin)))),
  );
  if (request === null) return start;
  return end?.at ?? start + patienceMs;
}

const originOfPage = remember(({ url }: Committed) => originOf(url));

function repeats(flow: Flow, observation: Observation, request: AuthorizationRequest): boolean {
  const { request: known, response } = readMessages(flow);
  return (
    known !== null &&
    observation.at >= known.at - skewMs &&
    observation.at <= (response?.at ?? endOfPages(flow)) &&
    inFrame(flow, observation) &&
    sameRequest(known, request)
  );
}

/** Whether a flow has this response already: another sighting of it, a reload, a step back. */
function hasResponse(flow: Flow, observation: Observation, seen: AuthorizationResponse): boolean {
  const { response } = readMessages(flow);
  return response !== null && sameResponse(response, seen) && inLineage(flow, observation);
}

function isAnswered(
  flow: Flow,
  observation: Observation,
  response: AuthorizationResponse,
  fits: (response: AuthorizationResponse, request: AuthorizationRequest) => boolean,
): boolean {
  const { request, response: known } = readMessages(flow);
  const open = known === null || observation.at <= known.at + settleMs;
  return open && request !== null && observation.at >= request.at - skewMs && fits(response, request);
}

/** Whether this is the success response to `response_type=none`, which holds no more than the `state`. */
function isAnsweredByNone(flow: Flow, observation: Observation): boolean {
  const { request } = readMessages(flow);
  return (
    request !== null &&
    request.responseTypes[0] === "none" &&
    request.responseTypes.length === 1 &&
    observation.at >= request.at - skewMs &&
    observation.at <= endOfPages(flow) + settleMs &&
    responseTo(request, observation) !== null
  );
}

/**
 * Whether a flow that began with a token request turns out to redeem the code of another, whose response came to be known
 * only later: a page's report takes longer than the browser's own.
 */
export function isContinuationOf(orphan: Flow, flow: Flow): boolean {
  const { request, response, tokenCalls } = readMessages(orphan);
  if (orphan === flow || request !== null || response !== null) return false;
  const code = readMessages(flow).response?.parameters.find(({ name }) => name === "code")?.value;
  return code !== undefined && tokenCalls.some((call) => call.request.code === code);
}

/**
 * Whether a response that bears the state of no request may be for the login of this very frame. After its response, one
 * with another state is rather for a request that has not been seen yet.
 */
function mayBeItsOwn(flow: Flow, observation: Observation): boolean {
  const { response } = readMessages(flow);
  return (
    inFrame(flow, observation) && (response === null || responseIn(observation)?.state === response.state)
  );
}

/** Whether a response may be for a login that was started in another frame, or in the pop-up of this tab. */
const awaits = (flow: Flow, observation: Observation): boolean =>
  readMessages(flow).response === null && inLineage(flow, observation);

function redeems(flow: Flow, observation: Observation): boolean {
  const { response, tokens } = readMessages(flow);
  const asked = tokenRequestIn(observation);
  if (asked === null) return false;
  const code = response?.parameters.find(({ name }) => name === "code")?.value;
  return asked.refreshToken === null
    ? asked.code !== null && asked.code === code
    : tokens.some(({ raw }) => raw === asked.refreshToken) || mayRefresh(flow, observation, asked);
}

/** Whether a refresh token may be one of a login whose token response nobody could read: same client, server and tab. */
function mayRefresh(flow: Flow, observation: Observation, { clientId }: TokenRequest): boolean {
  const { tokenCalls, client } = readMessages(flow);
  const endpoint = observation.kind === "request" ? splitUrl(observation.url).base : null;
  return (
    client.id !== null &&
    client.id === clientId &&
    inLineage(flow, observation) &&
    tokenCalls.some((call) => call.endpoint === endpoint && !call.answer?.response)
  );
}

function isEndedBy(flow: Flow, observation: Observation): boolean {
  const logout = logoutIn(observation);
  const { tokens, server, client } = readMessages(flow);
  const value = (wanted: string) => logout?.parameters.find(({ name }) => name === wanted)?.value;
  const hint = value("id_token_hint");
  if (hint !== undefined) return tokens.some(({ raw }) => raw === hint);
  return (
    server.origin !== null &&
    originOf(logout?.endpoint ?? null) === server.origin &&
    client.id !== null &&
    client.id === value("client_id")
  );
}

function within(flow: Flow, observation: Observation): boolean {
  const { request, response } = readMessages(flow);
  const start = (request ?? response ?? firstFact(flow))?.at ?? 0;
  return observation.at >= start && inFrame(flow, observation) && observation.at <= endOfPages(flow);
}

/** A click shortly before the login that it started. */
function precedes(flow: Flow, left: PageLeft): boolean {
  const start = readMessages(flow).request?.at ?? 0;
  const fromOpener = inLineage(flow, left) && !inFrame(flow, left);
  return (
    left.click !== null &&
    (inFrame(flow, left) || fromOpener) &&
    left.at <= start &&
    start - left.click.at <= clickMs
  );
}

function carriesSecretOf(
  flow: Flow,
  fact: Extract<Observation, { kind: "request" | "request-headers" }>,
): boolean {
  const { tokens, response } = readMessages(flow);
  const code = response?.parameters.find(({ name }) => name === "code")?.value ?? null;
  const carried = carriedBy(fact);
  if (tokens.some(({ raw }) => carried.some(({ token }) => token === raw))) return true;
  return secretsIn(textOf(fact), secretsOf(tokens, code)).length > 0;
}

/** Everything in a request in which a secret may hide. */
function textOf(fact: Extract<Observation, { kind: "request" | "request-headers" }>): string {
  if (fact.kind === "request-headers") {
    return [fact.url, ...fact.headers.map(({ value }) => value)].join("\n");
  }
  const { body } = fact;
  if (body?.type === "text") return `${fact.url}\n${body.text}`;
  return body?.type === "form"
    ? [fact.url, ...body.fields.map(({ value }) => value ?? "")].join("\n")
    : fact.url;
}

function sharesRequest(flow: Flow, observation: Observation): boolean {
  return (
    "requestId" in observation &&
    flow.observations.some(
      (fact) =>
        "requestId" in fact && fact.requestId === observation.requestId && fact.tabId === observation.tabId,
    )
  );
}

function asksFor(flow: Flow, body: Extract<Observation, { kind: "response-body" }>): boolean {
  return flow.observations.some(
    (fact) => fact.kind === "request" && isBodyOf(body, fact) && tokenRequestIn(fact),
  );
}

function lacksTab(flow: Flow, { tabId }: Observation): boolean {
  return flow.tabId === tabId && !flow.observations.some(({ kind }) => kind === "tab");
}

/** Whether a login began in a tab soon after the tab had been opened. */
function wasOpenedBy(flow: Flow, opened: Extract<Observation, { kind: "tab-opened" }>): boolean {
  const start = firstFact(flow)?.at ?? 0;
  return flow.tabId === opened.tabId && opened.at <= start + skewMs && start - opened.at <= clickMs;
}
