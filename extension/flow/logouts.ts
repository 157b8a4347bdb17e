import { parseFrontChannelLogout, parseLogoutRequest } from "../oauth/logout-request.js";
import { splitUrl } from "../oauth/parameter.js";
import type { Logout } from "./login.js";
import type { Committed, Observation, RequestSent } from "./observation.js";
import { remember } from "./remember.js";
import { formOf } from "./sighting.js";

/** How long after its request a logout may take, with what the provider asks, ms. */
const logoutMs = 10 * 60_000;

/** The logout request of a client, or the frame by which a provider tells a client of one, if an observation shows it. */
export const logoutIn = remember((fact: Observation): Logout | null => {
  if (fact.kind !== "request" && fact.kind !== "navigation-started" && fact.kind !== "redirect") return null;
  const url = fact.kind === "redirect" ? fact.redirectUrl : fact.url;
  const form = fact.kind === "request" ? formOf(fact.body) : null;
  const inFrame = fact.frameId !== 0 && fact.kind !== "redirect";
  const logout =
    parseLogoutRequest(url, fact.kind === "request" ? fact.method : "GET", form) ??
    (inFrame ? parseFrontChannelLogout(url) : null);
  if (!logout) return null;
  const { at, tabId, provenance } = fact;
  return {
    at,
    tabId,
    kind: logout.kind,
    endpoint: splitUrl(url).base,
    parameters: logout.parameters,
    provenance,
  };
});

/** Whether a document is the place that the browser is sent to after a logout. */
export function isReturnOf({ at, tabId, parameters }: Logout, fact: RequestSent | Committed): boolean {
  if (fact.tabId !== tabId || fact.frameId !== 0 || fact.at < at || fact.at > at + logoutMs) return false;
  const target = parameters.find(({ name }) => name === "post_logout_redirect_uri")?.value;
  return target !== undefined && splitUrl(target).base === splitUrl(fact.url).base;
}

/** Logout requests and front-channel logout frames in order, each once however often it was seen. */
export function logoutsIn(observations: readonly Observation[]): readonly Logout[] {
  const seen = new Map<string, Logout>();
  for (const fact of observations) {
    const logout = logoutIn(fact);
    const key = logout ? `${logout.endpoint}?${logout.parameters.map(({ raw }) => raw).join("&")}` : "";
    if (logout && !seen.has(key)) seen.set(key, logout);
  }
  return [...seen.values()];
}
