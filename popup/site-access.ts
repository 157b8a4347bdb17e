import { coversAllSites, coversHost, hostOf, patternOf } from "../extension/flow/access.js";
import type { Visibility } from "../extension/flow/login.js";

/** Whether access as it is now would show what a login's capture had to leave out. */
export function wouldShow(granted: readonly string[], { patterns }: Visibility): boolean {
  if (patterns.length === 0) return coversAllSites(granted);
  return patterns.every((pattern) => {
    const host = /^\*:\/\/([^/]+)\/\*$/.exec(pattern)?.[1];
    return host !== undefined && coversHost(granted, host);
  });
}

/** Pattern to ask for before a request can be sent to a URL; null where it may be sent already. */
export function missingPattern(granted: readonly string[], url: string): string | null {
  const host = hostOf(url);
  return host === null || coversHost(granted, host) ? null : patternOf(host);
}
