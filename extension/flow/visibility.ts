import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { ReceivedToken } from "../token/received-token.js";
import { coversAllSites, coversHost, hostOf, patternOf } from "./access.js";
import type { Visibility } from "./login.js";
import type { Observation } from "./observation.js";

/** The sites that take part in a login, as far as they are known. */
interface Sites {
  readonly client: string | null;
  readonly server: string | null;
  readonly request: AuthorizationRequest | null;
  readonly tokens: readonly ReceivedToken[];
}

/** What could be seen of a login's sites all the time that it lasted, and what that left out. */
export function visibilityOf(observations: readonly Observation[], sites: Sites): Visibility {
  const grants = observations.flatMap((fact) => (fact.kind === "access" ? [fact.origins] : []));
  const always = (covers: (patterns: readonly string[]) => boolean) =>
    grants.length > 0 && grants.every(covers);
  const fromFile = observations.some(({ provenance }) => provenance === "har");
  const allSites = fromFile || always(coversAllSites);
  const hosts = hostsOf(sites);
  const hidden = allSites ? [] : hosts.filter((host) => !always((patterns) => coversHost(patterns, host)));
  return {
    allSites,
    visibleHosts: hosts.filter((host) => !hidden.includes(host)),
    hiddenHosts: hidden,
    summary: summaryOf(allSites, hidden, hosts),
    patterns: hidden.map(patternOf),
  };
}

function hostsOf({ client, server, request, tokens }: Sites): readonly string[] {
  const asked = request?.parameters
    .filter(({ name }) => name === "audience" || name === "resource")
    .map(({ value }) => value);
  const audiences = tokens
    .filter(({ kind }) => kind === "access_token")
    .flatMap(({ decoded }) => (decoded.format === "jws" ? [decoded.payload.value?.aud].flat() : []))
    .filter((audience) => typeof audience === "string");
  const hosts = [client, server, ...(asked ?? []), ...audiences].map(hostOf);
  return [...new Set(hosts.filter((host) => host !== null))];
}

function summaryOf(allSites: boolean, hidden: readonly string[], hosts: readonly string[]): string | null {
  if (allSites) return null;
  return hidden.length > 0
    ? `Not visible: redirects, posted forms, clicks and API calls of ${hidden.join(", ")} and other sites.`
    : `Not visible: API calls to sites other than ${hosts.join(", ")}.`;
}
