import browser, { type Storage } from "webextension-polyfill";
import { flowsIn } from "../extension/flow/stored.js";
import type { Messages } from "../extension/messages.js";
import type { Gateway } from "./gateway.js";

type Changes = Record<string, Storage.StorageChange>;

/** The gateway of the built extension. */
export const browserGateway: Gateway = {
  watchFlows(show, fail) {
    let entries: Record<string, unknown> | null = null;
    const early: Changes[] = [];
    const onChanged = (changes: Changes, area: string) => {
      if (area !== "session") return;
      if (entries === null) {
        early.push(changes);
        return;
      }
      entries = changed(entries, changes);
      show(flowsIn(entries));
    };
    browser.storage.onChanged.addListener(onChanged);
    browser.storage.session.get(null).then((stored) => {
      entries = early.reduce(changed, stored);
      show(flowsIn(entries));
    }, fail);
    return () => browser.storage.onChanged.removeListener(onChanged);
  },

  watchAccess(show, fail) {
    const read = () => {
      browser.permissions.getAll().then(({ origins }) => show(origins ?? []), fail);
    };
    browser.permissions.onAdded.addListener(read);
    browser.permissions.onRemoved.addListener(read);
    read();
    return () => {
      browser.permissions.onAdded.removeListener(read);
      browser.permissions.onRemoved.removeListener(read);
    };
  },

  async currentTab() {
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
    return tab?.id ?? null;
  },

  requestAccess: (patterns) => browser.permissions.request({ origins: [...patterns] }),

  send: <Name extends keyof Messages>(name: Name, parameters: Messages[Name]["parameters"]) =>
    browser.runtime.sendMessage({ name, parameters }) as Promise<Messages[Name]["result"]>,

  async openInspector(flowId) {
    const query = new URLSearchParams({ view: "tab", ...(flowId === null ? {} : { flow: flowId }) });
    await browser.tabs.create({ url: `${location.origin}${location.pathname}?${query}` });
  },

  copy: (text) => navigator.clipboard.writeText(text),
};

function changed(entries: Readonly<Record<string, unknown>>, changes: Changes): Record<string, unknown> {
  const next = { ...entries };
  for (const [key, { newValue }] of Object.entries(changes)) {
    if (newValue === undefined) delete next[key];
    else next[key] = newValue;
  }
  return next;
}
