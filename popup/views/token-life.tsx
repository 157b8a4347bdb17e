import { numericDate } from "../../extension/token/claim-time.js";
import type { ReceivedToken } from "../../extension/token/received-token.js";
import { useNow } from "../app-context.js";
import { Countdown, leftIn } from "../components/countdown.js";
import { SayWith } from "../components/say-with.js";
import { ClockTime } from "../components/time.js";
import { say } from "../text/say.js";
import { lifetime } from "../text/time.js";

/** How long a token lives: from when until when, where now is between them, and when it came. */
export function TokenLife({ token }: { readonly token: ReceivedToken }) {
  const { expiresAt, lifetime: seconds, lifetimeSource, receivedAt } = token;
  return (
    <div class="token-life">
      {expiresAt === null ? null : <Life from={startOf(token)} until={expiresAt} />}
      <p>
        <SayWith name="tokens_received_at" parts={[<ClockTime key="at" at={receivedAt} />]} />
        {seconds === null ? null : (
          <>
            {" · "}
            {say("tokens_lifetime", lifetime(seconds))}{" "}
            <span>({lifetimeSource === "expires_in" ? "expires_in" : "exp − iat"})</span>
          </>
        )}
        {expiresAt === null ? ` · ${say("tokens_expiry_unknown")}` : null}
      </p>
    </div>
  );
}

/** When a token's life began, as its `iat` says, or as far as its lifetime reaches back. */
function startOf({
  decoded,
  expiresAt,
  lifetime: seconds,
  lifetimeSource,
  receivedAt,
}: ReceivedToken): number {
  if (lifetimeSource === "expires_in" && expiresAt !== null) return expiresAt - (seconds ?? 0) * 1000;
  const claims = decoded.format === "jws" ? decoded.payload.value : null;
  return numericDate(claims?.iat) ?? receivedAt;
}

function Life({ from, until }: { readonly from: number; readonly until: number }) {
  const now = useNow();
  const part = until > from ? Math.min(Math.max((now - from) / (until - from), 0), 1) : 1;
  const percent = Math.round(part * 1000) / 10;
  return (
    <div class="life">
      <ClockTime at={from} />
      <div class="life-bar" data-expired={now >= until || undefined}>
        <meter
          class="hidden-words"
          aria-label={say("tokens_life_gone")}
          aria-valuetext={leftIn(until - now)}
          max={100}
          value={percent}
        />
        <span style={{ left: `${percent}%` }} />
      </div>
      <ClockTime at={until} />
      <Countdown at={until} />
    </div>
  );
}
