import type { Login } from "../../extension/flow/login.js";
import type { ServerKnowledge } from "../../extension/oauth/server-knowledge.js";

/** What a person can do so that an undetermined check is decided, now or at the next login. */
export type DecidingClick = "access" | "keys" | "secret" | "look" | "devtools" | "nothing";

/** In the order in which they are offered: what helps at once comes first. */
export const decidingClicks: readonly DecidingClick[] = [
  "keys",
  "secret",
  "look",
  "access",
  "devtools",
  "nothing",
];

/**
 * What would decide an undetermined check.
 *
 * @param reason   of the check, as it says what was missing
 * @param isOfFile whether the login came from a file, which shows no more whatever is clicked
 */
export function decidingClickFor(
  reason: string,
  { visibility, client, surroundings }: Login,
  server: ServerKnowledge,
  isOfFile: boolean,
): DecidingClick {
  if (isOfFile) return "nothing";
  if (/secret is needed/.test(reason)) return "secret";
  if (/encrypted|cannot be read|only the client's key/i.test(reason)) return "nothing";
  const isKnown = server.metadata.state === "known" && server.keys.state === "known";
  if (/not fetched|older than the token|metadata|algorithms|kid|signature (has|was) not/i.test(reason)) {
    return isKnown && !/older|kid/.test(reason) ? "nothing" : "keys";
  }
  const clientHost = client.origin === null ? null : new URL(client.origin).hostname;
  const seesClient = visibility.allSites || visibility.visibleHosts.includes(clientHost ?? "");
  if (/storage|stored key|history entry/.test(reason) && seesClient) {
    return surroundings.lookedAt === null ? "look" : "nothing";
  }
  const isHidden = /visible|was seen|were seen|access|watching began|may not be read|may be read/.test(
    reason,
  );
  if (!isHidden) return "nothing";
  if (visibility.summary !== null) return "access";
  return /token endpoint's response|UserInfo|headers of/.test(reason) ? "devtools" : "nothing";
}
