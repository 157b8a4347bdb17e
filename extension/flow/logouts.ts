import { parseFrontChannelLogout, parseLogoutRequest } from "../oauth/logout-request.js";
import { splitUrl } from "../oauth/parameter.js";
import type { Logout } from "./login.js";
import type { Observation } from "./observation.js";
import { formOf } from "./sighting.js";

/** The logout request that an observation shows, if it shows one. */
export function logoutIn(fact: Observation): Logout | null {
  if (fact.kind !== "request" && fact.kind !== "navigation-started" && fact.kind !== "redirect") return null;
  const url = fact.kind === "redirect" ? fact.redirectUrl : fact.url;
  const form = fact.kind === "request" ? formOf(fact.body) : null;
  const inFrame = fact.frameId !== 0 && fact.kind !== "redirect";
  const logout =
    parseLogoutRequest(url, fact.kind === "request" ? fact.method : "GET", form) ??
    (inFrame ? parseFrontChannelLogout(url) : null);
  if (!logout) return null;
  return {
    at: fact.at,
    kind: logout.kind,
    endpoint: splitUrl(url).base,
    parameters: logout.parameters,
    provenance: fact.provenance,
  };
}

/** Logout requests in order, each once however often it was seen. */
export function logoutsIn(observations: readonly Observation[]): readonly Logout[] {
  const seen = new Map<string, Logout>();
  for (const fact of observations) {
    const logout = logoutIn(fact);
    const key = logout ? `${logout.endpoint}?${logout.parameters.map(({ raw }) => raw).join("&")}` : "";
    if (logout && !seen.has(key)) seen.set(key, logout);
  }
  return [...seen.values()];
}
