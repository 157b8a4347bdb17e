import browser from "webextension-polyfill";
import type { PageLookedAt } from "../../extension/flow/observation.js";
import { type Secret, secretsIn } from "../../extension/flow/traces.js";
import { type Found, findTokens } from "../injected/find-tokens.js";

/** A document in a frame, with its URL as the browser tells it. */
export interface Document {
  readonly tabId: number;
  readonly frameId: number;
  readonly url: string;
}

/**
 * Looks into a document for what became of a login's tokens and code; without access to its site, at its URL alone.
 *
 * @returns null where there is nothing to tell: no access, and nothing in the URL
 */
export async function lookInto(
  { tabId, frameId, url }: Document,
  flowId: string,
  secrets: readonly Secret[],
): Promise<PageLookedAt | null> {
  const injection = { target: { tabId, frameIds: [frameId] }, func: findTokens, args: [secrets] };
  const results = await browser.scripting
    .executeScript(injection as unknown as Parameters<typeof browser.scripting.executeScript>[0])
    .catch(() => []);
  const found = results[0]?.result as Found | null | undefined;
  const about = { kind: "look", at: Date.now(), tabId, frameId, flowId } as const;
  if (found) return { ...about, provenance: "page", reach: "page", ...found };
  const inUrl = secretsIn(url, secrets).map(({ id }) => ({ tokenId: id, where: "url", key: "" }) as const);
  return inUrl.length === 0
    ? null
    : { ...about, provenance: "browser", reach: "url", url, found: inUrl, foreignScripts: [] };
}
