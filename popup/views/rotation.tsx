import type { Login } from "../../extension/flow/login.js";
import { mask } from "../../extension/mask.js";
import { ClockTime } from "../components/time.js";
import { type RefreshToken, rotationOf } from "../rotation.js";

/** The refresh tokens of a login as a chain: which one brought the next. */
export function Rotation({ login }: { readonly login: Login }) {
  const chain = rotationOf(login.tokenCalls, login.tokens);
  if (!chain.some(({ usedAt }) => usedAt.length > 0)) return null;
  return (
    <section class="message" aria-label="Refresh tokens">
      <h2>
        Refresh tokens <span class="muted">{summaryOf(chain)}</span>
      </h2>
      <ol class="chain">
        {chain.map((token) => (
          <li key={token.raw} data-refresh-token={token.reused ? "reused" : "once"}>
            <span class="wire">{mask(token.raw)}</span>{" "}
            <span class="muted">
              {token.issuedAt === null ? "its issue was not seen" : "issued "}
              {token.issuedAt === null ? null : <ClockTime at={token.issuedAt} />}
              {token.usedAt.length === 0 ? ", not used so far" : ", used "}
              {token.usedAt.map((at, index) => (
                <span key={at}>
                  {index > 0 ? ", " : ""}
                  <ClockTime at={at} />
                </span>
              ))}
            </span>
            {token.reused ? <span class="fault"> used again after it had been replaced</span> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function summaryOf(chain: readonly RefreshToken[]): string {
  if (chain.length > 1) return chain.length === 2 ? "rotated once" : `rotated ${chain.length - 1} times`;
  return "not rotated: no other one has come";
}
