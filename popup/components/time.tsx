import { useNow } from "../app-context.js";
import { clockTime, relative, zonedTime } from "../text/time.js";

interface Props {
  /** ms since the epoch. */
  readonly at: number;
}

const machineTime = (at: number) => (Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : undefined);

/** Local time of day, with its date unless that is today; the zone on hover. */
export function ClockTime({ at }: Props) {
  return (
    <time dateTime={machineTime(at)} title={zonedTime(at)}>
      {clockTime(at, Date.now())}
    </time>
  );
}

/** `in 58 min`, `4 min ago`; it counts. */
export function RelativeTime({ at }: Props) {
  return (
    <time class="relative" dateTime={machineTime(at)} title={zonedTime(at)}>
      {relative(at, useNow())}
    </time>
  );
}
