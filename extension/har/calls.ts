import { boundObservation, callCap, withLeftOut } from "../flow/bounds.js";
import type { Flow } from "../flow/flow.js";
import { readMessages } from "../flow/messages.js";
import type { Observation } from "../flow/observation.js";
import type { SentBody } from "../flow/sent-body.js";
import { type Secret, secretsIn, secretsOf } from "../flow/traces.js";
import { pairsOf, sentBodyOf } from "./entry.js";
import { exchangeOf, timeOf } from "./exchange.js";
import { headersFact, messageFacts } from "./facts.js";
import { bounded } from "./logins.js";
import { followRedirects, type Hop } from "./redirects.js";
import type { Carrier } from "./sift.js";
import type { Tabs } from "./tabs.js";

/**
 * Adds the requests that carried a token to its login, the earliest first, up to the cap of calls; the rest is counted.
 *
 * Gives what placing them one by one would give, in a time that does not grow with the number of logins.
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
  const owners = ownersOf(logins);
  const byLogin = new Map<string, Carrier[]>(logins.map(({ id }) => [id, []]));
  for (const carrier of carriers) byLogin.get(ownerOf(carrier, owners) ?? "")?.push(carrier);
  const placed = new Map(hops.map((hop) => [hop.entry, hop]));
  return Promise.all(
    logins.map((login) => {
      const last = login.observations.at(-1)?.at ?? 0;
      const calls = (byLogin.get(login.id) ?? [])
        .map((carrier) => ({ carrier, at: timeOf(carrier.raw) ?? last }))
        .sort((a, b) => a.at - b.at);
      const kept = calls.slice(0, callCap);
      const again = kept.flatMap(({ carrier }) => {
        const hop = placed.get(carrier.entry);
        return hop && isInHead(carrier) ? [headersFact(hop)] : [];
      });
      const fresh = kept.filter(({ carrier }) => !placed.has(carrier.entry));
      const carried = new Map(fresh.map(({ carrier }) => [carrier.entry, carrier]));
      const exchanges = fresh.map(({ carrier, at }) =>
        exchangeOf(carrier, false, tabs.idOf(carrier.raw), at),
      );
      const facts = followRedirects(exchanges, new Map()).flatMap((hop) => {
        const carrier = carried.get(hop.entry);
        return [...(carrier && isInHead(carrier) ? [headersFact(hop)] : []), ...messageFacts(hop)];
      });
      return withFacts(login, [...again, ...facts], calls.length - kept.length);
    }),
  );
}

const isInHead = ({ token, inHead }: Carrier): boolean => token !== null || inHead;

/** Which tokens and codes belong to which logins. */
interface Owners {
  /** Logins by their tokens; the newest where two hold the same. */
  readonly byToken: ReadonlyMap<string, Flow>;
  /** Those long enough to be looked for inside other text; `id` is that of the login. */
  readonly secrets: readonly Secret[];
}

/** @param flows newest first */
function ownersOf(flows: readonly Flow[]): Owners {
  const byToken = new Map<string, Flow>();
  const secrets: Secret[] = [];
  for (const flow of flows) {
    const { tokens, response } = readMessages(flow);
    for (const { raw } of tokens) if (!byToken.has(raw)) byToken.set(raw, flow);
    for (const { raw } of secretsOf(tokens, response)) secrets.push({ id: flow.id, raw });
  }
  return { byToken, secrets };
}

/** Id of the login whose token a request carries; null for none. */
function ownerOf(carrier: Carrier, { byToken, secrets }: Owners): string | null {
  const { raw, token, inHead, inBody } = carrier;
  const owner = token === null ? undefined : byToken.get(token);
  if (owner) return owner.id;
  if (!(inHead || inBody) || secrets.length === 0) return null;
  const head = [raw.request.url, ...pairsOf(raw.request.headers).map(({ value }) => value)];
  const { form, text } = inBody ? sentBodyOf(raw.request) : noBody;
  const body = [text?.text ?? "", ...(form ?? []).map(({ value }) => value ?? "")];
  return secretsIn([...head, ...body].join("\n"), secrets)[0]?.id ?? null;
}

const noBody: SentBody = { form: null, text: null };

async function withFacts(flow: Flow, facts: readonly Observation[], leftOut: number): Promise<Flow> {
  if (facts.length === 0) return flow;
  const kept = await Promise.all(facts.map(boundObservation));
  const observations = [...flow.observations, ...kept].sort((a, b) => a.at - b.at);
  return bounded(withLeftOut({ ...flow, observations }, { calls: leftOut, facts: 0 }));
}
