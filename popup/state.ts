import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Flow } from "../extension/flow/flow.js";
import type { Login, Relations } from "../extension/flow/login.js";
import { relationsOf } from "../extension/flow/relations.js";
import { type Remembered, remember } from "../extension/flow/remember.js";
import type { Servers } from "../extension/flow/servers.js";
import type { Notice } from "../extension/flow/stored.js";
import { loginLeftAt } from "../extension/place.js";
import { defaultSettings, type Settings } from "../extension/settings.js";
import { type Actions, createActions } from "./actions.js";
import { type Clock, createClock } from "./clock.js";
import { type Comparison, createComparison } from "./compare/compare-state.js";
import type { Capture, Gateway, Stop } from "./gateway.js";
import type { Idle } from "./idle.js";
import { createImports, type Imports } from "./import/imported.js";
import { createList, type ListState } from "./list/list-state.js";
import { startMemory } from "./memory.js";
import { createJumps, type Jumps } from "./places/jumps.js";
import { firstOf, readInTurn } from "./reading.js";
import { createReplay, type Replay } from "./replay/replay.js";
import { createReports } from "./report.js";
import { answerReport } from "./report-message.js";
import { createScreen, keptOf, type PageName, type Screen } from "./screen.js";
import { loginsOf, type Session, sessionsOf } from "./sessions.js";
import { answerShow } from "./show-message.js";
import { createTabs } from "./tabs.js";
import { say } from "./text/say.js";
import { createVerdicts, type Judge, type Verdicts } from "./verdicts.js";

export type { PageName, ViewName } from "./screen.js";

type ReadLogin = (flow: Flow) => Login;

/** How flows are read and judged; pure, loaded beside what is stored, and passed in by the page's entry. */
export interface Reading {
  readonly loadReader: () => Promise<{ readonly readLogin: ReadLogin }>;
  readonly loadJudge: () => Promise<Judge>;
  readonly idle: Idle;
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
export interface App extends Actions, Screen {
  readonly door: Door;
  readonly gateway: Gateway;
  readonly clock: Clock;
  /** All that the background holds, as far as it is read, newest first. */
  readonly flows: ReadonlySignal<readonly Flow[]>;
  /** The captured ones that are read so far, newest first; null while none is. */
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
  readonly list: ListState;
  /** null until they are loaded. */
  readonly views: ReadonlySignal<Views | null>;
  /** What went wrong last, in plain words; null once dismissed. */
  readonly failure: Signal<string | null>;
  readonly replay: Replay;
  readonly comparison: Comparison;
  readonly jumps: Jumps;
  readonly select: (loginId: string) => void;
  /** Selects the login that many places further down the list, or up where negative; none where the list ends. */
  readonly selectBy: (places: number) => void;
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
  const chosen = signal(door.flowId);
  const page = signal(door.page);
  const taken = signal("");
  const failure = signal<string | null>(null);
  const views = signal<Views | null>(null);
  const { idle } = reading;
  const reader = reading.loadReader().then(({ readLogin }) => remember(readLogin));
  const readLogin = signal<Remembered<Flow, Login> | null>(null);
  const select = (loginId: string) =>
    batch(() => {
      chosen.value = loginId;
      page.value = "logins";
    });
  const imports = createImports(gateway, reader, idle, () => settings.value.patterns, select);
  const report = (what: string) => (error: unknown) => {
    failure.value = `${what}: ${error instanceof Error ? error.message : String(error)}`;
  };
  const { tabId, ownTabId, findTabs } = createTabs(gateway, door, report);
  const actions = createActions(gateway, failure, report);
  const slot = () => `${door.kind} ${ownTabId.value} ${door.page} ${door.flowId}`;

