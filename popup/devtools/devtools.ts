import browser from "webextension-polyfill";
import {
  answerReport,
  bodyReport,
  type Entry,
  mayAskForTokens,
  requestReport,
} from "../../extension/devtools-entry.js";
import type { DevToolsReport } from "../../extension/devtools-report.js";
import { contentOf, type Network, type OpenEntry, watchUnderWay } from "./network.js";

// Runs in a hidden page from the moment DevTools opens, whether the panel is shown or not.

interface Told {
  readonly requestId: string;
  readonly content: Promise<string | null>;
}

/** What comes by the polyfill differs between the browsers and their versions. */
const { network } = (globalThis as unknown as { chrome: { devtools: { network: Network } } }).chrome.devtools;
const { panels, inspectedWindow } = browser.devtools;
/** Requests that were told of before they ended. */
const underWay = new Map<string, Told>();

void panels.create(browser.i18n.getMessage("extension_name"), "icons/icon-32.png", "popup.html?view=panel");

network.onRequestFinished.addListener(async (entry) => {
  if (!mayAskForTokens(entry)) return;
  const { requestId, content } = underWay.get(keyOf(entry)) ?? begin(entry);
  underWay.delete(keyOf(entry));
  tell(answerReport(entry, requestId, inspectedWindow.tabId));
  const text = await content;
  if (text !== null) tell(bodyReport(entry, requestId, inspectedWindow.tabId, text));
});

if (location.protocol === "chrome-extension:") {
  watchUnderWay(network, (entry) => {
    if (!mayAskForTokens(entry)) return false;
    if (!underWay.has(keyOf(entry))) underWay.set(keyOf(entry), begin(entry));
    return true;
  });
}

/** Asks for the content at once: a little later it may be gone. */
function begin(entry: OpenEntry): Told {
  const told = { requestId: `devtools-${crypto.randomUUID()}`, content: contentOf(entry) };
  tell(requestReport(entry, told.requestId, inspectedWindow.tabId));
  return told;
}

/** A request, which has no id that the page is shown. */
const keyOf = ({ startedDateTime, request: { url, postData } }: Entry): string =>
  JSON.stringify([startedDateTime, url, postData?.text]);

function tell(report: DevToolsReport): void {
  // The background refuses what turns out to be no token request.
  browser.runtime.sendMessage(report).catch(() => undefined);
}
