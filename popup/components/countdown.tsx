import { useNow } from "../app-context.js";
import { say } from "../text/say.js";
import { lifetime, zonedTime } from "../text/time.js";

interface Props {
  /** When it ends, ms since the epoch. */
  readonly at: number;
}

/** `58 min 12 s left`, `expired 4 min 3 s ago`; it counts. */
export function Countdown({ at }: Props) {
  const left = at - useNow();
  return (
    <span class="countdown relative" data-expired={left <= 0 || undefined} title={zonedTime(at)}>
      {leftIn(left)}
    </span>
  );
}

/** @param left ms */
export const leftIn = (left: number): string =>
  left > 0
    ? say("tokens_left", lifetime(Math.ceil(left / 1000)))
    : say("tokens_expired_ago", lifetime(Math.floor(-left / 1000)));
