import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { type AuthorizationResponse, isTokenResponse } from "../oauth/authorization-response.js";
import { isUserInfoPath } from "../oauth/metadata.js";
import { originOf, splitUrl } from "../oauth/parameter.js";
import type { TokenRequest } from "../oauth/token-request.js";
import { carriedBy } from "./calls.js";
import type { Flow } from "./flow.js";
import { firstFact, inFrame, inLineage } from "./frame.js";
import type { SessionFrame } from "./login.js";
import { isReturnOf, logoutIn } from "./logouts.js";
import { readMessages } from "./messages.js";
import type { Committed, Observation, PageLeft, RequestSent } from "./observation.js";
import { remember } from "./remember.js";
import { isScriptedFor } from "./scripted-requests.js";
import { sessionFrameIn } from "./session-frames.js";
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
import { bindingsOf, refererIn, secretsIn, secretsOf, textIn, unfolded } from "./traces.js";
import { isLoneFailure, mostUnexplained } from "./unexplained-failures.js";

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
  const none =
    response || mayHoldState(observation) ? find((flow) => isAnsweredByNone(flow, observation)) : null;
  if (none) return none;
  const frame = sessionFrameIn(observation);
  if (frame) return find((flow) => isWatchedIn(flow, observation, frame));
  if (logoutIn(observation)) {
    const owner = find((flow) => isEndedBy(flow, observation));
    if (owner) return owner;
  }
  if (
    observation.kind === "request-headers" ||
    (observation.kind === "request" && observation.resource !== "page")
  ) {
    const carries = carriesSecret(observation);
    return (
      find(carries) ??
      find((flow) => sharesRequest(flow, observation)) ??
      find((flow) => isScripted(flow, observation))
    );
  }
  const isDocument = observation.kind === "request" || observation.kind === "committed";
  const left = isDocument ? find((flow) => endsAt(flow, observation)) : null;
  if (left) return left;
  const shared = "requestId" in observation ? find((flow) => sharesRequest(flow, observation)) : null;
  if (shared === null && isLoneFailure(observation)) return find((flow) => mayHaveAsked(flow, observation));
  if (
    shared ||
    ("requestId" in observation && observation.kind !== "request" && observation.kind !== "redirect")
  ) {
    return shared;
  }
  const around = flows.filter((flow) => within(flow, observation));
  if (around.length === 0 && observation.kind === "page-left") {
    // The click began the first of the logins that came after it.
    return flows.findLast((flow) => precedes(flow, observation)) ?? null;
  }
  // A login that still waits for its response comes before one that is settling: the inner of two nested ones is over.
  return around.find((flow) => readMessages(flow).response === null) ?? around[0] ?? null;
}

/** When the pages of a login have come to rest, ms since the epoch: settled, given up, or waited for in vain. */
export const endOfPages = remember((flow: Flow): number => {
  const { request, response, client, server } = readMessages(flow);
  if (response) return response.at + settleMs;
  const start = request?.at ?? firstFact(flow)?.at ?? 0;
  const end = flow.observations.find(
    (fact) =>
      fact.at > start &&
      (fact.kind === "tab-closed" ||
        (fact.kind === "committed" &&
          // The server's own page is called typed, too, where the address of the client was.
          ((abandoning.includes(fact.transition) && originOfPage(fact) !== server.origin) ||
            (client.origin !== server.origin && originOfPage(fact) === client.origin)))),
  );
  if (request === null) return start;
  return end?.at ?? start + patienceMs;
});

const originOfPage = remember(({ url }: Committed) => originOf(url));

