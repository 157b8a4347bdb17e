import type { Flow } from "./flow.js";
import { readMessages, withObservation } from "./messages.js";
import type { AccessNoted, Observation } from "./observation.js";
import { endOfPages, ownerOf, startsFlow } from "./owner.js";
import { requestIn, responseIn, tokenRequestIn } from "./sighting.js";
import { newestFirst, startOf } from "./stored.js";
import { flowOfTwin } from "./twins.js";

/** Everything the background holds: the flows, and what may yet turn out to belong to one. */
export interface Assembly {
  /** Newest first. */
  readonly flows: readonly Flow[];
  /** Observations without a flow so far, such as a click just before its login. Bounded by age and number. */
  readonly pending: readonly Observation[];
  /** What may be seen at present. */
  readonly access: AccessNoted | null;
}

export const emptyAssembly: Assembly = { flows: [], pending: [], access: null };

const pendingMs = 30_000;
const pendingCount = 100;
/** How far apart a page and the browser may stamp what happened, ms. */
const skewMs = 1000;
/** How many flows a late observation may put in question. */
const outrunCount = 8;

/** What the reducer has to know besides the observation. */
export interface Context {
  /** URLs that the person named as authorization endpoints. */
  readonly patterns: readonly string[];
}

const noContext: Context = { patterns: [] };

/**
 * Puts one observation where it belongs. Pure, and independent of the order in which observations arrive: each is
 * placed by its own time, and one that comes before its flow is known waits in `pending`.
 */
export function assemble(
  assembly: Assembly,
  observation: Observation,
  { patterns }: Context = noContext,
): Assembly {
  if (observation.kind === "access") return noteAccess(assembly, observation);
  const outrun = speaksOAuth(observation, patterns) ? outrunBy(assembly.flows, observation) : [];
  return outrun.length === 0
    ? place(assembly, observation, patterns)
    : replay(assembly, outrun, observation, patterns);
}

function place(assembly: Assembly, observation: Observation, patterns: readonly string[]): Assembly {
  const owner = flowOfTwin(assembly.flows, observation) ?? ownerOf(assembly.flows, observation, patterns);
  if (owner) return adoptPending(replace(assembly, withObservation(owner, observation)), patterns);
  if (startsFlow(assembly.flows, observation, patterns)) {
    return adoptPending(start(assembly, observation, patterns), patterns);
  }
  return isStray(assembly.pending, observation)
    ? assembly
    : { ...assembly, pending: keepRecent([...assembly.pending, lightened(assembly, observation)]) };
}

/**
 * The answer to a document without its headers while no login is under way, as then it is hardly one of a login. They are
 * lost where the answer arrives before the request with which its login begins.
 */
function lightened({ flows }: Assembly, observation: Observation): Observation {
  if (observation.kind !== "response" && observation.kind !== "redirect") return observation;
  if (!observation.headers?.length || flows.some((flow) => observation.at <= endOfPages(flow))) {
    return observation;
  }
  const { setCookies, cookiesSent, ...bare } = observation;
  return { ...bare, headers: [] };
}

/** Whether an observation holds a message of OAuth, which decides where others belong. */
const speaksOAuth = (observation: Observation, patterns: readonly string[]): boolean =>
  requestIn(observation, patterns) !== null ||
  responseIn(observation) !== null ||
  tokenRequestIn(observation) !== null;

/**
 * Flows that may have taken what they would not have taken, had an observation arrived in time: those of its tab that
 * hold later observations, and those whose request was not seen, which may be its own. The newest few, so that nobody can
 * make it many.
 */
function outrunBy(flows: readonly Flow[], { at, tabId }: Observation): readonly Flow[] {
  // Most flows are over by then, which their last fact tells.
  const holds = ({ observations }: Flow, since: number) =>
    (observations.at(-1)?.at ?? 0) > since &&
    observations.some((fact) => fact.kind !== "access" && fact.at > since && fact.at < at + pendingMs);
  const outrun = flows.filter(
    (flow) =>
      holds(flow, at - skewMs) &&
      (readMessages(flow).request === null || (flow.tabId === tabId && holds(flow, at))),
  );
  // A login that began within another may take what is the other's as long as that is taken apart.
  const since = Math.min(...outrun.map(startOf));
  return flows
    .filter((flow) => outrun.includes(flow) || (flow.tabId === tabId && startOf(flow) >= since))
    .slice(0, outrunCount);
}

