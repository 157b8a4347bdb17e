import browser, { type Runtime } from "webextension-polyfill";
import type { Messages } from "../extension/messages.js";
import { settingsIn, settingsKey } from "../extension/settings.js";
import type { Gateway, Stop } from "./gateway.js";
import { readFile } from "./import/read-file.js";
import { type Changes, watchCapture, withChanges } from "./watch-capture.js";

/** Firefox's DevTools panel has no `permissions`. */
const mayAsk = (browser.permissions as unknown) !== undefined;

/** What Firefox has to change keys by. */
interface ShortcutSettings {
  readonly openShortcutSettings?: () => Promise<void>;
}

/** The gateway of the built extension. */
export const browserGateway: Gateway = {
  text: (name, values) => browser.i18n.getMessage(name, values),

  watchCapture: (first, show, fail) =>
    watchCapture(
      {
        get: (keys) => browser.storage.session.get(keys),
        watch: (onChanged) => watchChanges("session", onChanged),
      },
      first,
      show,
      fail,
    ),

  watchSettings(show, fail) {
    let changed = false;
    const stop = watchChanges("local", (changes) => {
      if (!(settingsKey in changes)) return;
      changed = true;
      show(settingsIn(withChanges({}, changes)));
    });
    browser.storage.local.get(settingsKey).then((entries) => {
      if (!changed) show(settingsIn(entries));
    }, fail);
    return stop;
  },

  watchAccess(show, fail) {
    if (!mayAsk) return watchAccessFromAfar(show, fail);
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
    // In a panel of DevTools the person looks at the inspected tab, whichever is in front.
    const inspected = (browser.devtools as Partial<typeof browser.devtools> | undefined)?.inspectedWindow;
    if (inspected) return inspected.tabId;
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
    return tab?.id ?? null;
  },

  async ownTab() {
    return (await browser.tabs?.getCurrent())?.id ?? null;
  },

  async comeToFront() {
    const tab = await browser.tabs.getCurrent();
    await browser.tabs.update(tab.id, { active: true });
    if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
  },

  async openKey() {
    const commands = (await browser.commands?.getAll()) ?? [];
    return commands.find(({ name }) => name === "open-inspector")?.shortcut ?? "";
  },

  async changeOpenKey() {
    const commands = browser.commands as (typeof browser.commands & ShortcutSettings) | undefined;
    // A panel of DevTools has no tabs to open.
    if (!commands || !browser.tabs) openSettings();
    else if (commands.openShortcutSettings) await commands.openShortcutSettings();
    else await browser.tabs.create({ url: "chrome://extensions/shortcuts" });
  },

  requestAccess: async (patterns) =>
    mayAsk ? browser.permissions.request({ origins: [...patterns] }) : openSettings(),

  removeAccess: async (patterns) =>
    mayAsk ? browser.permissions.remove({ origins: [...patterns] }) : openSettings(),

  send,

  async openInspector(flowId) {
    await openTab({ view: "tab", ...(flowId === null ? {} : { flow: flowId }) });
  },

  openInspectorForFiles: () => openTab({ view: "files" }),

  readFile: (request, onProgress) => readFile(request, onProgress),

  copy: (text) => navigator.clipboard.writeText(text),

  async save(fileName, content) {
    const blob = typeof content === "string" ? new Blob([content], { type: "application/json" }) : content;
    const url = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = url;
    link.download = fileName;
    link.click();
    // The browser reads it after the click, and says not when it is done.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  },

  answerPages(answer) {
    const own = browser.runtime.getURL("");
    const listener = (message: unknown, sender: Runtime.MessageSender) =>
      sender.id === browser.runtime.id && sender.url?.startsWith(own) ? answer(message) : undefined;
    browser.runtime.onMessage.addListener(listener);
    return () => browser.runtime.onMessage.removeListener(listener);
  },
};

function send<Name extends keyof Messages>(
  name: Name,
  parameters: Messages[Name]["parameters"],
): Promise<Messages[Name]["result"]> {
  return browser.runtime.sendMessage({ name, parameters });
}

async function openTab(query: Record<string, string>): Promise<void> {
  await browser.tabs.create({
    url: `${location.origin}${location.pathname}?${new URLSearchParams(query)}`,
  });
}

/** Asks the background, and again whenever the person comes back from where access is given. */
function watchAccessFromAfar(
  show: (patterns: readonly string[]) => void,
  fail: (error: unknown) => void,
): Stop {
  const read = () => {
    if (!document.hidden) send("access", {}).then(show, fail);
  };
  document.addEventListener("visibilitychange", read);
  read();
  return () => document.removeEventListener("visibilitychange", read);
}

/** Access is given and taken in a tab of the extension where a panel cannot do it itself. */
function openSettings(): true {
  open(`${location.pathname}?view=settings`);
  return true;
}

function watchChanges(name: "session" | "local", tell: (changes: Changes) => void): Stop {
  const onChanged = (changes: Changes, area: string) => {
    if (area === name) tell(changes);
  };
  browser.storage.onChanged.addListener(onChanged);
  return () => browser.storage.onChanged.removeListener(onChanged);
}
