import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Case } from "../extension/checks/case.js";
import type { Finding } from "../extension/checks/check.js";
import type { History } from "../extension/flow/history.js";
import type { Login } from "../extension/flow/login.js";
import { remember } from "../extension/flow/remember.js";
import { issuersIn, issuersNamedBy, knowledgeOf, type Servers } from "../extension/flow/servers.js";
import type { Clock } from "./clock.js";
import type { Stop } from "./gateway.js";
import type { Idle } from "./idle.js";
import type { Judge } from "./verdicts.js";

/** A file as far as it decides how its logins are judged. */
interface JudgedFile {
  readonly logins: readonly Login[];
  /** What a report found of each of its logins, by id: its tokens may be placeholders; null where there is to be judged here. */
  readonly findings: ReadonlyMap<string, readonly Finding[]> | null;
}

/** A login as it was when it was last judged, and what came out. */
export interface Judged {
  readonly theCase: Case;
  readonly findings: readonly Finding[];
  /** What the verification rests on. */
  readonly verifiedBy: readonly unknown[];
  /** All in which something may have changed since; cheap to compare. */
  around: readonly unknown[];
}

/** What logins were judged to be, and the order in which they are judged. */
export interface Judgements {
  /** What is known of a login; has it judged when the page has time if that is not as things stand. */
  readonly of: (login: Login, judge: Judge) => Judged | null;
  /** Judges logins now, as far as something has changed. */
  readonly judge: (logins: readonly Login[], judge: Judge) => Promise<void>;
  readonly start: () => Stop;
}

/** What judging rests on. */
export interface JudgedWorld {
  readonly clock: Clock;
  readonly idle: Idle;
  /** Those that were captured; null while they are being read. */
  readonly logins: ReadonlySignal<readonly Login[] | null>;
  /** Those of opened files. */
  readonly opened: ReadonlySignal<readonly Login[]>;
  /** The file that a login came from; null for one that was captured. */
  readonly fileOf: (login: Login) => JudgedFile | null;
  readonly selected: ReadonlySignal<Login | null>;
  readonly servers: ReadonlySignal<Servers>;
  /** null until it is loaded. */
  readonly judge: ReadonlySignal<Judge | null>;
  /** The secret of a login's client; empty for none. */
  readonly secretOf: (login: Login) => string;
}

/** How long a login that grows is left alone once it is judged, ms: it grows by several facts at a time. */
const growthMs = 250;

/** Judges what is asked for, the login on show first, and none that nobody asks for. */
export function createJudgements(world: JudgedWorld): Judgements {
  const { clock, idle, logins, opened, fileOf, selected, servers, secretOf, judge } = world;
  const known = new Map<string, Judged>();
  /** How often something new in {@link known} was told. */
  const told = signal(0);
  const tell = () => {
    told.value += 1;
  };
  // Empty only as long as nothing is judged.
  const historyOf = (some: readonly Login[]) => judge.value?.historyOf(some) ?? [];
  const captured = computed(() => historyOf(logins.value ?? []));
  const historyOfFile = remember((file: JudgedFile) => historyOf(file.logins));
  /** null while those that were captured are being read. */
  const held = computed(() => logins.value && new Set([...logins.value, ...opened.value]));
  const around = (login: Login) => [login, fileOf(login) ?? logins.value, servers.value, secretOf(login)];

  /** What a login's verification rests on. */
  const groundsOf = (login: Login) => {
    const others = issuersIn(servers.value);
    const server = knowledgeOf(servers.value, login);
    const secret = secretOf(login) || null;
    const by = [login, server, secret, ...issuersNamedBy(login).map((issuer) => others.get(issuer))];
    return { server, given: { secret, others }, by };
  };

  /** Verifies a login and evaluates the checks, as far as something has changed that they rest on; tells whether it has. */
  const judgeOne = async (login: Login, ready: Judge): Promise<boolean> => {
    const { verifyLogin, evaluate, caseOf, earlierThan } = ready;
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
    if (held.value?.has(login) === false) return false;
    const history = file ? historyOfFile(file) : captured.value;
    const isSameHistory = (some: History) =>
      some === history || sameItems(earlierThan(login, some), earlierThan(login, history));
    if (isVerified && isSameHistory(before.theCase.history)) {
      before.around = now;
      return false;
    }
    const theCase = caseOf(login, { server, verifications, history, now: clock.read() });
    const findings = reported ?? evaluate(theCase);
    known.set(login.id, { theCase, findings, verifiedBy: by, around: now });
    return true;
  };

  /** What is asked for and not judged as things stand, in that order; the login on show goes first. */
  const wanted = new Map<string, Login>();
  const next = () => wanted.get(selected.peek()?.id ?? "") ?? wanted.values().next().value;
  const restOf = (login: Login): number => {
    const before = known.get(login.id)?.theCase;
    if (before === undefined || before.login === login) return 0;
    return Math.max(0, Math.min(growthMs, before.now + growthMs - clock.read()));
  };
  const withHistory = new WeakSet<readonly Login[]>();
  const work = async (ready: Judge) => {
    let goesOn = () => false;
    let news = false;
    let toTell = 1;
    for (let done = 1; ; done++) {
      const first = next();
      if (first === undefined) return;
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
      news = (await judgeOne(login, ready)) || news;
      const isDue = done >= toTell || wanted.size === 0 || login === selected.peek();
      if (!news || !isDue) continue;
      news = false;
      toTell = 2 * done;
      tell();
    }
  };
  let works = false;

  return {
    of(login, ready) {
      told.value;
      const before = known.get(login.id) ?? null;
      if (before === null || !sameItems(before.around, around(login))) {
        wanted.set(login.id, login);
        if (!works) {
          works = true;
          void work(ready).finally(() => {
            works = false;
          });
        }
      }
      return before;
    },
    async judge(some, ready) {
      await Promise.all(some.map((login) => judgeOne(login, ready)));
      tell();
    },
    start: () =>
      effect(() => {
        const ids = held.value && new Set([...held.value].map(({ id }) => id));
        for (const id of known.keys()) if (ids?.has(id) === false) known.delete(id);
      }),
  };
}

const sameItems = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((item, index) => item === others[index]);
