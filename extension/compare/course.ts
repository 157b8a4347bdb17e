import type { Finding, Severity } from "../checks/check.js";
import { severities } from "../checks/verdict.js";
import type { Login } from "../flow/login.js";
import { durationFact, type Fact, hiddenFact, type Term, termed, textFact, wordFact } from "./fact.js";
import { awaitsResponse } from "./messages.js";
import { type Facts, factsOf, unseen } from "./rows.js";

/**
 * What kind of login it was, between whom, how it ended, and how many findings it has.
 *
 * @param findings null while it is not judged
 */
export function summaryFacts(login: Login, findings: readonly Finding[] | null): Facts {
  const { name, client, server, startedAt, endedAt } = login;
  const told = (value: string | null): Fact => (value === null ? hiddenFact : textFact(value));
  const graver = severities.filter((severity): severity is Exclude<Severity, "pass"> => severity !== "pass");
  const count = (holds: (finding: Finding) => boolean): Fact =>
    findings === null ? hiddenFact : textFact(String(findings.filter(holds).length));
  return factsOf([
    termed("flow", textFact(name.flow)),
    termed("client", told(client.origin)),
    termed("server", told(server.origin)),
    termed("result", resultOf(login)),
    ...(endedAt === null ? [] : [termed("duration", durationFact(endedAt - startedAt))]),
    ...graver.map((severity) =>
      termed(
        severity,
        count(({ verdict }) => verdict.outcome === "fired" && verdict.severity === severity),
      ),
    ),
    termed(
      "undetermined",
      count(({ verdict }) => verdict.outcome === "undetermined"),
    ),
  ]);
}

function resultOf(login: Login): Fact {
  const { response, tokenCalls, tokens } = login;
  const answer = tokenCalls[0]?.answer;
  const error = response?.error ?? answer?.response?.error ?? answer?.error;
  if (error) return textFact(error);
  if (response !== null || tokens.length > 0) return wordFact("success");
  return awaitsResponse(login) ? hiddenFact : wordFact("no_answer");
}

const common: readonly Term[] = ["click", "request", "prompt", "authentication", "response"];
const atTokenEndpoint: readonly Term[] = ["token_request", "token_answer"];
const atApi: readonly Term[] = ["api_call", "api_answer"];

/** The steps by what they are, with the time since the step that was seen before. */
export function stepFacts({ steps }: Login): Facts {
  const names = [...common, ...(steps.length > 7 ? atTokenEndpoint : []), ...atApi];
  let before: number | null = null;
  return factsOf(
    steps.flatMap(({ status, at }, index) => {
      const name = names[index];
      if (name === undefined) return [];
      const ms: number | null = at === null || before === null ? null : at - before;
      before = at ?? before;
      return [termed(name, stepFact(status, ms))];
    }),
  );
}

function stepFact(status: Login["steps"][number]["status"], ms: number | null): Fact {
  if (status === "not-visible") return hiddenFact;
  const word = status === "seen" ? "seen" : "not_seen";
  return { shown: { kind: "word", word, ...(ms === null ? {} : { ms }) }, by: "length", key: word };
}

/** What fired, by the check's id; what could not be judged on this login is not visible. Praise is not among it. */
export function findingFacts(findings: readonly Finding[] | null): Facts {
  if (findings === null) return unseen;
  return factsOf(
    findings.flatMap(({ check, verdict }): readonly (readonly [string, Fact])[] => {
      if (verdict.outcome === "undetermined") return [[check.id, { ...hiddenFact, name: check.title }]];
      if (verdict.outcome !== "fired" || verdict.severity === "pass") return [];
      return [[check.id, { ...wordFact(verdict.severity), name: check.title }]];
    }),
  );
}
