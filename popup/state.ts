import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Flow } from "../extension/flow/flow.js";
import type { Login, Relations } from "../extension/flow/login.js";
import { relationsOf } from "../extension/flow/relations.js";
import { remember } from "../extension/flow/remember.js";
import type { Servers } from "../extension/flow/servers.js";
import type { Notice } from "../extension/flow/stored.js";
import { defaultSettings, type Settings } from "../extension/settings.js";
import { type Actions, createActions } from "./actions.js";
import { type Clock, createClock } from "./clock.js";
import { type Comparison, createComparison } from "./compare/compare-state.js";
import type { Capture, Gateway, Stop } from "./gateway.js";
import { createImports, type Imports } from "./import/imported.js";
import { createReplay, type Replay } from "./replay/replay.js";
import { createReports } from "./report.js";
import { answerReport } from "./report-message.js";
import { loginsOf, type Session, sessionsOf } from "./sessions.js";
import { createVerdicts, type Judge, type Verdicts } from "./verdicts.js";

export type ViewName = "overview" | "sequence" | "messages" | "tokens" | "findings" | "calls";
export type PageName = "logins" | "settings" | "files" | "workbench" | "compare";

/** How flows are read and judged; pure, and passed in by the page's entry. */
export interface Reading {
  readonly readLogin: (flow: Flow) => Login;
  readonly loadJudge: () => Promise<Judge>;
  readonly loadViews: () => Promise<{ readonly views: Views }>;
}

/** The views that are not on show when the page opens. */
type Views = typeof import("./views/rest.js").views;

/** What the page was opened as, and with which login. */
export interface Door {
  readonly kind: "popup" | "tab" | "panel";
  readonly flowId: string | null;
  readonly page: PageName;
}

/** All that the popup shows, as signals, with the actions that change it. */
export interface App extends Actions {
  readonly door: Door;
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly page: Signal<PageName>;
  /** The captured ones, newest first; null while they are being read. */
  readonly logins: ReadonlySignal<readonly Login[] | null>;
  readonly imports: Imports;
  /** Those that were captured, and those of files. */
  readonly everyLogin: ReadonlySignal<readonly Login[]>;
  readonly relations: ReadonlySignal<ReadonlyMap<string, Relations>>;
  /** The logins to choose from, each with those that belong to it. */
  readonly sessions: ReadonlySignal<readonly Session[]>;
  /** Ids of the logins that are pinned. */
  readonly pinned: ReadonlySignal<ReadonlySet<string>>;
  readonly paused: ReadonlySignal<boolean>;
  readonly notice: ReadonlySignal<Notice | null>;
  readonly settings: ReadonlySignal<Settings>;
  /** Match patterns of the sites that may be read; null while they are being read. */
  readonly access: ReadonlySignal<readonly string[] | null>;
  /** null where the page was not opened over a tab. */
  readonly tabId: ReadonlySignal<number | null>;
  readonly selected: ReadonlySignal<Login | null>;
  readonly verdicts: Verdicts;
  readonly view: Signal<ViewName>;
  /** null until they are loaded. */
  readonly views: ReadonlySignal<Views | null>;
  /** What went wrong last, in plain words; null once dismissed. */
  readonly failure: Signal<string | null>;
  readonly replay: Replay;
  readonly comparison: Comparison;
  readonly select: (loginId: string) => void;
  /** What the workbench is opened with; the empty text unless a token was taken there. */
  readonly taken: Signal<string>;
  /** Takes a token to the workbench. */
  readonly takeToWorkbench: (raw: string) => void;
  readonly openInspector: () => Promise<void>;
  readonly openInspectorForFiles: () => Promise<void>;
  /** Saves a report on logins. Does not reject: what fails is reported. */
  readonly exportReport: (loginIds: readonly string[], redacted: boolean) => Promise<void>;
  readonly start: () => Stop;
}

