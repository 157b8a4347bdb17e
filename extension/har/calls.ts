import { boundObservation, callCap, withLeftOut } from "../flow/bounds.js";
import type { Flow } from "../flow/flow.js";
import { readMessages } from "../flow/messages.js";
import type { Observation } from "../flow/observation.js";
import { carriesSecret } from "../flow/owner.js";
import { type Exchange, exchangeOf, timeOf } from "./exchange.js";
import { headersFact, headersTell, messageFacts } from "./facts.js";
import { bounded } from "./logins.js";
import { followRedirects, type Hop } from "./redirects.js";
import type { Carrier } from "./sift.js";
import type { Tabs } from "./tabs.js";

/**
 * Adds the requests that carried a token to its login, the earliest first, up to the cap of calls; the rest is counted.
 *
 * Gives what placing them one by one would give. The many that send a token as they should are told apart by that token alone.
 *
 * @param logins newest first
 * @param hops   what is placed already
 */
export function addCalls(
  logins: readonly Flow[],
  carriers: readonly Carrier[],
  hops: readonly Hop[],
  tabs: Tabs,
): Promise<readonly Flow[]> {
  const placed = new Map(hops.map((hop) => [hop.entry, hop]));
  const hopOf = (carrier: Carrier, at: number): Hop =>
    placed.get(carrier.entry) ?? alone(exchangeOf(carrier, false, tabs.idOf(carrier.raw), at));
  const byToken = loginsByToken(logins);
  const byLogin = new Map<string, Carrier[]>(logins.map(({ id }) => [id, []]));
  for (const carrier of logins.length === 0 ? [] : carriers) {
    const { token, inHead, inBody } = carrier;
    const owner =
      (token === null ? undefined : byToken.get(token)) ??
      (inHead || inBody ? ownerOf(hopOf(carrier, 0), logins) : undefined);
    byLogin.get(owner?.id ?? "")?.push(carrier);
  }
  return Promise.all(
    logins.map((login) => {
      const last = login.observations.at(-1)?.at ?? 0;
      const calls = (byLogin.get(login.id) ?? [])
        .map((carrier) => ({ carrier, at: timeOf(carrier.raw) ?? last }))
        .sort((a, b) => a.at - b.at);
      const kept = calls.slice(0, callCap).map(({ carrier, at }) => hopOf(carrier, at));
      const facts = followRedirects(
        kept.filter(({ entry }) => !placed.has(entry)),
        new Map(),
      ).flatMap(messageFacts);
      // Of a document all is placed but this, of a script's request all is.
      const again = kept.filter((hop) => hop.isPage && placed.has(hop.entry)).flatMap(tellingHeaders);
      return withFacts(login, [...again, ...facts], calls.length - kept.length);
    }),
  );
}

/** Logins by their tokens; the newest where two hold the same. */
const loginsByToken = (logins: readonly Flow[]): ReadonlyMap<string, Flow> =>
  new Map(
    logins
      .toReversed()
      .flatMap((login) => readMessages(login).tokens.map(({ raw }) => [raw, login] as const)),
  );

/** Login of which a request carries a secret wherever else one may hide. */
function ownerOf(hop: Hop, logins: readonly Flow[]): Flow | undefined {
  for (const fact of hop.isPage ? tellingHeaders(hop) : messageFacts(hop)) {
    const owner =
      fact.kind === "request" || fact.kind === "request-headers"
        ? logins.find(carriesSecret(fact))
        : undefined;
    if (owner !== undefined) return owner;
  }
  return undefined;
}

const tellingHeaders = (hop: Hop): readonly Observation[] => (headersTell(hop) ? [headersFact(hop)] : []);

const alone = (exchange: Exchange): Hop => {
  const [hop] = followRedirects([exchange], new Map());
  return hop as Hop;
};

async function withFacts(flow: Flow, facts: readonly Observation[], leftOut: number): Promise<Flow> {
  if (facts.length === 0) return flow;
  const kept = await Promise.all(facts.map(boundObservation));
  const observations = [...flow.observations, ...kept].sort((a, b) => a.at - b.at);
  return bounded(withLeftOut({ ...flow, observations }, { calls: leftOut, facts: 0 }));
}
