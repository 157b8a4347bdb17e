import * as v from "valibot";
import browser, { type Runtime, type Scripting } from "webextension-polyfill";
import type { Observation } from "../../extension/flow/observation.js";
import { pageReport } from "../../extension/page-report.js";
import { isFirefox } from "./network.js";

const watchFile = "page-watch.js";
/** Only Chromium needs it, and only its build holds it. */
const tapFile = isFirefox ? null : "token-response-tap.js";

let injecting: Promise<unknown> = Promise.resolve();

/**
 * Puts the page watch, and in Chromium the tap, into the pages of these sites and their frames: those that are open,
 * and those to come.
 */
export function injectIntoPages(origins: readonly string[]): Promise<void> {
  const done = injecting.then(() => inject(origins));
  injecting = done.catch(() => undefined);
  return done;
}

async function inject(origins: readonly string[]): Promise<void> {
  const matches = origins.filter((origin) => !/^wss?:/.test(origin));
  await register(matches);
  if (matches.length === 0) return;
  const tabs = await browser.tabs.query({ url: matches });
  await Promise.allSettled(tabs.map(({ id }) => injectInto(id ?? -1)));
}

async function register(matches: string[]): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts();
  const ids = registered.map(({ id }) => id);
  if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids });
  if (matches.length === 0) return;
  const common = { matches, runAt: "document_start", allFrames: true } as const;
  const watch = { ...common, id: "page-watch", js: [watchFile] };
  // The polyfill's types know no world.
  const tap = tapFile ? [{ ...common, id: "token-response-tap", js: [tapFile], world: "MAIN" }] : [];
  await browser.scripting.registerContentScripts([watch, ...tap] as Scripting.RegisteredContentScript[]);
}

/** Into a page that is open already: no tap where there is one, as it would be put over the other. */
async function injectInto(tabId: number): Promise<void> {
  const target = { tabId, allFrames: true };
  await browser.scripting.executeScript({ target, files: [watchFile] });
  if (!tapFile) return;
  const frames = await browser.scripting.executeScript({ target, func: hasTap });
  const frameIds = frames.filter(({ result }) => result === false).map(({ frameId }) => frameId);
  if (frameIds.length === 0) return;
  const injection = { target: { tabId, frameIds }, files: [tapFile], world: "MAIN" };
  await browser.scripting.executeScript(injection as Scripting.ScriptInjection);
}

/** Runs in the page's isolated world. */
function hasTap(): boolean {
  return (
    (globalThis as { tokenInspectorWatch?: { isTapped(): boolean } }).tokenInspectorWatch?.isTapped() ?? false
  );
}

/** The fact that a page reports; null if the message is none of the page watch's. */
export function pageFact(message: unknown, sender: Runtime.MessageSender): Observation | null {
  const report = v.safeParse(pageReport, message);
  if (!report.success || sender.tab?.id === undefined) return null;
  const about = { tabId: sender.tab.id, frameId: sender.frameId ?? 0, provenance: "page" } as const;
  switch (report.output.name) {
    case "page-left": {
      const { name: kind, ...left } = report.output;
      return { kind, ...left, ...about };
    }
    case "message": {
      const { name: kind, ...posted } = report.output;
      return { kind, ...posted, ...about };
    }
    case "posted-to-anyone": {
      const { name: kind, ...posted } = report.output;
      return { kind, ...posted, ...about };
    }
    case "response-body": {
      const { name: kind, ...copied } = report.output;
      return { kind, ...copied, requestId: null, ...about };
    }
  }
}
