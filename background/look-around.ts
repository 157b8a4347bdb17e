import browser from "webextension-polyfill";
import type { Flow } from "../extension/flow/flow.js";
import { lookedForIn } from "../extension/flow/looks.js";
import { urlSettlesMs } from "../extension/flow/traces.js";
import { type Document, lookInto } from "./capture/look.js";
import { pages } from "./capture/navigation.js";
import type { Store } from "./store.js";

/**
 * Looks for the tokens of logins in the pages of their clients: when a page has loaded, at every change of its URL after
 * that, and once more when the page had the time to clean its URL.
 */
export function watchClientPages(store: Store): void {
  const { onCompleted, onHistoryStateUpdated, onReferenceFragmentUpdated } = browser.webNavigation;
  const arrived = async ({ tabId, frameId, url }: Document) => {
    const looked = await lookAt(store, await store.flows(), { tabId, frameId, url });
    if (looked) setTimeout(() => void lookAgain(store, tabId, frameId), urlSettlesMs);
  };
  onCompleted.addListener((document) => void arrived(document), pages);
  onHistoryStateUpdated.addListener((document) => void arrived(document), pages);
  onReferenceFragmentUpdated.addListener((document) => void arrived(document), pages);
}

/** Looks into every frame of the tab of a login that shows a page of the client. */
export async function lookForTokensOf(store: Store, flowId: string): Promise<void> {
  const flows = (await store.flows()).filter(({ id }) => id === flowId);
  for (const { tabId } of flows) {
    const frames = (await browser.webNavigation.getAllFrames({ tabId }).catch(() => null)) ?? [];
    for (const { frameId, url } of frames) await lookAt(store, flows, { tabId, frameId, url });
  }
}

async function lookAgain(store: Store, tabId: number, frameId: number): Promise<void> {
  const frame = await browser.webNavigation.getFrame({ tabId, frameId }).catch(() => null);
  if (frame) await lookAt(store, await store.flows(), { tabId, frameId, url: frame.url });
}

/** @returns whether there was anything to look for in a document */
async function lookAt(store: Store, flows: readonly Flow[], document: Document): Promise<boolean> {
  let any = false;
  for (const flow of flows) {
    const wanted = lookedForIn(flow, document, Date.now());
    if (wanted === null) continue;
    any ||= wanted.length > 0;
    const fact = await lookInto(document, flow.id, wanted);
    if (fact) store.observe(fact);
  }
  return any;
}
