import type { Login } from "../../extension/flow/login.js";
import { mask } from "../../extension/mask.js";
import { SayWith } from "../components/say-with.js";
import { ClockTime } from "../components/time.js";
import { type RefreshToken, rotationOf } from "../rotation.js";
import { say, sayCount } from "../text/say.js";

/** The refresh tokens of a login as a chain: which one brought the next. */
export function Rotation({ login }: { readonly login: Login }) {
  const chain = rotationOf(login.tokenCalls, login.tokens);
  if (!chain.some(({ usedAt }) => usedAt.length > 0)) return null;
  return (
    <section class="message" aria-label={say("tokens_refresh_tokens")}>
      <h2>
        {say("tokens_refresh_tokens")} <span class="muted">{summaryOf(chain)}</span>
      </h2>
      <ol class="chain">
        {chain.map((token) => (
          <li key={token.raw} data-refresh-token={token.reused ? "reused" : "once"}>
            <span class="wire">{mask(token.raw)}</span>{" "}
            <span class="muted">
              {token.issuedAt === null ? (
                say("tokens_issue_not_seen")
              ) : (
                <SayWith name="tokens_issued_at" parts={[<ClockTime key="at" at={token.issuedAt} />]} />
              )}
              {", "}
              {token.usedAt.length === 0 ? (
                say("tokens_not_used")
              ) : (
                <SayWith name="tokens_used_at" parts={[<Times key="at" all={token.usedAt} />]} />
              )}
            </span>
            {token.reused ? <span class="fault"> {say("tokens_used_again")}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Times({ all }: { readonly all: readonly number[] }) {
  return (
    <>
      {all.map((at, index) => (
        <span key={at}>
          {index > 0 ? ", " : ""}
          <ClockTime at={at} />
        </span>
      ))}
    </>
  );
}

const summaryOf = (chain: readonly RefreshToken[]): string =>
  chain.length > 1 ? sayCount("tokens_rotated", chain.length - 1) : say("tokens_not_rotated");
