import type { Signal } from "@preact/signals";
import type { Settings } from "../extension/settings.js";
import type { Gateway } from "./gateway.js";
import { say } from "./text/say.js";

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
  gone: "shell_pin_gone",
  full: "shell_pin_full",
} as const;

export function createActions(gateway: Gateway, failure: Signal<string | null>, report: Report): Actions {
  return {
    clear: (all) => gateway.send("clear", { all }).then(() => undefined, report(say("shell_clear_failed"))),
    pin: (id, pinned) =>
      gateway.send("pin", { id, pinned }).then(
        (outcome) => {
          if (outcome !== "done") failure.value = say(pinFaults[outcome]);
        },
        report(say(pinned ? "shell_pin_failed" : "shell_unpin_failed")),
      ),
    lookForTokens: (flowId) => {
      gateway.send("look", { flowId }).catch(report(say("shell_look_failed")));
    },
    pause: (paused) =>
      gateway
        .send(paused ? "pause" : "resume", {})
        .then(() => undefined, report(paused ? say("shell_pause_failed") : say("shell_resume_failed"))),
    dismissNotice: () =>
      gateway.send("dismiss-notice", {}).then(() => undefined, report(say("shell_dismiss_failed"))),
    saveSettings: (settings) =>
      gateway.send("save-settings", settings).then(() => undefined, report(say("shell_save_failed"))),
    allow: (patterns) =>
      gateway.requestAccess(patterns).then(() => undefined, report(say("shell_allow_failed"))),
    removeAccess: (patterns) =>
      gateway.removeAccess(patterns).then(
        (removed) => {
          if (!removed) failure.value = say("shell_access_kept", patterns.join(", "));
        },
        report(say("shell_remove_failed")),
      ),
  };
}