/**
 * Takes flows apart and puts what they hold in place once more, in the order in which it happened; the late one before
 * what may follow from it, whose clock may be another.
 */
function replay(
  assembly: Assembly,
  outrun: readonly Flow[],
  late: Observation,
  patterns: readonly string[],
): Assembly {
  const orphans = outrun.filter((flow) => readMessages(flow).request === null);
  const early = Math.min(late.at, ...orphans.flatMap(({ observations }) => observations.map(({ at }) => at)));
  const timeOf = (fact: Observation) => (fact === late ? Math.max(early, late.at - skewMs) : fact.at);
  const facts = [late, ...assembly.pending, ...outrun.flatMap(({ observations }) => observations)]
    .filter(({ kind }) => kind !== "access")
    .sort((a, b) => timeOf(a) - timeOf(b));
  const rest = assembly.flows.filter((flow) => !outrun.includes(flow));
  const without: Assembly = { ...assembly, flows: rest, pending: [] };
  const again = facts.reduce((before, fact) => place(before, fact, patterns), without);
  return { ...again, flows: again.flows.map((flow) => (rest.includes(flow) ? flow : heirOf(outrun, flow))) };
}

/** A flow with what was noted of those in whose place it stands: access at the time, being pinned, what was left out. */
function heirOf(outrun: readonly Flow[], flow: Flow): Flow {
  const parents = outrun.filter(({ observations }) =>
    observations.some((fact) => fact.kind !== "access" && flow.observations.includes(fact)),
  );
  const [first] = parents;
  if (first === undefined) return flow;
  const access = first.observations.filter(({ kind }) => kind === "access");
  const facts = flow.observations.filter(({ kind }) => kind !== "access");
  const factsLeftOut = parents.reduce((sum, parent) => sum + (parent.factsLeftOut ?? 0), 0);
  return {
    ...flow,
    observations: [...access, ...facts].sort((a, b) => a.at - b.at),
    pinned: parents.some(({ pinned }) => pinned),
    callsLeftOut: parents.reduce((sum, { callsLeftOut }) => sum + callsLeftOut, 0),
    ...(factsLeftOut > 0 && { factsLeftOut }),
  };
}

/** The end of a request of which nothing else is known: most requests of most pages. */
function isStray(pending: readonly Observation[], observation: Observation): boolean {
  return (
    (observation.kind === "response" || observation.kind === "request-failed") &&
    !pending.some((other) => "requestId" in other && other.requestId === observation.requestId)
  );
}

function start(assembly: Assembly, observation: Observation, patterns: readonly string[]): Assembly {
  const access = assembly.access ? [{ ...assembly.access, at: observation.at }] : [];
  const { flows } = assembly;
  const flow = {
    id: idFor(flows, observation),
    tabId: observation.tabId,
    observations: [...access, observation],
    patterns,
    pinned: false,
    callsLeftOut: 0,
  };
  return { ...assembly, flows: [flow, ...flows].sort(newestFirst) };
}

/** A change of access is noted in the logins that are still under way; what earlier ones could see is past. */
function noteAccess(assembly: Assembly, access: AccessNoted): Assembly {
  const flows = assembly.flows.map((flow) =>
    access.at <= endOfPages(flow) ? withObservation(flow, access) : flow,
  );
  return { ...assembly, flows, access };
}

function adoptPending(assembly: Assembly, patterns: readonly string[]): Assembly {
  for (const waiting of assembly.pending) {
    const owner = ownerOf(assembly.flows, waiting, patterns);
    if (!owner) continue;
    const pending = assembly.pending.filter((other) => other !== waiting);
    return adoptPending(replace({ ...assembly, pending }, withObservation(owner, waiting)), patterns);
  }
  return assembly;
}

const replace = (assembly: Assembly, flow: Flow): Assembly => ({
  ...assembly,
  flows: assembly.flows.map((other) => (other.id === flow.id ? flow : other)),
});

function keepRecent(pending: readonly Observation[]): readonly Observation[] {
  const newest = Math.max(...pending.map(({ at }) => at));
  return pending.filter(({ at }) => at > newest - pendingMs).slice(-pendingCount);
}

function idFor(flows: readonly Flow[], { at, tabId }: Observation): string {
  const id = `${Math.round(at)}-${tabId}`;
  const taken = flows.filter((flow) => flow.id === id || flow.id.startsWith(`${id}-`)).length;
  return taken === 0 ? id : `${id}-${taken + 1}`;
}
