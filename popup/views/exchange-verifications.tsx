import type { Login } from "../../extension/flow/login.js";
import type { Verifications } from "../../extension/flow/verify-login.js";
import { hostOf } from "../text/host.js";
import { say, sayCount } from "../text/say.js";
import { VerificationSteps } from "./verification.js";

/** More are not shown: each call of an API may carry a proof. */
const most = 20;

interface Props {
  readonly login: Login;
  readonly verifications: Verifications;
}

/** How all was verified that is no token of its own: the response, PKCE, DPoP proofs, UserInfo, logout tokens. */
export function ExchangeVerifications({ login, verifications }: Props) {
  const tokens = new Set(login.tokens.map(({ id }) => id));
  const others = [...verifications].filter(([id]) => !tokens.has(id));
  if (others.length === 0) return null;
  const telling = others.filter(([, { outcome }]) => outcome !== "passed");
  const shown = others.length > most ? [...telling, ...others].slice(0, most) : others;
  const unique = [...new Map(shown)];
  return (
    <section class="exchanges" aria-label={say("tokens_also_verified")}>
      <h2>{say("tokens_also_verified")}</h2>
      {unique.map(([id, verification]) => (
        <VerificationSteps key={id} of={id} name={nameOf(id, login)} verification={verification} />
      ))}
      {others.length > unique.length ? (
        <p class="muted">{sayCount("tokens_more_verified", others.length - unique.length)}</p>
      ) : null}
    </section>
  );
}

/** `DPoP proof of GET api.example`. */
function nameOf(id: string, { calls, tokenCalls }: Login): string {
  const [, kind = id, number = ""] = /^([\w-]+)@(.*)$/.exec(id) ?? [];
  if (kind === "response") return say("tokens_of_response");
  if (kind === "token-request") return say("tokens_of_pkce", number);
  if (kind === "logout") return say("tokens_of_logout", number);
  const call = calls.find(({ requestId }) => requestId === number);
  const tokenCall = tokenCalls.find(({ requestId }) => requestId === number);
  const where = call ? `${call.method} ${hostOf(call.url)}` : `POST ${hostOf(tokenCall?.endpoint ?? "")}`;
  return say(kind === "dpop" ? "tokens_of_dpop" : "tokens_of_userinfo", where);
}
