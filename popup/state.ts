import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Finding } from "../extension/checks/check.js";
import type { Flow } from "../extension/flow/flow.js";
import type { Login } from "../extension/flow/login.js";
import { type Clock, createClock } from "./clock.js";
import type { Gateway, Stop } from "./gateway.js";
import { createReplay, type Replay } from "./replay/replay.js";

export type ViewName = "overview" | "messages" | "tokens" | "findings" | "calls";

/** What is said of flows; pure, and passed in by the page's entry. */
export interface Reading {
  readonly readLogin: (flow: Flow) => Login;
  readonly evaluate: (login: Login) => readonly Finding[];
}

/** What the page was opened as, and with which login. */
export interface Door {
  readonly kind: "popup" | "tab";
  readonly flowId: string | null;
}

/** All that the popup shows, as signals, with the actions that change it. */
export interface App {
  readonly door: Door;
  readonly gateway: Gateway;
  readonly clock: Clock;
  /** Newest first; null while they are being read. */
  readonly logins: ReadonlySignal<readonly Login[] | null>;
  /** Match patterns of the sites that may be read; null while they are being read. */
  readonly access: ReadonlySignal<readonly string[] | null>;
  /** null where the page was not opened over a tab. */
  readonly tabId: ReadonlySignal<number | null>;
  readonly selected: ReadonlySignal<Login | null>;
  readonly findings: ReadonlySignal<readonly Finding[]>;
  readonly view: Signal<ViewName>;
  /** What went wrong last, in plain words; null once dismissed. */
  readonly failure: Signal<string | null>;
  readonly replay: Replay;
  readonly findingsOf: (login: Login) => readonly Finding[];
  readonly select: (loginId: string) => void;
  readonly clear: () => Promise<void>;
  readonly openInspector: () => Promise<void>;
  /** Asks for site access; to be called straight from a click. */
  readonly allow: (patterns: readonly string[]) => Promise<void>;
  readonly start: () => Stop;
}

export function createApp(gateway: Gateway, reading: Reading, door: Door, clock = createClock()): App {
  const flows = signal<readonly Flow[] | null>(null);
  const access = signal<readonly string[] | null>(null);
  const tabId = signal<number | null | undefined>(door.kind === "popup" ? undefined : null);
  const chosen = signal(door.flowId);
  const failure = signal<string | null>(null);
  const readLogin = remember(reading.readLogin);
  const findingsOf = remember(reading.evaluate);

  const logins = computed(() => {
    if (flows.value === null || access.value === null || tabId.value === undefined) return null;
    return flows.value.map(readLogin).sort((a, b) => b.startedAt - a.startedAt);
  });
  const selected = computed(() => {
    const all = logins.value ?? [];
    const latest = all.find((login) => tabId.value === null || login.tabId === tabId.value);
    return all.find(({ id }) => id === chosen.value) ?? latest ?? null;
  });
  const report = (what: string) => (error: unknown) => {
    failure.value = `${what}: ${error instanceof Error ? error.message : String(error)}`;
  };

  return {
    door,
    gateway,
    clock,
    logins,
    access,
    tabId: computed(() => tabId.value ?? null),
    selected,
    findings: computed(() => (selected.value ? findingsOf(selected.value) : [])),
    view: signal<ViewName>("overview"),
    failure,
    replay: createReplay(gateway, clock, access, report),
    findingsOf,
    select: (loginId) => {
      chosen.value = loginId;
    },
    clear: () =>
      gateway.send("clear", {}).then(() => {
        chosen.value = null;
      }, report("The logins could not be cleared and are still here")),
    openInspector: () =>
      gateway.openInspector(selected.value?.id ?? null).catch(report("The inspector could not be opened")),
    allow: (patterns) =>
      gateway.requestAccess(patterns).then(undefined, report("Access could not be asked for")),
    start: () => {
      const unread = report("The captured logins could not be read");
      const stops = [
        gateway.watchFlows((shown) => {
          flows.value = shown;
        }, unread),
        gateway.watchAccess((patterns) => {
          access.value = patterns;
        }, report("The current site access could not be read")),
      ];
      if (door.kind === "popup") {
        gateway.currentTab().then(
          (id) => {
            tabId.value = id;
          },
          (error) =>
            batch(() => {
              tabId.value = null;
              report("The current tab is unknown, so the latest login of all tabs is shown")(error);
            }),
        );
      }
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** Computes once an object: flows and logins that did not change keep their identity. */
function remember<Subject extends object, Result>(read: (subject: Subject) => Result) {
  const known = new WeakMap<Subject, Result>();
  return (subject: Subject): Result => {
    const before = known.get(subject);
    if (before !== undefined) return before;
    const result = read(subject);
    known.set(subject, result);
    return result;
  };
}
