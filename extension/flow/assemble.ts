import type { Flow } from "./flow.js";
import type { AccessNoted, Observation } from "./observation.js";
import { endOfPages, isAnswerTo, isContinuationOf, ownerOf, startsFlow } from "./owner.js";
import { withObservation } from "./read-login.js";
import { newestFirst } from "./stored.js";

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
  const owner = ownerOf(assembly.flows, observation, patterns);
  if (owner) return adoptPending(join(assembly, withObservation(owner, observation)), patterns);
  if (startsFlow(assembly.flows, observation, patterns)) {
    return adoptPending(start(assembly, observation, patterns), patterns);
  }
  return isStray(assembly.pending, observation)
    ? assembly
    : { ...assembly, pending: keepRecent([...assembly.pending, observation]) };
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
  const orphans = assembly.flows.filter((flow) => isAnswerTo(flow, observation, patterns));
  const flows = assembly.flows.filter((flow) => !orphans.includes(flow));
  const id = idFor(flows, observation);
  const flow = {
    id,
    tabId: observation.tabId,
    observations: [...access, observation],
    patterns,
    pinned: orphans.some(({ pinned }) => pinned),
    callsLeftOut: 0,
  };
  return {
    ...assembly,
    flows: [flow, ...flows].sort(newestFirst),
    pending: [...factsOf(orphans), ...assembly.pending],
  };
}

/** Puts a flow in the place of its former self, and takes apart those that turn out to continue it. */
function join(assembly: Assembly, flow: Flow): Assembly {
  const orphans = assembly.flows.filter((other) => other.id !== flow.id && isContinuationOf(other, flow));
  const left = { ...assembly, flows: assembly.flows.filter((other) => !orphans.includes(other)) };
  return replace({ ...left, pending: [...factsOf(orphans), ...assembly.pending] }, flow);
}

/** All that happened in flows which are taken apart, to be placed anew. */
const factsOf = (flows: readonly Flow[]): readonly Observation[] =>
  flows.flatMap(({ observations }) => observations.filter(({ kind }) => kind !== "access"));

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
