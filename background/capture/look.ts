import browser from "webextension-polyfill";
import type { PageLookedAt } from "../../extension/flow/observation.js";
import { type Found, findTokens } from "../injected/find-tokens.js";

/** A token to look for. */
export interface LookedFor {
  readonly tokenId: string;
  readonly raw: string;
}

/**
 * Looks into a document for what became of a login's tokens.
 *
 * @returns null where there is no access to the site, or the document is gone
 */
export async function lookInto(
  tabId: number,
  frameId: number,
  flowId: string,
  tokens: readonly LookedFor[],
): Promise<PageLookedAt | null> {
  const injection = { target: { tabId, frameIds: [frameId] }, func: findTokens, args: [tokens] };
  const results = await browser.scripting
    .executeScript(injection as unknown as Parameters<typeof browser.scripting.executeScript>[0])
    .catch(() => []);
  const found = results[0]?.result as Found | null | undefined;
  if (!found) return null;
  return { kind: "look", at: Date.now(), tabId, frameId, provenance: "page", flowId, ...found };
}
