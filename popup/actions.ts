import type { Signal } from "@preact/signals";
import type { Settings } from "../extension/settings.js";
import type { Gateway } from "./gateway.js";

/** What a person can have done besides looking. None of it rejects: what fails is reported. */
export interface Actions {
  /** Forgets the logins that are not pinned; with `all` the pinned ones too. */
  readonly clear: (all: boolean) => Promise<void>;
  readonly pin: (loginId: string, pinned: boolean) => Promise<void>;
  /** Has the client's pages looked at for what became of its tokens. Nobody waits for it: what is found arrives by itself. */
  readonly lookForTokens: (loginId: string) => void;
  readonly pause: (paused: boolean) => Promise<void>;
  readonly dismissNotice: () => Promise<void>;
  readonly saveSettings: (settings: Settings) => Promise<void>;
  /** Asks for site access; to be called straight from a click. */
  readonly allow: (patterns: readonly string[]) => Promise<void>;
  readonly removeAccess: (patterns: readonly string[]) => Promise<void>;
}

export type Report = (what: string) => (error: unknown) => void;

/** Where a pinned login could not be kept, in plain words. */
const pinFaults = {
  gone: "The login was not pinned: it is no longer held.",
  full: "The login was not pinned: half of what can be held is pinned already, and new logins need the rest.",
};

export function createActions(gateway: Gateway, failure: Signal<string | null>, report: Report): Actions {
  return {
    clear: (all) =>
      gateway
        .send("clear", { all })
        .then(() => undefined, report("The logins could not be cleared and are still here")),
    pin: (id, pinned) =>
      gateway.send("pin", { id, pinned }).then(
        (outcome) => {
          if (outcome !== "done") failure.value = pinFaults[outcome];
        },
        report(`The login could not be ${pinned ? "pinned" : "unpinned"}`),
      ),
    lookForTokens: (flowId) => {
      gateway.send("look", { flowId }).catch(report("The client's pages could not be looked into"));
    },
    pause: (paused) =>
      gateway
        .send(paused ? "pause" : "resume", {})
        .then(() => undefined, report(paused ? "Capturing goes on" : "Capturing is still paused")),
    dismissNotice: () =>
      gateway.send("dismiss-notice", {}).then(() => undefined, report("The line could not be dismissed")),
    saveSettings: (settings) =>
      gateway
        .send("save-settings", settings)
        .then(() => undefined, report("The settings could not be saved and are as before")),
    allow: (patterns) =>
      gateway.requestAccess(patterns).then(() => undefined, report("Access could not be asked for")),
    removeAccess: (patterns) =>
      gateway.removeAccess(patterns).then((removed) => {
        if (!removed) failure.value = `The browser keeps the access to ${patterns.join(", ")}.`;
      }, report("Access could not be taken back")),
  };
}
