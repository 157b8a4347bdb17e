import { type Assembly, assemble, emptyAssembly } from "../flow/assemble.js";
import { boundFlow, boundObservation, callCap, factCap } from "../flow/bounds.js";
import type { Flow } from "../flow/flow.js";
import { endOfPages } from "../flow/owner.js";
import { remember } from "../flow/remember.js";
import { messageFacts, pageFacts } from "./facts.js";
import type { NoteList } from "./notes.js";
import type { Hop } from "./redirects.js";

/** How many of these may still get something, the newest: as many as are held where logins are watched live. */
const openCap = 200;

/** A flow of more observations than this is brought within its caps while it grows. */
const longestFlow = 2 * factCap;

/** Parameters of which a request, a response or a logout in a URL has at least one. */
const message =
  /(?:client_id|code|token|error|response|state|id_token_hint|post_logout_redirect_uri|returnTo)(?:=|%3d)/i;

/**
 * Places what pages and token requests tell into logins, as it is done live.
 *
 * Pages that hold no message are placed only while a login is under way, for they could belong to none: a large file has
 * thousands of them.
 *
 * @param hops     in the order of their times
 * @param loginCap how many logins are read
 */
export async function assembleLogins(
  hops: readonly Hop[],
  patterns: readonly string[],
  notes: NoteList,
  loginCap: number,
): Promise<readonly Flow[]> {
  const telling = chainsWithMessages(hops);
  let assembly: Assembly = emptyAssembly;
  /** Oldest first. */
  const past: Flow[] = [];
  const count = () => past.length + assembly.flows.length;
  for (const hop of hops) {
    if (hop.isPage && !telling.has(hop.requestId)) {
      if (hop.frameId !== 0 || hop.at > underWayUntil(assembly.flows)) continue;
    }
    for (const fact of hop.isPage ? pageFacts(hop) : messageFacts(hop)) {
      const kept = boundObservation(fact);
      assembly = assemble(assembly, kept instanceof Promise ? await kept : kept, { patterns });
      if (assembly.flows.some((flow) => flow.observations.length > longestFlow)) {
        assembly = { ...assembly, flows: assembly.flows.map(bounded) };
      }
    }
    past.push(...assembly.flows.slice(openCap).reverse());
    assembly = { ...assembly, flows: assembly.flows.slice(0, openCap) };
    if (count() > loginCap) {
      notes.add(
        hop.entry,
        `begins one login too many: only the first ${loginCap.toLocaleString("en")} of the file are read.`,
      );
      break;
    }
  }
  return [...assembly.flows, ...past.reverse()].slice(-loginCap).map(bounded);
}

/** When the last of these logins has come to rest. */
const underWayUntil = remember((flows: readonly Flow[]) => Math.max(...flows.map(endOfPages)));

/** A flow within its caps. Measuring one takes time, and a short one is hardly over them. */
export const bounded = (flow: Flow): Flow => (flow.observations.length > callCap ? boundFlow(flow) : flow);

/** Request ids of the chains in which an OAuth message may travel: in a URL, or in a form that is posted. */
function chainsWithMessages(hops: readonly Hop[]): ReadonlySet<string> {
  const telling = new Set<string>();
  for (const { url, location, method, requestId } of hops) {
    if (method === "POST" || message.test(url) || (location !== null && message.test(location))) {
      telling.add(requestId);
    }
  }
  return telling;
}
