import type { Login } from "../flow/login.js";
import { firstValue } from "../oauth/parameter.js";
import type { Finding, Severity } from "./check.js";
import { excerpt, severities } from "./verdict.js";

/** A login in one line. */
export interface VerdictLine {
  /** `Implicit Flow with access token in the fragment`. */
  readonly kind: string;
  /** `2 high, 1 medium, 64 passed, 5 undetermined`; what is not among the findings is left out. */
  readonly counts: string;
  /** One sentence; null where nothing has to be done. */
  readonly doFirst: string | null;
}

const credentials = { access_token: "access token", id_token: "ID Token", code: "code" } as const;
const places: Readonly<Record<string, string>> = {
  query: "in the query",
  fragment: "in the fragment",
  form_post: "by form post",
  web_message: "by web message",
};

/**
 * The verdict on a login: what kind of flow it is, how it fares, and what to do first.
 *
 * @param findings all of them, fired or not
 * @param remedy   what to do where the login failed, which comes before what its findings ask for; null where it did not
 */
export function verdictLineOf(
  login: Login,
  findings: readonly Finding[],
  remedy: string | null = null,
): VerdictLine {
  const fired = (severity: Severity) =>
    findings.filter(({ verdict }) => verdict.outcome === "fired" && verdict.severity === severity);
  const count = (outcome: string) => findings.filter(({ verdict }) => verdict.outcome === outcome).length;
  const faults = severities
    .filter((severity) => severity !== "pass")
    .map((severity) => [severity, fired(severity)] as const);
  const passed = count("silent") + fired("pass").length;
  const counted = [
    ...faults.map(([severity, some]) => [some.length, severity] as const),
    [passed, "passed"] as const,
    [count("undetermined"), "undetermined"] as const,
  ];
  const [worst] = faults.flatMap(([, some]) => some);
  return {
    kind: kindOf(login),
    counts: counted.flatMap(([number, what]) => (number > 0 ? `${number} ${what}` : [])).join(", "),
    doFirst: remedy ?? worst?.check.remedy ?? null,
  };
}

function kindOf({ name, request, response }: Login): string {
  const [channel = "", wrapped] = (name.channel ?? "").split(".");
  const place = `${places[channel] ?? (channel === "" ? "" : `by ${excerpt(channel)}`)}${wrapped ? ", in a JWT" : ""}`;
  if (response?.error) return `${name.flow}, answered with ${excerpt(response.error)}`;
  const brought = Object.entries(credentials).flatMap(([parameter, what]) =>
    firstValue(response?.parameters ?? [], parameter) ? what : [],
  );
  if (response !== null && brought.length > 0) return `${name.flow} with ${inWords(brought)} ${place}`.trim();
  return response === null && request !== null ? `${name.flow}, no response seen` : name.flow;
}

const inWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
