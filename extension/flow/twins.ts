import type { Flow } from "./flow.js";
import type { Observation, RequestSent } from "./observation.js";
import { tokenRequestIn } from "./sighting.js";

/** How far apart the browser and DevTools may stamp one and the same request, ms. */
const skewMs = 1000;

/**
 * Whether two facts are of one and the same token request, told by DevTools and by somebody else: equal method, URL, time
 * and parameters. The two know it by ids of their own, and the browser tells parameters in an order of its own.
 */
export function areTwins(a: RequestSent, b: RequestSent): boolean {
  return (
    (a.provenance === "devtools") !== (b.provenance === "devtools") &&
    a.url === b.url &&
    a.method === b.method &&
    Math.abs(a.at - b.at) <= skewMs &&
    messageOf(a) === messageOf(b)
  );
}

/** What others told of a token request that DevTools tells of; the nearest in time, null for none. */
export function twinOf(sent: RequestSent, others: readonly RequestSent[]): RequestSent | null {
  const distance = (other: RequestSent) => Math.abs(other.at - sent.at);
  return sent.provenance === "devtools"
    ? others
        .filter((other) => areTwins(sent, other))
        .reduce<RequestSent | null>(
          (near, other) => (near && distance(near) <= distance(other) ? near : other),
          null,
        )
    : null;
}

/** The flow that holds a token request already, as the other of browser and DevTools told it. */
export function flowOfTwin(flows: readonly Flow[], observation: Observation): Flow | null {
  if (observation.kind !== "request" || tokenRequestIn(observation) === null) return null;
  return (
    flows.find(({ observations }) =>
      observations.some((fact) => fact.kind === "request" && areTwins(fact, observation)),
    ) ?? null
  );
}

/** All parameters in alphabetical order; null for what is no token request. */
function messageOf(sent: RequestSent): string | null {
  const pairs = tokenRequestIn(sent)?.parameters.map(({ name, value }) => [name, value].join("="));
  return pairs?.sort().join("\n") ?? null;
}
