import type { Surroundings } from "./login.js";
import type { Observation } from "./observation.js";

/** In what window and container a login took place, and whose scripts were beside it. */
export function surroundingsOf(observations: readonly Observation[]): Surroundings {
  const tab = observations.find((fact) => fact.kind === "tab");
  const scripts = observations.flatMap((fact) => (fact.kind === "look" ? fact.foreignScripts : []));
  return {
    incognito: tab?.incognito ?? false,
    container: tab?.container ?? null,
    lookedAt: observations.findLast((fact) => fact.kind === "look" && fact.reach === "page")?.at ?? null,
    foreignScripts: [...new Set(scripts)],
  };
}
