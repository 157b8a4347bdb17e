import browser, { type Runtime } from "webextension-polyfill";
import { worthRecording } from "../extension/flow/recording.js";
import { currentAccess, watchAccess } from "./access.js";
import { showBadges } from "./badge.js";
import { watchNavigation } from "./capture/navigation.js";
import { callRing, documentRing } from "./capture/network.js";
import { injectPageWatch, pageFact } from "./capture/page.js";
import { createHandlers } from "./handlers.js";
import { answer } from "./rpc.js";
import { Store } from "./store.js";

// Every listener is registered before this script first yields: one added later misses the event that woke it.

let recording = true;
const store = new Store(browser.storage.session, currentAccess, (flows, tabIds) => {
  if (worthRecording(flows, Date.now()) !== recording) {
    recording = !recording;
    if (recording) calls.lay();
    else calls.lift();
  }
  void showBadges(flows, [...tabIds]);
});
const handlers = createHandlers(store);
const documents = documentRing(store.observe);
const calls = callRing(store.observe);

watchNavigation(store.observe);
documents.lay();
calls.lay();

watchAccess((access) => {
  store.observe(access);
  // Chromium ignores for good a listener that was added while there was no site access at all.
  documents.lay();
  if (recording) calls.lay();
  void injectPageWatch(access.origins);
});

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
  const fact = pageFact(message, sender);
  if (fact) store.observe(fact);
  return fact ? undefined : answer(handlers, message, sender);
});

// The browser forgets a tab's badge when the tab navigates.
browser.webNavigation.onCommitted.addListener(async ({ tabId, frameId }) => {
  const flows = frameId === 0 ? await store.flows() : [];
  if (flows.some((flow) => flow.tabId === tabId)) await showBadges(flows, [tabId]);
});

browser.runtime.onInstalled.addListener(async ({ reason }) => {
  const { origins } = await currentAccess();
  await injectPageWatch(origins);
  if (reason === "install") await browser.tabs.create({ url: "welcome.html" });
});
