import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { type Case, caseOf } from "../extension/checks/case.js";
import type { Finding } from "../extension/checks/check.js";
import type { VerdictLine } from "../extension/checks/verdict-line.js";
import type { Diagnosis } from "../extension/failure/diagnosis.js";
import { earlierThan, type History, historyOf } from "../extension/flow/history.js";
import type { Login } from "../extension/flow/login.js";
import { remember } from "../extension/flow/remember.js";
import { issuersIn, issuersNamedBy, knowledgeOf, type Servers } from "../extension/flow/servers.js";
import type { ServerKnowledge } from "../extension/oauth/server-knowledge.js";
import type { WayOut } from "../extension/way-out.js";
import type { Report } from "./actions.js";
import type { Clock } from "./clock.js";
import type { Gateway, Stop } from "./gateway.js";
import type { Idle } from "./idle.js";
import { createLearning, type Learning } from "./learning.js";

/** What judges logins; pure, and loaded after the first paint. */
export type Judge = typeof import("./judge.js");

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

interface World {
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly idle: Idle;
  readonly loadJudge: () => Promise<Judge>;
  /** Those that were captured; null while they are being read. */
  readonly logins: ReadonlySignal<readonly Login[] | null>;
  /** Those of opened files. */
  readonly opened: ReadonlySignal<readonly Login[]>;
  /** The file that a login came from; null for one that was captured. */
  readonly fileOf: (login: Login) => JudgedFile | null;
  readonly selected: ReadonlySignal<Login | null>;
  readonly servers: ReadonlySignal<Servers>;
  readonly report: Report;
}

/** A file as far as it decides how its logins are judged. */
interface JudgedFile {
  readonly logins: readonly Login[];
  /** What a report found of each of its logins, by id: its tokens may be placeholders; null where there is to be judged here. */
  readonly findings: ReadonlyMap<string, readonly Finding[]> | null;
}

/** A login as it was when it was last judged, and what came out. */
interface Judged {
  readonly theCase: Case;
  readonly findings: readonly Finding[];
  /** What the verification rests on. */
  readonly verifiedBy: readonly unknown[];
  /** All in which something may have changed since; cheap to compare. */
  readonly around: readonly unknown[];
}

/** How long a login that grows is left alone once it is judged, ms: it grows by several facts at a time. */
const growthMs = 250;

