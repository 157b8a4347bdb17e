import type { Login } from "../extension/flow/login.js";
import { issuersNamedBy } from "../extension/flow/servers.js";
import { firstValue } from "../extension/oauth/parameter.js";
import type { Report } from "./actions.js";
import type { Gateway } from "./gateway.js";
import { isImported } from "./import/imported-file.js";
import { say } from "./text/say.js";

/** Has the background find out what servers publish. None of it rejects: what fails is reported. */
export interface Learning {
  /**
   * Asks once for each thing that is to be known of a login's server.
   *
   * @param wantsNewKeys whether a token may be signed with a key newer than those that are known
   */
  readonly needed: (login: Login, wantsNewKeys: boolean) => void;
  /** Has it fetched anew, or fetched of another issuer. */
  readonly again: (login: Login, issuer?: string) => Promise<void>;
}

export function createLearning(gateway: Gateway, report: Report): Learning {
  const asked = new Set<string>();
  const learn = (flowId: string, more: { readonly issuer?: string; readonly again?: true } = {}) =>
    gateway.send("learn", { flowId, ...more }).then(() => undefined, report(say("shell_learn_failed")));
  const isFirst = (...occasion: readonly unknown[]) => {
    const key = JSON.stringify(occasion);
    return !asked.has(key) && Boolean(asked.add(key));
  };
  return {
    needed(login, wantsNewKeys) {
      if (isImported(login) || login.request === null) return;
      const named = [firstValue(login.response?.parameters ?? [], "iss"), ...issuersNamedBy(login)];
      if (isFirst(login.id, named)) void learn(login.id);
      if (wantsNewKeys && isFirst(login.id, login.tokens.length)) void learn(login.id, { again: true });
    },
    again: ({ id }, issuer) => learn(id, { again: true, ...(issuer === undefined ? {} : { issuer }) }),
  };
}
