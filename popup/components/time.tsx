import { useApp, useNow } from "../app-context.js";
import { clockTime, relative, zonedTime } from "../text/time.js";

interface Props {
  /** ms since the epoch. */
  readonly at: number;
}

const machineTime = (at: number) => (Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : undefined);

interface ClockProps extends Props {
  /** `03-01 14:02` in place of `2026-03-01 14:02:11`; false unless told. */
  readonly short?: boolean;
}

/** Time of day in the zone of the settings, with its date unless that is today; the zone on hover. */
export function ClockTime({ at, short = false }: ClockProps) {
  const zone = useApp().timeZone.value;
  const shown = clockTime(at, Date.now(), zone);
  return (
    <time dateTime={machineTime(at)} title={zonedTime(at, zone)}>
      {short ? shown.replace(/^\d{4}-(\d\d-\d\d \d\d:\d\d):\d\d$/, "$1") : shown}
    </time>
  );
}

/** `in 58 min`, `4 min ago`; it counts. */
export function RelativeTime({ at }: Props) {
  const zone = useApp().timeZone.value;
  return (
    <time class="relative" dateTime={machineTime(at)} title={zonedTime(at, zone)}>
      {relative(at, useNow())}
    </time>
  );
}
