import { caseOf } from "../../../extension/checks/case.js";
import { evaluate } from "../../../extension/checks/catalogue.js";
import { historyOf } from "../../../extension/flow/history.js";
import { issuersIn, knowledgeOf } from "../../../extension/flow/servers.js";
import { type Verifications, verifyLogin, wantsNewKeys } from "../../../extension/flow/verify-login.js";
import type { Captured } from "./captured.js";

/** What the inspector says of a login. */
export interface Judged {
  /** `id: severity` of each check that fired, sorted. */
  readonly fired: readonly string[];
  readonly verifications: Verifications;
}

/**
 * Judges the newest login that was captured, by what the extension itself finds out of its server.
 *
 * @param secret the client's, as a person would type it; null for none
 */
export async function judge(captured: Captured, secret: string | null = null): Promise<Judged> {
  const verify = async () => {
    const servers = await captured.servers();
    const logins = await captured.logins();
    const [login] = logins;
    if (!login) throw new Error("No login was captured.");
    const server = knowledgeOf(servers, login);
    const verifications = await verifyLogin(login, server, { secret, others: issuersIn(servers) });
    return { login, logins, server, verifications };
  };
  const [newest] = await captured.logins();
  await captured.learn(newest?.id ?? "");
  let known = await verify();
  if (wantsNewKeys(known.verifications)) {
    await captured.learn(known.login.id, true);
    known = await verify();
  }
  const { login, logins, server, verifications } = known;
  const findings = evaluate(
    caseOf(login, { now: Date.now(), server, verifications, history: historyOf(logins) }),
  );
  const fired = findings.flatMap(({ check, verdict }) =>
    verdict.outcome === "fired" ? [`${check.id}: ${verdict.severity}`] : [],
  );
  return { fired: fired.toSorted(), verifications };
}
