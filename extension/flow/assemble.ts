import type { Flow } from "./flow.js";
import type { AccessNoted, Observation } from "./observation.js";
import { endOfPages, isAnswerTo, ownerOf, startsFlow } from "./owner.js";
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

/**
 * Puts one observation where it belongs. Pure, and independent of the order in which observations arrive: each is
 * placed by its own time, and one that comes before its flow is known waits in `pending`.
 */
export function assemble(assembly: Assembly, observation: Observation): Assembly {
  if (observation.kind === "access") return noteAccess(assembly, observation);
  const owner = ownerOf(assembly.flows, observation);
  if (owner) return adoptPending(replace(assembly, withObservation(owner, observation)));
  if (startsFlow(observation)) return adoptPending(start(assembly, observation));
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

function start(assembly: Assembly, observation: Observation): Assembly {
  const access = assembly.access ? [{ ...assembly.access, at: observation.at }] : [];
  const orphans = assembly.flows.filter((flow) => isAnswerTo(flow, observation));
  const flows = assembly.flows.filter((flow) => !orphans.includes(flow));
  const id = idFor(flows, observation);
  const flow = { id, tabId: observation.tabId, observations: [...access, observation] };
  const orphaned = orphans.flatMap(({ observations }) =>
    observations.filter(({ kind }) => kind !== "access"),
  );
  return {
    ...assembly,
    flows: [flow, ...flows].sort(newestFirst),
    pending: [...orphaned, ...assembly.pending],
  };
}

/** A change of access is noted in the logins that are still under way; what earlier ones could see is past. */
function noteAccess(assembly: Assembly, access: AccessNoted): Assembly {
  const flows = assembly.flows.map((flow) =>
    access.at <= endOfPages(flow) ? withObservation(flow, access) : flow,
  );
  return { ...assembly, flows, access };
}

function adoptPending(assembly: Assembly): Assembly {
  for (const waiting of assembly.pending) {
    const owner = ownerOf(assembly.flows, waiting);
    if (!owner) continue;
    const pending = assembly.pending.filter((other) => other !== waiting);
    return adoptPending(replace({ ...assembly, pending }, withObservation(owner, waiting)));
  }
  return assembly;
}

function withObservation(flow: Flow, observation: Observation): Flow {
  const later = flow.observations.findIndex(({ at }) => at > observation.at);
  const index = later < 0 ? flow.observations.length : later;
  return { ...flow, observations: flow.observations.toSpliced(index, 0, observation) };
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
