import type { Finding } from "../../extension/checks/check.js";
import type { Flow } from "../../extension/flow/flow.js";
import type { Login, Relations } from "../../extension/flow/login.js";
import { relationsOf } from "../../extension/flow/relations.js";
import type { HarNote } from "../../extension/har/notes.js";
import type { FileProgress, LoadedFile } from "../../extension/load-file.js";
import { storedFinding } from "../../extension/report/stored-finding.js";
import { type Session, sessionsOf } from "../sessions.js";
import { say, sayCount } from "../text/say.js";
import { dateTime } from "../text/time.js";

/** A file that a person opened. It is held by this page alone and gone with it. */
export interface ImportedFile {
  readonly id: number;
  /** As the person's system calls it. */
  readonly name: string;
  readonly state: FileState;
}

export type FileState = Reading | ReadState | { readonly stage: "refused"; readonly reason: string };

interface Reading {
  readonly stage: "reading";
  /** null until the first word of it. */
  readonly progress: FileProgress | null;
  readonly cancel: () => void;
}

interface ReadState {
  readonly stage: "read";
  readonly kind: "har" | "report";
  /** `120 entries, written by WebInspector 537.36`. */
  readonly about: string;
  readonly notes: readonly HarNote[];
  readonly flows: readonly Flow[];
  /** Those that are read so far, newest first, under ids of their own. */
  readonly logins: readonly Login[];
  readonly relations: ReadonlyMap<string, Relations>;
  readonly sessions: readonly Session[];
  /** What the report says of each login, by its id; null where the checks are to be asked. */
  readonly findings: ReadonlyMap<string, readonly Finding[]> | null;
  /** Whether placeholders stand in place of secrets. */
  readonly redacted: boolean;
}

/** A file whose logins can be shown. */
export type ReadableFile = ImportedFile & { readonly state: ReadState };

export const isReadable = (file: ImportedFile): file is ReadableFile => file.state.stage === "read";

const idPrefix = "file-";

/** Whether a login came from that file. */
export const isOfFile = (loginId: string, fileId: number): boolean =>
  loginId.startsWith(`${idPrefix}${fileId}/`);

/** Whether a login came from a file: nobody logs in now, so nothing is fetched for it. */
export const isImported = ({ id }: Login): boolean => id.startsWith(idPrefix);

/** A thousand tabs a file, none of them the browser's, so that no two files have one in common. */
export const firstTabOf = (fileId: number): number => 998 - 1000 * fileId;

/** What there is to show of a file that was read, or could not be. */
export function stateOf(fileId: number, loaded: LoadedFile): Exclude<FileState, Reading> {
  if (loaded.kind === "unreadable") return { stage: "refused", reason: loaded.reason };
  // A report may hold a login that was captured here, and a file may be opened twice.
  const idOf = (id: string) => `${idPrefix}${fileId}/${id}`;
  const placed = loaded.kind === "report" ? withTabsFrom(firstTabOf(fileId), loaded.flows) : loaded.flows;
  const flows = placed.map((flow) => ({ ...flow, id: idOf(flow.id) }));
  const shown = { stage: "read", flows, ...withLogins([]) } as const;
  if (loaded.kind === "read") {
    const { notes } = loaded;
    return { ...shown, kind: "har", about: aboutHar(loaded), notes, findings: null, redacted: false };
  }
  const { redacted, createdAt } = loaded;
  const findings = [...loaded.findings].map(([id, all]) => [idOf(id), all.map(storedFinding)] as const);
  const about = say(redacted ? "files_redacted_of" : "files_unredacted_of", dateTime(createdAt));
  return { ...shown, kind: "report", about, notes: [], findings: new Map(findings), redacted };
}

/** What there is to show of a file once these of its logins are read, newest first. */
export function withLogins(logins: readonly Login[]): Pick<ReadState, "logins" | "relations" | "sessions"> {
  const relations = relationsOf(logins);
  return { logins, relations, sessions: sessionsOf(logins, relations) };
}

/** Flows of a report with tabs of the file in place of those that they were captured in. */
function withTabsFrom(first: number, flows: readonly Flow[]): readonly Flow[] {
  const tabs = new Map<number, number>();
  const tabOf = (before: number) => {
    const tab = before === -1 ? -1 : (tabs.get(before) ?? first - tabs.size);
    tabs.set(before, tab);
    return tab;
  };
  return flows.map((flow) => ({
    ...flow,
    tabId: tabOf(flow.tabId),
    observations: flow.observations.map((fact) => ({
      ...fact,
      tabId: tabOf(fact.tabId),
      ...(fact.kind === "tab-opened" ? { openerTabId: tabOf(fact.openerTabId) } : {}),
    })),
  }));
}

function aboutHar({ entries, writer }: LoadedFile & { kind: "read" }): string {
  const count = sayCount("files_entries", entries);
  return writer === "" ? count : say("files_written_by", count, writer);
}
