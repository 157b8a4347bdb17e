import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Case } from "../extension/checks/case.js";
import type { Finding } from "../extension/checks/check.js";
import type { VerdictLine } from "../extension/checks/verdict-line.js";
import type { Diagnosis } from "../extension/failure/diagnosis.js";
import type { Login } from "../extension/flow/login.js";
import { remember } from "../extension/flow/remember.js";
import { issuersIn, issuersNamedBy, knowledgeOf, type Servers } from "../extension/flow/servers.js";
import type { Verifications } from "../extension/flow/verify-login.js";
import type { Judge } from "../extension/judge-script.js";
import type { ServerKnowledge } from "../extension/oauth/server-knowledge.js";
import type { WayOut } from "../extension/way-out.js";
import type { Report } from "./actions.js";
import type { Clock } from "./clock.js";
import type { Gateway, Stop } from "./gateway.js";
import { createLearning, type Learning } from "./learning.js";

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

interface World {
  readonly gateway: Gateway;
  readonly clock: Clock;
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

interface Verified {
  readonly login: Login;
  readonly by: readonly unknown[];
  readonly verifications: Verifications;
}

export function createVerdicts(world: World): Verdicts {
  const { gateway, clock, logins, opened, fileOf, selected, servers, report } = world;
  const judge = signal<Judge | null>(null);
  const verified = signal<ReadonlyMap<string, Verified>>(new Map());
  const secrets = signal<ReadonlyMap<string, string>>(new Map());
  // Empty only as long as nothing is judged.
  const historyOf = (some: readonly Login[]) => judge.value?.historyOf(some) ?? [];
  const captured = computed(() => historyOf(logins.value ?? []));
  const historyOfFile = remember((file: JudgedFile) => historyOf(file.logins));
  const every = () => logins.value && [...logins.value, ...opened.value];
  const reported = (login: Login) => fileOf(login)?.findings?.get(login.id) ?? null;
  const secretOf = (login: Login) => secrets.value.get(clientOf(login)) ?? "";

  /** What a login's verification rests on. */
  const groundsOf = (login: Login) => {
    const others = issuersIn(servers.value);
    const server = knowledgeOf(servers.value, login);
    const secret = secretOf(login) || null;
    const by = [login, server, secret, ...issuersNamedBy(login).map((issuer) => others.get(issuer))];
    return { server, given: { secret, others }, by };
  };

  /** Verifies those of which something has changed. */
  const verify = async (some: readonly Login[], { verifyLogin }: Judge) => {
    const work = some.map(async (login) => {
      const { server, given, by } = groundsOf(login);
      const before = verified.peek().get(login.id);
      if (before && sameItems(before.by, by)) return [login.id, before] as const;
      const verifications = reported(login) ? new Map() : await verifyLogin(login, server, given);
      return [login.id, { login, by, verifications }] as const;
    });
    const done = await Promise.all(work);
    // Meanwhile a login may have gone, or grown.
    const all = every();
    const ids = all && new Set(all.map(({ id }) => id));
    const held = all && new Set<unknown>(all);
    const before = [...verified.value].filter(([id]) => ids?.has(id) ?? true);
    const next = new Map([...before, ...done.filter(([, one]) => held?.has(one.login) ?? true)]);
    if ([...next].some(([id, one]) => verified.value.get(id) !== one)) verified.value = next;
  };

  const cases = new WeakMap<Login, { readonly by: readonly unknown[]; readonly theCase: Case }>();
  /** Of a login that grows, as it was when it was last verified: what it shows does not wait for that. */
  const caseNow = ({ id }: Login, { caseOf, earlierThan }: Judge): Case | null => {
    const known = verified.value.get(id);
    if (known === undefined) return null;
    const { login, verifications } = known;
    const file = fileOf(login);
    const history = file ? historyOfFile(file) : captured.value;
    const beside = { server: knowledgeOf(servers.value, login), verifications, history };
    // Of other logins only earlier ones decide, so that a new one has none judged anew.
    const by = [beside.server, verifications, ...earlierThan(login, history)];
    const before = cases.get(login);
    if (before && sameItems(before.by, by)) return before.theCase;
    const theCase = caseOf(login, { ...beside, now: clock.read() });
    cases.set(login, { by, theCase });
    return theCase;
  };

  const evaluated = new WeakMap<Case, readonly Finding[]>();
  const findingsOf = (login: Login) => {
    const theCase = judge.value && caseNow(login, judge.value);
    if (!judge.value || !theCase) return null;
    const findings = reported(login) ?? evaluated.get(theCase) ?? judge.value.evaluate(theCase);
    evaluated.set(theCase, findings);
    return findings;
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

  const toldOf = remember((theCase: Case): Told | null => {
    const findings = findingsOf(theCase.login);
    if (!judge.value || !findings) return null;
    const { answerOf, diagnose, verdictLineOf, wayOutOf } = judge.value;
    const diagnoses = diagnose(theCase).map((diagnosis) => ({ ...diagnosis, answer: answerOf(diagnosis) }));
    const line = verdictLineOf(theCase.login, findings, diagnoses[0]?.tryThis[0] ?? null);
    return { theCase, findings, line, diagnoses, wayOut: wayOutOf(theCase) };
  });

  return {
    findingsOf,
    told: computed(() => {
      const theCase = judge.value && selected.value && caseNow(selected.value, judge.value);
      return theCase && toldOf(theCase);
    }),
    judged: async (some) => verify(some, await load()),
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
          const all = logins.value ?? [];
          const shown = selected.value ? [selected.value] : [];
          for (const login of all) groundsOf(login);
          const ready = judge.value;
          if (ready) void verify(shown, ready).then(() => verify(all, ready));
        }),
        effect(() => {
          const login = selected.value;
          const found = login && verified.value.get(login.id)?.verifications;
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

const sameItems = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((item, index) => item === others[index]);
