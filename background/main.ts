import browser, { type Runtime } from "webextension-polyfill";
import type { Flow } from "../extension/flow/flow.js";
import { underWayUntil, worthRecording } from "../extension/flow/recording.js";
import { currentAccess, watchAccess } from "./access.js";
import { showBadges } from "./badge.js";
import { devToolsFact } from "./capture/devtools.js";
import { documentRings } from "./capture/documents.js";
import { watchNavigation } from "./capture/navigation.js";
import { switched } from "./capture/network.js";
import { injectIntoPages, pageFact } from "./capture/page.js";
import { recorderRing, refererRing } from "./capture/recorder.js";
import { bodyRing } from "./capture/response-body.js";
import { noteTab, watchPrivateWindows, watchTabs } from "./capture/tabs.js";
import { createHandlers } from "./handlers.js";
import { watchClientPages } from "./look-around.js";
import { watchOpenKey } from "./open-inspector.js";
import { answer } from "./rpc.js";
import { Store } from "./store.js";

// Every listener is registered before this script first yields: one added later misses the event that woke it.

const { session, local } = browser.storage;
let settling: ReturnType<typeof setTimeout> | undefined;
/** Judging a login for its badge takes longer than taking an event down: it waits until events pause for so long, ms. */
const pauseMs = 250;
let judging: ReturnType<typeof setTimeout> | undefined;
const changed = new Set<number>();
const store = new Store(
  session,
  currentAccess,
  (flows, tabIds, paused) => {
    const shown = paused ? [] : flows;
    watchAsNeeded(shown);
    // No event tells that the pages of a login have come to rest. A background that is stopped before looks when it starts.
    clearTimeout(settling);
    const wait = underWayUntil(shown) - Date.now();
    if (wait >= 0) settling = setTimeout(watchAsNeeded, wait + 1, shown);
    for (const tabId of tabIds) changed.add(tabId);
    clearTimeout(judging);
    judging = setTimeout(() => {
      void showBadges(flows, [...changed], paused);
      changed.clear();
    }, pauseMs);
    for (const tabId of tabIds) void note(flows, tabId);
  },
  local,
);
const handlers = createHandlers(store);
const { documents, cookies } = documentRings(store.observe);
/** While a login is under way or one of its tokens is alive. */
const recorder = switched([recorderRing(store.observe), bodyRing(store.observe)]);
/** While a login is under way: the cookies of its documents, and what its pages request. */
const closely = switched([cookies, refererRing(store.observe)]);

watchNavigation(store.observe);
watchTabs(store.observe);
watchClientPages(store);
watchOpenKey(store);
watchPrivateWindows(() => void store.forgetPrivate());
documents.lay();

watchAccess((access) => {
  store.observe(access);
  // Chromium ignores for good a listener that was added while there was no site access at all.
  documents.lay();
  recorder.renew();
  closely.renew();
  void injectIntoPages(access.origins);
});

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
  const fact = pageFact(message, sender) ?? devToolsFact(message, sender);
  if (fact) store.observe(fact);
  return fact ? undefined : answer(handlers, message, sender);
});

// The browser forgets a tab's badge when the tab navigates.
browser.webNavigation.onCommitted.addListener(async ({ tabId, frameId }) => {
  const flows = frameId === 0 ? await store.flows() : [];
  if (flows.some((flow) => flow.tabId === tabId)) await showBadges(flows, [tabId], await store.isPaused());
});

browser.runtime.onInstalled.addListener(async ({ reason }) => {
  const { origins } = await currentAccess();
  await injectIntoPages(origins);
  if (reason === "install") await browser.tabs.create({ url: "welcome.html" });
});

function watchAsNeeded(flows: readonly Flow[]): void {
  recorder.turn(worthRecording(flows, Date.now()));
  closely.turn(Date.now() <= underWayUntil(flows));
}

/** Notes in what surroundings the tab of a login lives, for each login that does not tell yet. */
async function note(flows: readonly Flow[], tabId: number): Promise<void> {
  const lacks = (flow: Flow) => flow.tabId === tabId && !flow.observations.some(({ kind }) => kind === "tab");
  const fact = flows.some(lacks) ? await noteTab(tabId) : null;
  if (fact) store.observe(fact);
}
