import { viewNames } from "../screen.js";
import type { App, Door } from "../state.js";
import type { TextName } from "../text/text-name.js";
import { focusSearch } from "./focus-search.js";

/** What a key does, and where. */
export interface Key {
  /** As `KeyboardEvent.key` has them; any of them will do. */
  readonly keys: readonly string[];
  readonly where: Place;
  readonly text: TextName;
  /** null where the part of the page that has the focus does it itself, or the browser. */
  readonly run: ((app: App, pressed: string) => void) | null;
  /** Whether there is something to do; always unless given. Else the key is left to the browser. */
  readonly can?: (app: App) => boolean;
  /** Doors where it is there at all; all unless given. */
  readonly doors?: readonly Door["kind"][];
  /** Whether it goes on while it is held down; false unless given. */
  readonly repeats?: boolean;
}

/** Where keys do something, in the order of the list of keys. */
export const places = ["anywhere", "login", "list", "browser"] as const;
export type Place = (typeof places)[number];

const hasLogin = ({ page, selected }: App) => page.value === "logins" && selected.value !== null;
const isCaptured = ({ selected, imports }: App) =>
  selected.value !== null && imports.fileOf(selected.value.id) === null;
const isExportable = ({ selected, imports }: App) =>
  selected.value !== null && imports.fileOf(selected.value.id)?.state.kind !== "report";

const toggle = (app: App, page: "compare" | "workbench" | "settings") => {
  app.page.value = app.page.value === page ? "logins" : page;
};

/** All keys: what the one handler of keys obeys, and what the list of keys shows. */
export const keysOf = ({ kind }: Door): readonly Key[] =>
  all.filter(({ doors }) => doors === undefined || doors.includes(kind));

const all: readonly Key[] = [
  {
    keys: ["?"],
    where: "anywhere",
    text: "shell_key_help",
    run: ({ help }) => {
      help.value = true;
    },
  },
  { keys: ["/"], where: "anywhere", text: "shell_key_search", run: focusSearch },
  {
    keys: ["o"],
    where: "anywhere",
    text: "shell_key_open",
    run: (app) => void app.openInspector(),
    doors: ["popup", "panel"],
  },
  { keys: ["w"], where: "anywhere", text: "shell_key_workbench", run: (app) => toggle(app, "workbench") },
  { keys: ["c"], where: "anywhere", text: "shell_key_compare", run: (app) => toggle(app, "compare") },
  { keys: [","], where: "anywhere", text: "shell_key_settings", run: (app) => toggle(app, "settings") },
  {
    keys: ["P"],
    where: "anywhere",
    text: "shell_key_pause",
    run: (app) => void app.pause(!app.paused.value),
  },
  {
    keys: ["r"],
    where: "anywhere",
    text: "shell_key_reveal",
    run: ({ reveal, revealAll }) => revealAll(!reveal.value.all),
  },
  { keys: ["Escape"], where: "anywhere", text: "shell_key_back", run: goBack, can: canGoBack },
  {
    keys: viewNames.map((_, index) => String(index + 1)),
    where: "login",
    text: "shell_key_views",
    run: ({ view }, pressed) => {
      view.value = viewNames[Number(pressed) - 1] ?? view.value;
      // What is pressed next is meant for what is on show now.
      document.getElementById(`tab-${view.value}`)?.focus();
    },
    can: hasLogin,
  },
  {
    keys: ["[", "]"],
    where: "login",
    text: "shell_key_next",
    run: ({ selectBy }, pressed) => selectBy(pressed === "]" ? 1 : -1),
    can: hasLogin,
    repeats: true,
  },
  {
    keys: ["p"],
    where: "login",
    text: "shell_key_pin",
    run: ({ selected, pinned, pin }) => {
      const id = selected.value?.id ?? "";
      void pin(id, !pinned.value.has(id));
    },
    can: (app) => hasLogin(app) && isCaptured(app),
  },
  {
    keys: ["e"],
    where: "login",
    text: "shell_key_export",
    run: ({ exporting, selected }) => {
      const id = selected.value?.id ?? null;
      exporting.value = exporting.value === id ? null : id;
    },
    can: (app) => hasLogin(app) && isExportable(app),
  },
  { keys: ["j", "ArrowDown"], where: "list", text: "shell_key_down", run: null },
  { keys: ["k", "ArrowUp"], where: "list", text: "shell_key_up", run: null },
  { keys: ["+", "-"], where: "list", text: "shell_key_fold", run: null },
  { keys: ["Alt+ArrowLeft"], where: "list", text: "shell_key_finding", run: null },
  { keys: ["ArrowLeft", "ArrowRight"], where: "list", text: "shell_key_tabs", run: null },
];

function canGoBack({ page, exporting, list, selected }: App): boolean {
  return page.value !== "logins" || list.open.value || isOpen(exporting.value, selected.value?.id);
}

/** Leaves what was opened last: another page, the list, the panel for a report. */
function goBack(app: App): void {
  if (app.page.value !== "logins") app.page.value = "logins";
  else if (app.list.open.value) app.list.open.value = false;
  else app.exporting.value = null;
}

const isOpen = (exporting: string | null, selected: string | undefined) =>
  exporting !== null && exporting === selected;
