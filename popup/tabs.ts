import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Report } from "./actions.js";
import type { Gateway } from "./gateway.js";
import type { Door } from "./state.js";
import { say } from "./text/say.js";

/** Ids of tabs: undefined while they are unknown, null where there is none. */
export interface TabsOfPage {
  /** The one whose logins are shown before all others. */
  readonly tabId: ReadonlySignal<number | null | undefined>;
  /** The one that the page belongs to: which it fills, or was opened over. */
  readonly ownTabId: ReadonlySignal<number | null | undefined>;
  /** Does not reject: what fails is reported. */
  readonly findTabs: () => Promise<void>;
}

export function createTabs(
  gateway: Pick<Gateway, "currentTab" | "ownTab">,
  { kind }: Door,
  report: Report,
): TabsOfPage {
  const tabId = signal<number | null | undefined>(kind === "tab" ? null : undefined);
  const ownTabId = signal<number | null | undefined>(undefined);
  const know = (id: number | null) =>
    batch(() => {
      ownTabId.value = id;
      if (kind !== "tab") tabId.value = id;
    });
  return {
    tabId,
    ownTabId,
    findTabs() {
      if (kind === "tab") return gateway.ownTab().then(know, () => know(null));
      return gateway.currentTab().then(know, (error) =>
        batch(() => {
          know(null);
          report(say("shell_tab_failed"))(error);
        }),
      );
    },
  };
}
