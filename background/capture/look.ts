import browser from "webextension-polyfill";
import type { LookedFor } from "../../extension/flow/looks.js";
import type { PageLookedAt } from "../../extension/flow/observation.js";
import { secretsIn } from "../../extension/flow/traces.js";
import { findInDatabases } from "../injected/find-in-databases.js";
import { findTokens } from "../injected/find-tokens.js";

/** A document in a frame, with its URL as the browser tells it. */
export interface Document {
  readonly tabId: number;
  readonly frameId: number;
  readonly url: string;
}

/**
 * Looks into a document for what became of a login's tokens, and for who else is in it; without access to its site, at its
 * URL alone.
 *
 * @param tokens may be none; then nothing that the page stores is read
 * @returns null where there is nothing to tell: no access, and nothing in the URL
 */
export async function lookInto(
  { tabId, frameId, url }: Document,
  flowId: string,
  tokens: readonly LookedFor[],
): Promise<PageLookedAt | null> {
  const target = { tabId, frameIds: [frameId] };
  const about = { kind: "look", at: Date.now(), tabId, frameId, flowId } as const;
  const seen = await run(target, findTokens, tokens);
  if (!seen) {
    const inUrl = inAddress(url, tokens);
    return inUrl.length === 0
      ? null
      : { ...about, provenance: "browser", reach: "url", url, found: inUrl, foreignContent: [] };
  }
  const stored = tokens.length > 0 ? await run(target, findInDatabases, tokens) : null;
  const { keys, found, ...rest } = seen;
  const allKeys = [...keys, ...(stored?.keys ?? [])];
  return {
    ...about,
    provenance: "page",
    reach: "page",
    ...rest,
    found: [...found, ...(stored?.found ?? [])],
    ...(allKeys.length > 0 ? { keys: allKeys } : {}),
  };
}

function inAddress(url: string, tokens: readonly LookedFor[]): PageLookedAt["found"] {
  const secrets = tokens.map(({ tokenId: id, raw }) => ({ id, raw }));
  return secretsIn(url, secrets).map(({ id }) => ({ tokenId: id, where: "url", key: "" }) as const);
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