export function createApp(gateway: Gateway, reading: Reading, door: Door, clock = createClock()): App {
  const capture = signal<Capture | null>(null);
  const settings = signal<Settings>(defaultSettings);
  const access = signal<readonly string[] | null>(null);
  const tabId = signal<number | null | undefined>(door.kind === "tab" ? null : undefined);
  const chosen = signal(door.flowId);
  const page = signal(door.page);
  const taken = signal("");
  const failure = signal<string | null>(null);
  const views = signal<Views | null>(null);
  const readLogin = remember(reading.readLogin);
  const select = (loginId: string) =>
    batch(() => {
      chosen.value = loginId;
      page.value = "logins";
    });
  const imports = createImports(gateway, readLogin, () => settings.value.patterns, select);
  const report = (what: string) => (error: unknown) => {
    failure.value = `${what}: ${error instanceof Error ? error.message : String(error)}`;
  };
  const actions = createActions(gateway, failure, report);

  const logins = computed(() => {
    if (capture.value === null || access.value === null || tabId.value === undefined) return null;
    return capture.value.flows.map(readLogin).sort((a, b) => b.startedAt - a.startedAt);
  });
  const everyLogin = computed(() => [...(logins.value ?? []), ...imports.logins.value]);
  const relations = computed(() => relationsOf(logins.value ?? []));
  const everyRelation = computed(
    () =>
      new Map([...relations.value, ...imports.sources.value.flatMap(({ state }) => [...state.relations])]),
  );
  const all = computed(() => sessionsOf(logins.value ?? [], relations.value));
  const isHere = ({ tabId: id }: Login) => tabId.value === null || id === tabId.value;
  const selected = computed(() => {
    const asked = everyLogin.value.find(({ id }) => id === chosen.value);
    // A silent renewal or a nested login is the latest one too, but not what was meant by logging in.
    const latest = all.value.find(({ login }) => isHere(login))?.login ?? logins.value?.find(isHere);
    return asked ?? latest ?? imports.logins.value[0] ?? null;
  });
  const servers = computed<Servers>(() => capture.value?.servers ?? new Map());
  const { loadJudge } = reading;
  const verdicts = createVerdicts({
    gateway,
    clock,
    loadJudge,
    logins,
    opened: imports.logins,
    fileOf: ({ id }) => imports.fileOf(id)?.state ?? null,
    selected,
    servers,
    report,
  });
  const reports = createReports(
    () => capture.value?.flows ?? null,
    () => imports.sources.value.flatMap(({ state }) => (state.kind === "har" ? state.flows : [])),
    async (flows) => {
      await verdicts.judged(flows.map(readLogin));
      return (flow) => {
        const findings = verdicts.findingsOf(readLogin(flow));
        if (findings === null) throw new Error("the logins are still being judged; try again.");
        return findings;
      };
    },
  );

  return {
    ...actions,
    door,
    gateway,
    clock,
    page,
    logins,
    imports,
    everyLogin,
    relations: everyRelation,
    sessions: computed(() =>
      settings.value.onlyThisTab ? all.value.filter((session) => loginsOf(session).some(isHere)) : all.value,
    ),
    pinned: computed(
      () => new Set(capture.value?.flows.filter(({ pinned }) => pinned).map(({ id }) => id) ?? []),
    ),
    paused: computed(() => capture.value?.paused ?? false),
    notice: computed(() => capture.value?.notice ?? null),
    settings,
    access,
    tabId: computed(() => tabId.value ?? null),
    selected,
    verdicts,
    view: signal<ViewName>("overview"),
    views,
    failure,
    replay: createReplay(gateway, clock, access, report),
    comparison: createComparison(selected, everyLogin, everyRelation),
    lookForTokens: (loginId) => {
      if (imports.fileOf(loginId) === null) actions.lookForTokens(loginId);
    },
    select,
    taken,
    takeToWorkbench: (raw) =>
      batch(() => {
        taken.value = raw;
        page.value = "workbench";
      }),
    openInspector: () =>
      gateway.openInspector(selected.value?.id ?? null).catch(report("The inspector could not be opened")),
    openInspectorForFiles: () =>
      gateway.openInspectorForFiles().catch(report("The inspector could not be opened")),
    exportReport: (loginIds, redacted) =>
      reports
        .fileOf(loginIds, redacted)
        .then(({ name, text }) => gateway.save(name, text))
        .catch(report("The report was not saved")),
    start: () => {
      reading.loadViews().then((loaded) => {
        views.value = loaded.views;
      }, report("A part of the inspector could not be loaded"));
      const stops = [
        gateway.watchCapture((shown) => {
          capture.value = shown;
        }, report("The captured logins could not be read")),
        gateway.watchSettings((read) => {
          settings.value = read;
        }, report("The settings could not be read, so the usual ones apply")),
        gateway.watchAccess((patterns) => {
          access.value = patterns;
        }, report("The current site access could not be read")),
        verdicts.start(),
      ];
      if (door.kind === "tab") {
        stops.push(gateway.answerPages((message) => answerReport(message, reports.reportOn)));
      }
      if (door.kind !== "tab") {
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
