import browser, { type Runtime } from "webextension-polyfill";
import type { Flow } from "../extension/flow/flow.js";
import { lookedForIn } from "../extension/flow/looks.js";
import { worthRecording } from "../extension/flow/recording.js";
import { currentAccess, watchAccess } from "./access.js";
import { showBadges } from "./badge.js";
import { lookInto } from "./capture/look.js";
import { pages, watchNavigation } from "./capture/navigation.js";
import { documentRing, recorderRing } from "./capture/network.js";
import { injectIntoPages, pageFact } from "./capture/page.js";
import { bodyRing } from "./capture/response-body.js";
import { noteTab, watchPrivateWindows, watchTabs } from "./capture/tabs.js";
import { createHandlers } from "./handlers.js";
import { answer } from "./rpc.js";
import { Store } from "./store.js";

// Every listener is registered before this script first yields: one added later misses the event that woke it.

const { session, local } = browser.storage;
let recording = true;
const store = new Store(
  session,
  currentAccess,
  (flows, tabIds, paused) => {
    if ((!paused && worthRecording(flows, Date.now())) !== recording) {
      recording = !recording;
      for (const ring of recorder) recording ? ring.lay() : ring.lift();
    }
    void showBadges(flows, [...tabIds], paused);
    for (const tabId of tabIds) void note(flows, tabId);
  },
  local,
);
const handlers = createHandlers(store);
const documents = documentRing(store.observe);
const recorder = [recorderRing(store.observe), bodyRing(store.observe)];

watchNavigation(store.observe);
watchTabs(store.observe);
watchPrivateWindows(() => void store.forgetPrivate());
documents.lay();
for (const ring of recorder) ring.lay();

watchAccess((access) => {
  store.observe(access);
  // Chromium ignores for good a listener that was added while there was no site access at all.
  documents.lay();
  if (recording) for (const ring of recorder) ring.lay();
  void injectIntoPages(access.origins);
});

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
  const fact = pageFact(message, sender);
  if (fact) store.observe(fact);
  return fact ? undefined : answer(handlers, message, sender);
});

// The browser forgets a tab's badge when the tab navigates.
browser.webNavigation.onCommitted.addListener(async ({ tabId, frameId }) => {
  const flows = frameId === 0 ? await store.flows() : [];
  if (flows.some((flow) => flow.tabId === tabId)) await showBadges(flows, [tabId], await store.isPaused());
});

// When a page of the client has loaded, and at every change of its URL after that, its tokens lie where it leaves them.
browser.webNavigation.onCompleted.addListener(
  ({ tabId, frameId, url }) => void look(tabId, frameId, url),
  pages,
);
browser.webNavigation.onHistoryStateUpdated.addListener(
  ({ tabId, frameId, url }) => void look(tabId, frameId, url),
  pages,
);
browser.webNavigation.onReferenceFragmentUpdated.addListener(
  ({ tabId, frameId, url }) => void look(tabId, frameId, url),
  pages,
);

browser.runtime.onInstalled.addListener(async ({ reason }) => {
  const { origins } = await currentAccess();
  await injectIntoPages(origins);
  if (reason === "install") await browser.tabs.create({ url: "welcome.html" });
});

/** Notes in what surroundings the tab of a login lives, for each login that does not tell yet. */
async function note(flows: readonly Flow[], tabId: number): Promise<void> {
  const lacks = (flow: Flow) => flow.tabId === tabId && !flow.observations.some(({ kind }) => kind === "tab");
  const fact = flows.some(lacks) ? await noteTab(tabId) : null;
  if (fact) store.observe(fact);
}

/** Looks for the tokens of logins in a page of their client, and into the pages of their server. */
async function look(tabId: number, frameId: number, url: string): Promise<void> {
  for (const flow of await store.flows()) {
    const wanted = lookedForIn(flow, { url, tabId }, Date.now());
    const fact = wanted ? await lookInto(tabId, frameId, flow.id, wanted) : null;
    if (fact) store.observe(fact);
  }
}
