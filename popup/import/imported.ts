import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Finding } from "../../extension/checks/check.js";
import type { Flow } from "../../extension/flow/flow.js";
import type { Login } from "../../extension/flow/login.js";
import type { Remembered } from "../../extension/flow/remember.js";
import type { Gateway, Stop } from "../gateway.js";
import type { Idle } from "../idle.js";
import { readInTurn } from "../reading.js";
import {
  type FileState,
  firstTabOf,
  type ImportedFile,
  isOfFile,
  isReadable,
  type ReadableFile,
  stateOf,
  withLogins,
} from "./imported-file.js";

/** The files that a person opened, with their logins, which are only to be looked at. */
export interface Imports {
  /** In the order in which they were opened. */
  readonly files: ReadonlySignal<readonly ImportedFile[]>;
  /** Those of them that hold a login. */
  readonly sources: ReadonlySignal<readonly ReadableFile[]>;
  readonly logins: ReadonlySignal<readonly Login[]>;
  /** The file that a login came from; null for one that was captured. */
  readonly fileOf: (loginId: string) => ReadableFile | null;
  /** What the report says that a login came from; null for any other login. */
  readonly findingsOf: (loginId: string) => readonly Finding[] | null;
  /** Reads files, each by itself. Does not throw: what fails is told with the file. */
  readonly open: (files: readonly File[]) => void;
  /** Takes a file away with its logins, or ends its reading. */
  readonly close: (fileId: number) => void;
}

/**
 * @param patterns URLs that the person named as authorization endpoints
 * @param show     told which login to show: the newest of the first file that has one, each time that files are opened
 */
export function createImports(
  gateway: Pick<Gateway, "readFile">,
  reader: Promise<Remembered<Flow, Login>>,
  idle: Idle,
  patterns: () => readonly string[],
  show: (loginId: string) => void,
): Imports {
  const files: Signal<readonly ImportedFile[]> = signal([]);
  /** Of the files whose logins are being read. */
  const stops = new Map<number, Stop>();
  let opened = 0;

  const sources = computed(() =>
    files.value.filter(isReadable).filter(({ state }) => state.logins.length > 0),
  );
  const fileOf = (loginId: string) => sources.value.find(({ id }) => isOfFile(loginId, id)) ?? null;

  const update = (id: number, state: FileState) => {
    files.value = files.value.map((file) => (file.id === id ? { ...file, state } : file));
  };

  async function read(file: File, onLogin: (newest: Login) => void): Promise<void> {
    opened += 1;
    const id = opened;
    const request = { file, patterns: patterns(), firstTabId: firstTabOf(id) };
    const { outcome, cancel } = gateway.readFile(request, (progress) =>
      update(id, { stage: "reading", progress, cancel }),
    );
    const state: FileState = { stage: "reading", progress: null, cancel };
    files.value = [...files.value, { id, name: file.name, state }];
    const readLogin = await reader;
    const loaded = await outcome;
    if (loaded.kind === "cancelled") return;
    const whole = stateOf(id, loaded);
    if (whole.stage === "refused") {
      update(id, whole);
      return;
    }
    batch(() => {
      const stop = readInTurn(whole.flows, readLogin, idle, (logins) => {
        update(id, { ...whole, ...withLogins(logins) });
      });
      stops.set(id, stop);
      const newest = sources.value.find((source) => source.id === id)?.state.logins[0];
      if (newest) onLogin(newest);
    });
  }

  return {
    files,
    sources,
    logins: computed(() => sources.value.flatMap(({ state }) => state.logins)),
    fileOf,
    findingsOf: (loginId) => fileOf(loginId)?.state.findings?.get(loginId) ?? null,
    open(chosen) {
      let shown = false;
      for (const file of chosen) {
        read(file, ({ id }) => {
          if (!shown) show(id);
          shown = true;
        });
      }
    },
    close(id) {
      const gone = files.value.find((file) => file.id === id);
      files.value = files.value.filter((file) => file !== gone);
      if (gone?.state.stage === "reading") gone.state.cancel();
      stops.get(id)?.();
      stops.delete(id);
    },
  };
}
