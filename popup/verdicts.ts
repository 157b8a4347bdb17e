import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Case } from "../extension/checks/case.js";
import type { Finding } from "../extension/checks/check.js";
import type { VerdictLine } from "../extension/checks/verdict-line.js";
import type { Diagnosis } from "../extension/failure/diagnosis.js";
import type { Login } from "../extension/flow/login.js";
import { remember } from "../extension/flow/remember.js";
import type { Judge } from "../extension/judge-script.js";
import type { ServerKnowledge } from "../extension/oauth/server-knowledge.js";
import type { WayOut } from "../extension/way-out.js";
import type { Report } from "./actions.js";
import type { Gateway, Stop } from "./gateway.js";
import { createJudgements, type Judged, type JudgedWorld } from "./judgements.js";
import { createLearning, type Learning } from "./learning.js";
import { say } from "./text/say.js";

export type { Judge };

/** All that is said of one login. */
export interface Told {
  readonly theCase: Case;
  readonly findings: readonly Finding[];
  readonly line: VerdictLine;
  /** Why it failed, the most telling first; each with its answer in one line. */
  readonly diagnoses: readonly (Diagnosis & { readonly answer: string })[];
  /** null where there is nothing to change. */
  readonly wayOut: WayOut | null;
}

/** The one place from which everything that speaks of a login's soundness takes it. */
export interface Verdicts {
  /** null until the checks are loaded and the login is verified. */
  readonly findingsOf: (login: Login) => readonly Finding[] | null;
  /** Of the login that is shown; null as long as its findings are. */
  readonly told: ReadonlySignal<Told | null>;
  /** Waits until logins are judged by what is known now. Rejects where the checks cannot be loaded. */
  readonly judged: (logins: readonly Login[]) => Promise<void>;
  /** What is known of an issuer that was asked for by its name; null for nothing. */
  readonly issuerOf: (issuer: string) => ServerKnowledge | null;
  /** Empty for none. */
  readonly secretOf: (login: Login) => string;
  /** Takes the secret of a login's client, to verify MACs with; it lives as long as the page, and here alone. */
  readonly giveSecret: (login: Login, secret: string) => void;
  /** Has the keys of a login's server fetched anew, or those of another issuer. Does not reject: what fails is reported. */
  readonly fetchKeys: Learning["again"];
  readonly start: () => Stop;
}

interface World extends Omit<JudgedWorld, "secretOf" | "judge"> {
  readonly gateway: Gateway;
  readonly loadJudge: () => Promise<Judge>;
  readonly report: Report;
}

export function createVerdicts(world: World): Verdicts {
  const { gateway, selected, servers, report } = world;
  const judge = signal<Judge | null>(null);
  const secrets = signal<ReadonlyMap<string, string>>(new Map());
  const secretOf = (login: Login) => secrets.value.get(clientOf(login)) ?? "";
  const judgements = createJudgements({ ...world, secretOf, judge });
  const judgedOf = (login: Login | null) => login && judge.value && judgements.of(login, judge.value);

  const learning = createLearning(gateway, report);
  let loading: Promise<Judge> | null = null;
  const load = () => {
    loading ??= world.loadJudge().then(
      (loaded) => {
        judge.value = loaded;
        return loaded;
      },
      (error) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };

  const toldOf = remember(({ theCase, findings }: Judged): Told | null => {
    if (!judge.value) return null;
    const { answerOf, diagnose, verdictLineOf, wayOutOf } = judge.value;
    const diagnoses = diagnose(theCase).map((diagnosis) => ({ ...diagnosis, answer: answerOf(diagnosis) }));
    const line = verdictLineOf(theCase.login, findings, diagnoses[0]?.tryThis[0] ?? null);
    return { theCase, findings, line, diagnoses, wayOut: wayOutOf(theCase) };
  });
  /** Of a login that grows, as it was when it was last judged: what it shows does not wait for that. */
  const shown = computed(() => judgedOf(selected.value));

  return {
    findingsOf: (login) => judgedOf(login)?.findings ?? null,
    told: computed(() => shown.value && toldOf(shown.value)),
    judged: async (some) => judgements.judge(some, await load()),
    issuerOf: (issuer) => servers.value.get(issuer) ?? null,
    secretOf,
    giveSecret: (login, secret) => {
      secrets.value = new Map(secrets.value).set(clientOf(login), secret);
    },
    fetchKeys: learning.again,
    start: () => {
      void load().catch(report(say("shell_checks_failed")));
      const stops = [
        judgements.start(),
        effect(() => {
          const login = selected.value;
          const found = shown.value?.theCase.verifications;
          if (login) learning.needed(login, Boolean(found && judge.value?.wantsNewKeys(found)));
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** The client at its server, since that is what a secret belongs to. */
const clientOf = ({ server, client }: Login): string => JSON.stringify([server.origin, client.id]);
