import { isTokenResponse } from "../oauth/authorization-response.js";
import { originOf } from "../oauth/parameter.js";
import { credentialOf } from "./calls.js";
import type { Flow } from "./flow.js";
import type { HeadersSent, Observation, PageLeft } from "./observation.js";
import { readLogin } from "./read-login.js";
import { answers, requestIn, responseIn, sameRequest, sameResponse } from "./sighting.js";

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

/** Whether an observation that belongs to no flow begins one. */
export function startsFlow(observation: Observation): boolean {
  const response = responseIn(observation);
  return requestIn(observation) !== null || (response !== null && isTokenResponse(response));
}

/** Whether a flow that began with a response turns out to be the answer to a request that is only now being seen. */
export function isAnswerTo(flow: Flow, observation: Observation): boolean {
  const login = readLogin(flow);
  const request = requestIn(observation);
  return (
    login.request === null &&
    login.response !== null &&
    request !== null &&
    inTab(flow, observation) &&
    observation.at <= login.response.at &&
    answers(login.response, request)
  );
}

/**
 * The flow that an observation belongs to, if there is one.
 *
 * In this order: an authorization request to the flow it repeats; an authorization response to the flow it answers; an
 * API call to the flow whose token it carries; anything else by its request, then by tab, frame and time.
 *
 * @param flows newest first
 */
export function ownerOf(flows: readonly Flow[], observation: Observation): Flow | null {
  const find = (belongs: (flow: Flow) => boolean) => flows.find(belongs) ?? null;
  const request = requestIn(observation);
  if (request) {
    return find((flow) => {
      const { request: known, response } = readLogin(flow);
      return (
        known !== null &&
        sameRequest(known, request) &&
        inTab(flow, observation) &&
        observation.at >= known.at - skewMs &&
        observation.at <= (response?.at ?? endOfPages(flow))
      );
    });
  }
  const response = responseIn(observation);
  if (response) {
    const repeated = find((flow) => {
      const { response: known } = readLogin(flow);
      return known !== null && sameResponse(known, response) && inTab(flow, observation);
    });
    if (repeated) return repeated;
    const answered = find((flow) => {
      const login = readLogin(flow);
      return login.request !== null && answers(response, login.request) && within(flow, observation);
    });
    if (answered || isTokenResponse(response)) return answered;
  }
  if (observation.kind === "request-headers") return find((flow) => carriesTokenOf(flow, observation));
  return (
    find((flow) => sharesRequest(flow, observation)) ??
    ("requestId" in observation && observation.kind !== "request" && observation.kind !== "redirect"
      ? null
      : find(
          (flow) =>
            within(flow, observation) || (observation.kind === "page-left" && precedes(flow, observation)),
        ))
  );
}

/** When the pages of a login have come to rest, ms since the epoch: settled, given up, or waited for in vain. */
export function endOfPages(flow: Flow): number {
  const { request, response, client, server } = readLogin(flow);
  if (response) return response.at + settleMs;
  const start = request?.at ?? 0;
  const gaveUp = flow.observations.find(
    (fact) =>
      fact.kind === "committed" &&
      fact.at > start &&
      (abandoning.includes(fact.transition) ||
        (client.origin !== server.origin && originOf(fact.url) === client.origin)),
  );
  return gaveUp?.at ?? start + patienceMs;
}

function within(flow: Flow, observation: Observation): boolean {
  const { request, response } = readLogin(flow);
  const start = (request ?? response)?.at ?? 0;
  return inTab(flow, observation) && observation.at >= start && observation.at <= endOfPages(flow);
}

function inTab(flow: Flow, { tabId, frameId }: Observation): boolean {
  const first = flow.observations.find((fact) => fact.kind !== "access");
  return flow.tabId === tabId && first?.frameId === frameId;
}

/** A click shortly before the login that it started. */
function precedes(flow: Flow, { at, click, ...left }: PageLeft): boolean {
  const start = readLogin(flow).request?.at ?? 0;
  return click !== null && inTab(flow, { at, click, ...left }) && at <= start && start - click.at <= clickMs;
}

function carriesTokenOf(flow: Flow, sent: HeadersSent): boolean {
  const token = credentialOf(sent.headers)?.token;
  return readLogin(flow).tokens.some(({ raw }) => raw === token);
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
