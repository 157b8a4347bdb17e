import browser from "webextension-polyfill";
import type { LookedFor } from "../../extension/flow/looks.js";
import type { PageLookedAt } from "../../extension/flow/observation.js";
import { findInDatabases } from "../injected/find-in-databases.js";
import { findTokens } from "../injected/find-tokens.js";

/**
 * Looks into a document for what became of a login's tokens, and for who else is in it.
 *
 * @param tokens may be none; then nothing that the page stores is read
 * @returns null where there is no access to the site, or the document is gone
 */
export async function lookInto(
  tabId: number,
  frameId: number,
  flowId: string,
  tokens: readonly LookedFor[],
): Promise<PageLookedAt | null> {
  const target = { tabId, frameIds: [frameId] };
  const at = Date.now();
  const seen = await run(target, findTokens, tokens);
  if (!seen) return null;
  const stored = tokens.length > 0 ? await run(target, findInDatabases, tokens) : null;
  const { keys, found, ...rest } = seen;
  const allKeys = [...keys, ...(stored?.keys ?? [])];
  return {
    kind: "look",
    at,
    tabId,
    frameId,
    provenance: "page",
    flowId,
    ...rest,
    found: [...found, ...(stored?.found ?? [])],
    ...(allKeys.length > 0 ? { keys: allKeys } : {}),
  };
}

/** What a function gives that is run in a document; null where it cannot be run. */
async function run<Result>(
  target: { tabId: number; frameIds: number[] },
  func: (tokens: readonly LookedFor[]) => Result,
  tokens: readonly LookedFor[],
): Promise<Awaited<Result> | null> {
  const injection = { target, func, args: [tokens] };
  const results = await browser.scripting
    .executeScript(injection as unknown as Parameters<typeof browser.scripting.executeScript>[0])
    .catch(() => []);
  return (results[0]?.result as Awaited<Result> | null | undefined) ?? null;
}