export function createVerdicts(world: World): Verdicts {
  const { gateway, clock, idle, logins, opened, fileOf, selected, servers, report } = world;
  const judge = signal<Judge | null>(null);
  const secrets = signal<ReadonlyMap<string, string>>(new Map());
  const known = new Map<string, Judged>();
  /** How often something new in {@link known} was told. */
  const told = signal(0);
  const tell = () => {
    told.value += 1;
  };
  const captured = computed(() => historyOf(logins.value ?? []));
  const historyOfFile = remember((file: JudgedFile) => historyOf(file.logins));
  /** null while those that were captured are being read. */
  const held = computed(() => logins.value && new Set([...logins.value, ...opened.value]));
  const secretOf = (login: Login) => secrets.value.get(clientOf(login)) ?? "";
  const around = (login: Login) => [login, fileOf(login) ?? logins.value, servers.value, secretOf(login)];

  /** What a login's verification rests on. */
  const groundsOf = (login: Login) => {
    const others = issuersIn(servers.value);
    const server = knowledgeOf(servers.value, login);
    const secret = secretOf(login) || null;
    const by = [login, server, secret, ...issuersNamedBy(login).map((issuer) => others.get(issuer))];
    return { server, given: { secret, others }, by };
  };

  /** Verifies a login and evaluates the checks, as far as something has changed that they rest on. */
  const judgeOne = async (login: Login, { verifyLogin, evaluate }: Judge): Promise<void> => {
    const file = fileOf(login);
    const reported = file?.findings?.get(login.id) ?? null;
    const now = around(login);
    const { server, given, by } = groundsOf(login);
    const before = known.get(login.id);
    const isVerified = before !== undefined && sameItems(before.verifiedBy, by);
    const verifications = isVerified
      ? before.theCase.verifications
      : reported
        ? new Map()
        : await verifyLogin(login, server, given);
    // Meanwhile a login may have gone, or grown.
    if (held.value?.has(login) === false) return;
    const history = file ? historyOfFile(file) : captured.value;
    if (isVerified && sameEarlier(before.theCase.history, history, login)) {
      known.set(login.id, { ...before, around: now });
      return;
    }
    const theCase = caseOf(login, { server, verifications, history, now: clock.read() });
    const findings = reported ?? evaluate(theCase);
    known.set(login.id, { theCase, findings, verifiedBy: by, around: now });
  };

  /** What is asked for and not judged as things stand, in that order; the login on show goes first. */
  const wanted = new Map<string, Login>();
  const next = () => wanted.get(selected.peek()?.id ?? "") ?? wanted.values().next().value;
  const restOf = (login: Login): number => {
    const before = known.get(login.id)?.theCase;
    if (before === undefined || before.login === login) return 0;
    return Math.min(growthMs, before.now + growthMs - clock.read());
  };
  const withHistory = new WeakSet<readonly Login[]>();
  let works = false;
  /** Judges what is wanted when the page has time. */
  const work = async (ready: Judge) => {
    if (works) return;
    works = true;
    let goesOn = () => false;
    let toTell = 1;
    for (let done = 1; ; done++) {
      const first = next();
      if (first === undefined) break;
      const rest = restOf(first);
      if (rest > 0 || !goesOn()) goesOn = await idle(rest);
      const login = next() ?? first;
      const others = fileOf(login)?.logins ?? logins.value ?? [];
      for (const other of withHistory.has(others) ? [] : others) {
        historyOf([other]);
        if (!goesOn()) goesOn = await idle();
      }
      withHistory.add(others);
      wanted.delete(login.id);
      await judgeOne(login, ready);
      if (done < toTell && wanted.size > 0 && login !== selected.peek()) continue;
      toTell = 2 * done;
      tell();
    }
    works = false;
  };

  const findingsOf = (login: Login) => {
    told.value;
    const before = known.get(login.id);
    const ready = judge.value;
    if (ready && !(before && sameItems(before.around, around(login)))) {
      wanted.set(login.id, login);
      void work(ready);
    }
    return ready && (before?.findings ?? null);
  };

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
  const shown = computed(() => {
    told.value;
    return known.get(selected.value?.id ?? "") ?? null;
  });

  return {
    findingsOf,
    told: computed(() => judge.value && shown.value && toldOf(shown.value)),
    judged: async (some) => {
      const ready = await load();
      await Promise.all(some.map((login) => judgeOne(login, ready)));
      tell();
    },
    issuerOf: (issuer) => servers.value.get(issuer) ?? null,
    secretOf,
    giveSecret: (login, secret) => {
      secrets.value = new Map(secrets.value).set(clientOf(login), secret);
    },
    fetchKeys: learning.again,
    start: () => {
      void load().catch(report("The checks could not be loaded, so nothing is judged"));
      const stops = [
        effect(() => {
          if (selected.value) findingsOf(selected.value);
        }),
        effect(() => {
          const ids = held.value && new Set([...held.value].map(({ id }) => id));
          for (const id of known.keys()) if (ids?.has(id) === false) known.delete(id);
        }),
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

/** Whether the logins that came before one are the same in both. */
const sameEarlier = (some: History, others: History, login: Login): boolean =>
  some === others || sameItems(earlierThan(login, some), earlierThan(login, others));

/** The client at its server, since that is what a secret belongs to. */
const clientOf = ({ server, client }: Login): string => JSON.stringify([server.origin, client.id]);

const sameItems = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((item, index) => item === others[index]);