function repeats(flow: Flow, observation: Observation, request: AuthorizationRequest): boolean {
  const { request: known, response } = readMessages(flow);
  return (
    known !== null &&
    observation.at >= known.at - skewMs &&
    observation.at <= (response ? response.at + skewMs : endOfPages(flow)) &&
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

/** Whether a `state` may be in an observation, or be inside a JWT there. Cheap, as most hold none. */
function mayHoldState(fact: Observation): boolean {
  if (fact.kind === "request" && fact.body?.type === "form") return true;
  const url = fact.kind === "redirect" ? fact.redirectUrl : "url" in fact ? fact.url : "";
  return /state|response/.test(url);
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

const isWatchedIn = (flow: Flow, observation: Observation, { url }: SessionFrame): boolean =>
  inLineage(flow, observation) && readMessages(flow).server.origin === originOf(url);

function isEndedBy(flow: Flow, observation: Observation): boolean {
  const logout = logoutIn(observation);
  const { tokens, server, client, logouts } = readMessages(flow);
  const value = (wanted: string) => logout?.parameters.find(({ name }) => name === wanted)?.value;
  if (logout?.kind === "front-channel") {
    const issuer = value("iss");
    const isServers = issuer === undefined ? logouts.length > 0 : originOf(issuer) === server.origin;
    return originOf(logout.endpoint) === client.origin && isServers;
  }
  const hint = value("id_token_hint");
  if (hint !== undefined) return tokens.some(({ raw }) => raw === hint);
  return (
    server.origin !== null &&
    originOf(logout?.endpoint ?? null) === server.origin &&
    client.id !== null &&
    client.id === value("client_id")
  );
}

/** Whether a script sent an authorization request for this login. */
function isScripted(flow: Flow, observation: Observation): boolean {
  const { request } = readMessages(flow);
  return request !== null && inLineage(flow, observation) && isScriptedFor(request, observation);
}

/** Whether a request that failed unseen may have been to carry a token of this login: its client's page sent it. */
function mayHaveAsked(flow: Flow, failed: Observation & { readonly initiator: string }): boolean {
  const { tokens, client } = readMessages(flow);
  return (
    tokens.length > 0 &&
    client.origin === failed.initiator &&
    inLineage(flow, failed) &&
    flow.observations.filter(isLoneFailure).length < mostUnexplained
  );
}

/** Whether a login's logout goes on here: the browser comes back to the client. */
const endsAt = (flow: Flow, fact: RequestSent | Committed): boolean =>
  readMessages(flow).logouts.some((logout) => isReturnOf(logout, fact));

function within(flow: Flow, observation: Observation): boolean {
  const { request, response } = readMessages(flow);
  const start = (request ?? response ?? firstFact(flow))?.at ?? 0;
  return observation.at >= start && observation.at <= endOfPages(flow) && inFrame(flow, observation);
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

/** Tells of each flow whether a request carries its token, a code of it, or in its Referer what binds its response. */
export function carriesSecret(
  fact: Extract<Observation, { kind: "request" | "request-headers" }>,
): (flow: Flow) => boolean {
  const carried = new Set(carriedBy(fact).map(({ token }) => token));
  const text = textIn(fact);
  const referer = fact.kind === "request-headers" ? unfolded(refererIn(fact)) : "";
  return (flow) => {
    const { tokens, request, response } = readMessages(flow);
    return (
      tokens.some(({ raw }) => carried.has(raw)) ||
      secretsIn(text, secretsOf(tokens, response)).length > 0 ||
      (referer !== "" && secretsIn(referer, bindingsOf(request)).length > 0)
    );
  };
}

function sharesRequest(flow: Flow, observation: Observation): boolean {
  return (
    "requestId" in observation &&
    requestIdsOf(flow).has(observation.requestId) &&
    flow.observations.some(
      (fact) =>
        "requestId" in fact && fact.requestId === observation.requestId && fact.tabId === observation.tabId,
    )
  );
}

const requestIdsOf = remember(
  ({ observations }: Flow): ReadonlySet<string | null> =>
    new Set(observations.flatMap((fact) => ("requestId" in fact ? [fact.requestId] : []))),
);

/** Whether a body answers a token request of a flow, or a request for UserInfo that is in it for the token it carries. */
function asksFor(flow: Flow, body: Extract<Observation, { kind: "response-body" }>): boolean {
  const isUserInfo = isUserInfoPath(body.url);
  return flow.observations.some(
    (fact) =>
      (fact.kind === "request" || (isUserInfo && fact.kind === "request-headers")) &&
      isBodyOf(body, fact) &&
      (isUserInfo || tokenRequestIn(fact)),
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
