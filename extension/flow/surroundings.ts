import { originOf } from "../oauth/parameter.js";
import type { Surroundings } from "./login.js";
import type { Observation } from "./observation.js";

/**
 * In what window and container a login took place, and whose scripts were beside it.
 *
 * @param client origin of the client, whose pages alone count
 */
export function surroundingsOf(observations: readonly Observation[], client: string | null): Surroundings {
  const tab = observations.find((fact) => fact.kind === "tab");
  const scripts = observations.flatMap((fact) =>
    fact.kind === "look" && originOf(fact.url) === client
      ? fact.foreignContent.filter(({ type }) => type === "script").map(({ origin }) => origin)
      : [],
  );
  return {
    incognito: tab?.incognito ?? false,
    container: tab?.container ?? null,
    lookedAt: observations.findLast((fact) => fact.kind === "look" && fact.reach === "page")?.at ?? null,
    foreignScripts: [...new Set(scripts)],
  };
}
