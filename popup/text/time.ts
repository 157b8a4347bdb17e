import { once, say } from "./say.js";

/** Furthest moment that a Date can hold, in ms. */
const limit = 8.64e15;

/** Makes each format once: to make one takes far longer than to use it, and lists of logins hold hundreds of times. */
function formatBy(locale: string, options: Intl.DateTimeFormatOptions) {
  const made = new Map<string | undefined, Intl.DateTimeFormat>();
  return (timeZone?: string): Intl.DateTimeFormat => {
    const format = made.get(timeZone) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
    made.set(timeZone, format);
    return format;
  };
}

const sortable = formatBy("sv-SE", { dateStyle: "short", timeStyle: "medium" });
/** The English of America has no names for the zones of Europe. */
const zoned = once((locale) =>
  formatBy(locale === "en" ? "en-GB" : locale, { hour: "numeric", timeZoneName: "short" }),
);
const hundredths = once(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
);

/** `2026-03-01 14:02:11`, local. */
export function dateTime(at: number, timeZone?: string): string {
  return Math.abs(at) <= limit ? sortable(timeZone).format(at) : say("shell_time_none");
}

/** `14:02:11`, local; with its date before it unless that is today. */
export function clockTime(at: number, now: number, timeZone?: string): string {
  const [date, time] = dateTime(at, timeZone).split(" ");
  return time !== undefined && dateTime(now, timeZone).startsWith(`${date} `) ? time : dateTime(at, timeZone);
}

/** `2026-03-01 14:02:11.250 GMT+1 (Europe/Berlin)`. */
export function zonedTime(at: number, timeZone?: string): string {
  if (Math.abs(at) > limit) return dateTime(at);
  const format = zoned()(timeZone);
  const zone = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const fraction = String(Math.floor(((at % 1000) + 1000) % 1000)).padStart(3, "0");
  return `${dateTime(at, timeZone)}.${fraction} ${zone} (${format.resolvedOptions().timeZone})`;
}

/** `250 ms`, `1.80 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return say("shell_time_ms", Math.round(ms));
  return ms < 60_000 ? inSeconds(ms) : lifetime(Math.round(ms / 1000));
}

/** Distance from the start of a login: `+1.10 s`. */
export function offset(ms: number): string {
  const sign = ms < 0 ? "−" : "+";
  const length = Math.abs(ms);
  return sign + (length < 60_000 ? inSeconds(length) : duration(length));
}

const inSeconds = (ms: number): string => say("shell_time_s", hundredths().format(ms / 1000));

const units = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
] as const;

/** So many whole units. */
const inUnits = (seconds: number, [name, size]: (typeof units)[number]): string =>
  say(`shell_time_${name}`, Math.floor(seconds / size));

/** Seconds in the two largest units that matter: `1 h`, `1 h 30 min`, `30 d`. */
export function lifetime(seconds: number): string {
  if (seconds < 0) return `−${lifetime(-seconds)}`;
  const first = units.findIndex(([, size]) => seconds >= size);
  const unit = units[first];
  if (unit === undefined) return say("shell_time_s", seconds);
  const next = units[first + 1];
  const rest = seconds % unit[1];
  return next !== undefined && rest >= next[1]
    ? `${inUnits(seconds, unit)} ${inUnits(rest, next)}`
    : inUnits(seconds, unit);
}

/** `in 58 min`, `4 min ago`, `now`; in one unit, seconds below two minutes. */
export function relative(at: number, now: number): string {
  const seconds = Math.round(Math.abs(at - now) / 1000);
  if (seconds === 0) return say("shell_time_now");
  const unit = units.find(([, size]) => seconds >= size * (size === 1 ? 1 : 2)) ?? units[3];
  return say(at > now ? "shell_time_in" : "shell_time_ago", inUnits(seconds, unit));
}
