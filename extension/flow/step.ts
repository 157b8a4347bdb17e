import { splitUrl } from "../oauth/parameter.js";
import type { Step } from "./login.js";
import type { Observation } from "./observation.js";

export type UnnumberedStep = Omit<Step, "number">;

export function seen(
  title: string,
  fact: Pick<Observation, "at" | "provenance">,
  details: readonly string[],
) {
  return { title, status: "seen", at: fact.at, details, provenance: fact.provenance } as const;
}

export function unseen(title: string, status: "not-seen" | "not-visible", reason: string) {
  return { title, status, at: null, details: [reason], provenance: null } as const;
}

/** A URL as a step may quote it: without scheme, query and fragment, which can hold secrets, and with long ids cut. */
export const place = (url: string): string =>
  splitUrl(url)
    .base.replace(/^https?:\/\//i, "")
    .replaceAll(/(?<=\/)([^/]{8})[^/]{16,}/g, "$1…");
