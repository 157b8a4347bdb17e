import * as v from "valibot";
import browser, { type Runtime } from "webextension-polyfill";
import type { Observation } from "../../extension/flow/observation.js";
import { pageReport } from "../../extension/page-report.js";

const script = "page-watch.js";

/** Puts the page watch into the pages of these sites: those that are open, and those to come. */
export async function injectPageWatch(origins: readonly string[]): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts();
  const ids = registered.map(({ id }) => id);
  if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids });
  if (origins.length === 0) return;
  await browser.scripting.registerContentScripts([
    { id: "page-watch", js: [script], matches: [...origins], runAt: "document_start", allFrames: true },
  ]);
  const tabs = await browser.tabs.query({ url: [...origins] });
  await Promise.allSettled(
    tabs.map(({ id }) => browser.scripting.executeScript({ target: { tabId: id ?? -1 }, files: [script] })),
  );
}

/** The fact that a page reports; null if the message is none of the page watch's. */
export function pageFact(message: unknown, sender: Runtime.MessageSender): Observation | null {
  const report = v.safeParse(pageReport, message);
  if (!report.success || sender.tab?.id === undefined) return null;
  const { name: kind, ...fact } = report.output;
  return { kind, ...fact, tabId: sender.tab.id, frameId: sender.frameId ?? 0, provenance: "page" };
}
