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
const zoned = formatBy("en-GB", { hour: "numeric", timeZoneName: "short" });

/** `2026-03-01 14:02:11`, local. */
export function dateTime(at: number, timeZone?: string): string {
  return Math.abs(at) <= limit ? sortable(timeZone).format(at) : "beyond any calendar";
}

/** `14:02:11`, local; with its date before it unless that is today. */
export function clockTime(at: number, now: number, timeZone?: string): string {
  const [date, time] = dateTime(at, timeZone).split(" ");
  return time !== undefined && dateTime(now, timeZone).startsWith(`${date} `) ? time : dateTime(at, timeZone);
}

/** `2026-03-01 14:02:11.250 GMT+1 (Europe/Berlin)`. */
export function zonedTime(at: number, timeZone?: string): string {
  if (Math.abs(at) > limit) return dateTime(at);
  const format = zoned(timeZone);
  const zone = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const fraction = String(Math.floor(((at % 1000) + 1000) % 1000)).padStart(3, "0");
  return `${dateTime(at, timeZone)}.${fraction} ${zone} (${format.resolvedOptions().timeZone})`;
}

/** `250 ms`, `1.80 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(2)} s` : lifetime(Math.round(ms / 1000));
}

/** Distance from the start of a login: `+1.10 s`. */
export function offset(ms: number): string {
  const sign = ms < 0 ? "−" : "+";
  const length = Math.abs(ms);
  return sign + (length < 60_000 ? `${(length / 1000).toFixed(2)} s` : duration(length));
}

const units: readonly (readonly [name: string, seconds: number])[] = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
];

/** Seconds in the two largest units that matter: `1 h`, `1 h 30 min`, `30 d`. */
export function lifetime(seconds: number): string {
  if (seconds < 0) return `−${lifetime(-seconds)}`;
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return `${seconds} s`;
  const [name, size] = units[first] ?? ["s", 1];
  const [nextName, nextSize] = units[first + 1] ?? ["", 0];
  const rest = nextSize > 0 ? Math.floor((seconds % size) / nextSize) : 0;
  const whole = Math.floor(seconds / size).toLocaleString("en-US");
  return rest > 0 ? `${whole} ${name} ${rest} ${nextName}` : `${whole} ${name}`;
}

/** `in 58 min`, `4 min ago`, `now`; in one unit, seconds below two minutes. */
export function relative(at: number, now: number): string {
  const seconds = Math.round(Math.abs(at - now) / 1000);
  if (seconds === 0) return "now";
  const [name, size] = units.find(([, unit]) => seconds >= unit * (unit === 1 ? 1 : 2)) ?? ["s", 1];
  const length = `${Math.floor(seconds / size).toLocaleString("en-US")} ${name}`;
  return at > now ? `in ${length}` : `${length} ago`;
}
