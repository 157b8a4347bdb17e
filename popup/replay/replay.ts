import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ApiCall, Login } from "../../extension/flow/login.js";
import type { ReplayRequest, ReplayResult } from "../../extension/messages.js";
import type { Clock } from "../clock.js";
import type { Gateway } from "../gateway.js";
import { missingPattern } from "../site-access.js";
import { say } from "../text/say.js";
import { type Draft, draftOf, emptyDraft, obstacleOf, requestOf } from "./draft.js";

/** Where a sent request stands. */
export type Run =
  | { readonly stage: "asking" | "refused"; readonly request: ReplayRequest; readonly pattern: string }
  | { readonly stage: "running"; readonly request: ReplayRequest; readonly at: number }
  | {
      readonly stage: "ended";
      readonly request: ReplayRequest;
      readonly at: number;
      /** Recorded call that the request started from; null where it was typed. */
      readonly call: ApiCall | null;
      readonly result: ReplayResult;
    }
  | { readonly stage: "broken"; readonly request: ReplayRequest; readonly message: string };

export type EndedRun = Extract<Run, { readonly stage: "ended" }>;

/** How many of the last replays are kept, with their answers, as long as the page is open. */
const kept = 10;

/** The one request that is being edited, and what became of the one sent last. */
export interface Replay {
  /** null until a call was picked or a new request begun. */
  readonly draft: Signal<{ readonly loginId: string; readonly draft: Draft } | null>;
  readonly run: ReadonlySignal<Run | null>;
  /** The last replays, the latest first. */
  readonly history: ReadonlySignal<readonly EndedRun[]>;
  readonly pick: (login: Login, call: ApiCall) => void;
  readonly begin: (login: Login) => void;
  readonly edit: (changes: Partial<Draft>) => void;
  /** Sends the draft once, after asking for access where it is missing. To be called straight from a click. */
  readonly send: (login: Login) => Promise<void>;
  readonly abort: () => Promise<void>;
  /** Shows what became of an earlier one. */
  readonly show: (ended: EndedRun) => void;
}

export function createReplay(
  gateway: Gateway,
  clock: Clock,
  access: ReadonlySignal<readonly string[] | null>,
  report: (what: string) => (error: unknown) => void,
): Replay {
  const draft: Replay["draft"] = signal(null);
  const run = signal<Run | null>(null);
  const history = signal<readonly EndedRun[]>([]);
  const open = (loginId: string, opened: Draft) =>
    batch(() => {
      draft.value = { loginId, draft: opened };
      if (run.value?.stage !== "running") run.value = null;
    });

  async function dispatch(request: ReplayRequest, call: ApiCall | null) {
    const at = clock.read();
    run.value = { stage: "running", request, at };
    try {
      const result = await gateway.send("replay", request);
      const ended: EndedRun = { stage: "ended", request, at, call, result };
      batch(() => {
        run.value = ended;
        history.value = [ended, ...history.value].slice(0, kept);
      });
    } catch (error) {
      run.value = {
        stage: "broken",
        request,
        message: error instanceof Error ? error.message : String(error),
      };
    }
  }

  return {
    draft,
    run,
    history,
    pick: (login, call) => open(login.id, draftOf(call)),
    begin: (login) => open(login.id, emptyDraft(login)),
    edit: (changes) => {
      if (draft.value) draft.value = { ...draft.value, draft: { ...draft.value.draft, ...changes } };
    },
    async send(login) {
      const current = draft.value?.draft;
      if (!current || isBusy(run.value) || obstacleOf(current) !== null) return;
      const token = login.tokens.find(({ id }) => id === current.tokenId) ?? null;
      const request = requestOf(current, token, crypto.randomUUID());
      const pattern = missingPattern(access.value ?? [], request.url);
      if (pattern !== null) {
        run.value = { stage: "asking", request, pattern };
        const granted = await gateway.requestAccess([pattern]).catch(() => false);
        if (!granted) {
          run.value = { stage: "refused", request, pattern };
          return;
        }
      }
      await dispatch(request, current.call);
    },
    async abort() {
      const current = run.value;
      if (current?.stage !== "running") return;
      await gateway.send("abort-replay", { id: current.request.id }).catch(report(say("calls_not_stopped")));
    },
    show: (ended) => {
      if (!isBusy(run.value)) run.value = ended;
    },
  };
}

export const isBusy = (run: Run | null): boolean => run?.stage === "asking" || run?.stage === "running";
