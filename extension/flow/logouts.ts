import { parseFrontChannelLogout, parseLogoutRequest } from "../oauth/logout-request.js";
import { splitUrl } from "../oauth/parameter.js";
import { hostOf } from "./access.js";
import type { Logout } from "./login.js";
import type { Committed, Observation, RequestSent } from "./observation.js";
import { formOf } from "./sighting.js";

/** How long after its request a logout may take, with what the provider asks, ms. */
const logoutMs = 10 * 60_000;

/** The logout request of a client that an observation shows, if it shows one. */
export function logoutIn(fact: Observation): Logout | null {
  if (fact.kind !== "request" && fact.kind !== "navigation-started" && fact.kind !== "redirect") return null;
  const url = fact.kind === "redirect" ? fact.redirectUrl : fact.url;
  const form = fact.kind === "request" ? formOf(fact.body) : null;
  const logout = parseLogoutRequest(url, fact.kind === "request" ? fact.method : "GET", form);
  return logout && logoutOf(fact, logout);
}

/**
 * Whether a document belongs to a logout: the frame that tells the client of it, or the place that the browser is sent to
 * after it.
 *
 * @param client origin of the client
 */
export function isPartOfLogout(
  { at, tabId, kind, parameters }: Logout,
  fact: RequestSent | Committed,
  client: string | null,
): boolean {
  if (kind !== "rp-initiated" || fact.tabId !== tabId || fact.at < at || fact.at > at + logoutMs)
    return false;
  if (fact.frameId !== 0) {
    return parseFrontChannelLogout(fact.url) !== null && hostOf(fact.url) === hostOf(client);
  }
  const target = parameters.find(({ name }) => name === "post_logout_redirect_uri")?.value;
  return target !== undefined && splitUrl(target).base === splitUrl(fact.url).base;
}

/** Logout requests and front-channel logout frames in order, each once however often it was seen. */
export function logoutsIn(observations: readonly Observation[]): readonly Logout[] {
  const seen = new Map<string, Logout>();
  for (const fact of observations) {
    const logout = logoutIn(fact) ?? (seen.size > 0 ? frameIn(fact) : null);
    const key = logout ? `${logout.endpoint}?${logout.parameters.map(({ raw }) => raw).join("&")}` : "";
    if (logout && !seen.has(key)) seen.set(key, logout);
  }
  return [...seen.values()];
}

function frameIn(fact: Observation): Logout | null {
  if (fact.kind !== "request" || fact.resource !== "page" || fact.frameId === 0) return null;
  const logout = parseFrontChannelLogout(fact.url);
  return logout && logoutOf(fact, logout);
}

const logoutOf = (
  { at, tabId, provenance }: Observation,
  { kind, endpoint, parameters }: Pick<Logout, "kind" | "endpoint" | "parameters">,
): Logout => ({ at, tabId, kind, endpoint, parameters, provenance });