  const logins = signal<readonly Login[] | null>(null);
  const readCaptured = () => {
    if (readLogin.value === null || capture.value === null || access.value === null) return undefined;
    if (tabId.value === undefined || ownTabId.value === undefined) return undefined;
    const flowId = chosen.peek() ?? loginLeftAt(capture.value.places, slot());
    const inTurn = firstOf(capture.value.flows, { flowId, tabId: tabId.value });
    return readInTurn(inTurn, readLogin.value, idle, into(logins));
  };
  const everyLogin = computed(() => [...(logins.value ?? []), ...imports.logins.value]);
  const captured = computed(() => relationsOf(logins.value ?? []));
  const all = computed(() => sessionsOf(logins.value ?? [], captured.value));
  const isHere = ({ tabId: id }: Login) => tabId.value === null || id === tabId.value;
  // A silent renewal or a nested login is the latest one too, but not what was meant by logging in.
  const latest = computed(
    () => all.value.find(({ login }) => isHere(login))?.login ?? logins.value?.find(isHere),
  );
  const selected = computed(() => {
    const asked = everyLogin.value.find(({ id }) => id === chosen.value);
    return asked ?? latest.value ?? imports.logins.value[0] ?? null;
  });
  const relations = computed(
    () => new Map([...captured.value, ...imports.sources.value.flatMap(({ state }) => [...state.relations])]),
  );
  const sessions = computed(() =>
    settings.value.onlyThisTab ? all.value.filter((session) => loginsOf(session).some(isHere)) : all.value,
  );
  const screen = createScreen(page, settings);
  const leftAt = () => (logins.value === null ? null : { slot: slot(), places: capture.value?.places ?? [] });
  const servers = computed<Servers>(() => capture.value?.servers ?? new Map());
  const verdicts = createVerdicts({
    gateway,
    clock,
    idle,
    loadJudge: reading.loadJudge,
    logins,
    opened: imports.logins,
    fileOf: ({ id }) => imports.fileOf(id)?.state ?? null,
    selected,
    servers,
    report,
  });
  const list = createList({
    sessions,
    everyLogin,
    sources: imports.sources,
    relations,
    selected,
    isHere: door.kind === "tab" ? null : isHere,
    findingsOf: verdicts.findingsOf,
  });
  const remembered = {
    gateway,
    // A tab of its own stays at the login that it shows.
    latest: computed(() => (door.kind === "tab" ? null : (latest.value?.id ?? null))),
    kept: keptOf(screen, list, chosen),
  };
  const reports = createReports(
    () => (capture.value?.complete ? capture.value.flows : null),
    () => imports.sources.value.flatMap(({ state }) => (state.kind === "har" ? state.flows : [])),
    async (flows) => {
      const read = await reader;
      await verdicts.judged(flows.map(read));
      return (flow) => {
        const findings = verdicts.findingsOf(read(flow));
        if (findings === null) throw new Error(say("shell_still_judging"));
        return findings;
      };
    },
  );

  return {
    ...actions,
    ...screen,
    door,
    gateway,
    clock,
    flows: computed(() => capture.value?.flows ?? []),
    logins,
    imports,
    everyLogin,
    relations,
    sessions,
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
    list,
    jumps: createJumps(screen.view),
    views,
    failure,
    replay: createReplay(gateway, clock, access, report),
    comparison: createComparison(selected, everyLogin, relations),
    lookForTokens: (loginId) => {
      if (imports.fileOf(loginId) === null) actions.lookForTokens(loginId);
    },
    select,
    selectBy: (places) => {
      const listed = list.sections.value.flatMap(({ lines }) => lines);
      const next = listed[listed.findIndex(({ login }) => login.id === selected.value?.id) + places];
      if (next) select(next.login.id);
    },
    taken,
    takeToWorkbench: (raw) =>
      batch(() => {
        taken.value = raw;
        page.value = "workbench";
      }),
    openInspector: () =>
      gateway.openInspector(selected.value?.id ?? null).catch(report(say("shell_open_failed"))),
    openInspectorForFiles: () => gateway.openInspectorForFiles().catch(report(say("shell_open_failed"))),
    exportReport: (loginIds, redacted) =>
      reports
        .fileOf(loginIds, redacted)
        .then(({ name, text }) => gateway.save(name, text))
        .catch(report(say("shell_report_failed"))),
    start: () => {
      reader.then(into(readLogin), report(say("shell_logins_failed")));
      reading.loadViews().then((loaded) => into(views)(loaded.views), report(say("shell_part_failed")));
      const first = findTabs().then(() => ({
        flowId: door.flowId,
        tabId: tabId.value ?? null,
        slot: slot(),
      }));
      const stops = [
        gateway.watchCapture(first, into(capture), report(say("shell_logins_failed"))),
        effect(readCaptured),
        gateway.watchSettings(into(settings), report(say("shell_settings_failed"))),
        gateway.watchAccess(into(access), report(say("shell_access_failed"))),
        startMemory(leftAt, remembered),
        verdicts.start(),
        list.start(),
      ];
      if (door.kind === "tab") {
        const answer = (message: unknown) =>
          answerReport(message, reports.reportOn) ?? answerShow(message, select, gateway.comeToFront);
        stops.push(gateway.answerPages(answer));
      }
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

const into =
  <T>(to: Signal<T>) =>
  (value: T) => {
    to.value = value;
  };
