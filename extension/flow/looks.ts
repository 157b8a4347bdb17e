import { originOf } from "../oauth/parameter.js";
import type { Flow } from "./flow.js";
import { readMessages } from "./messages.js";
import { endOfPages } from "./owner.js";
import { secretsOf } from "./traces.js";

/** A token to look for in a page. */
export interface LookedFor {
  readonly tokenId: string;
  readonly raw: string;
}

/** How long after the response a code is looked for, ms: after that it has been redeemed or has expired. */
const codeMs = 60_000;

/**
 * What to look for in a page of a login's client or server.
 *
 * In a page of the server, none: there the question is who else is in it, and only while the login lasts.
 *
 * @param now ms since the epoch
 * @returns null where no look is worth while
 */
export function lookedForIn(
  flow: Flow,
  page: { readonly url: string; readonly tabId: number },
  now: number,
): readonly LookedFor[] | null {
  const { client, server, tokens, response } = readMessages(flow);
  const origin = originOf(page.url);
  if (origin === null) return null;
  if (origin === client.origin && response !== null) {
    const secrets = secretsOf(tokens, response).filter(
      ({ id }) => id !== "code" || now <= response.at + codeMs,
    );
    if (secrets.length > 0) return secrets.map(({ id, raw }) => ({ tokenId: id, raw }));
  }
  return origin === server.origin && page.tabId === flow.tabId && now <= endOfPages(flow) ? [] : null;
}
