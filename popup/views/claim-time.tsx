import { numericDate } from "../../extension/token/claim-time.js";
import { Countdown } from "../components/countdown.js";
import { ClockTime, RelativeTime } from "../components/time.js";
import { say } from "../text/say.js";
import { lifetime } from "../text/time.js";

interface Props {
  readonly name: string;
  readonly value: unknown;
  /** When the token came, ms since the epoch; null where that is not known. */
  readonly receivedAt: number | null;
}

/** A NumericDate in local time, how far it is from now, and how it lies to when the token came (RFC 7519, section 2). */
export function ClaimTime({ name, value, receivedAt }: Props) {
  const at = numericDate(value);
  if (at === null) return <p class="fault">{say("tokens_no_numeric_date")}</p>;
  const skew = receivedAt === null ? null : skewOf(name, receivedAt - at);
  return (
    <p class="claim-time">
      <ClockTime at={at} />, {name === "exp" ? <Countdown at={at} /> : <RelativeTime at={at} />}
      {skew === null ? null : (
        <>
          {" · "}
          <span class={skew.isFault ? "fault" : undefined}>{skew.text}</span>
        </>
      )}
    </p>
  );
}

/** @param before how long before the token came, ms; NumericDates are whole seconds, so less than one says nothing */
function skewOf(name: string, before: number): { readonly text: string; readonly isFault: boolean } | null {
  const length = lifetime(Math.floor(Math.abs(before) / 1000));
  const isLater = before < 0;
  if (Math.abs(before) < 1000) return null;
  switch (name) {
    case "nbf":
    case "iat":
    case "auth_time":
      return isLater
        ? { text: say(`tokens_${name === "nbf" ? "nbf" : "iat"}_after_received`, length), isFault: true }
        : { text: say("tokens_before_received", length), isFault: false };
    default:
      return null;
  }
}
