import type { Login } from "./login.js";
import type { Header } from "./observation.js";

/** A `Date` is cut to seconds and travels a while, so smaller differences mean nothing, ms. */
const smallest = 5000;

/**
 * What to add to this computer's time to get that of the servers, ms; null where none told its time.
 *
 * By the `Date` of the authorization server's answers, else of the APIs'. Of several the one that is furthest ahead counts,
 * as what came from a cache only makes them older.
 *
 * @see RFC 9110, section 6.6.1
 */
export function clockOffsetOf({ tokenCalls, documents, calls, server }: Login): number | null {
  const own = documents
    .flatMap(({ exchanges }) => exchanges)
    .filter(({ url }) => server.origin !== null && url.startsWith(`${server.origin}/`));
  const servers = [...tokenCalls.map(({ answer }) => answer), ...own];
  return offsetOf(servers) ?? offsetOf(calls.map(({ answer }) => answer));
}

type Answered = { readonly at: number; readonly headers: readonly Header[] } | null;

function offsetOf(answers: readonly Answered[]): number | null {
  const offsets = answers.flatMap((answer) => {
    const date = answer?.headers.find(({ name }) => name.toLowerCase() === "date")?.value ?? "";
    const time = /^\w{3}, \d/.test(date) ? Date.parse(date) : Number.NaN;
    return answer === null || Number.isNaN(time) ? [] : [time - answer.at];
  });
  if (offsets.length === 0) return null;
  const offset = Math.max(...offsets);
  return Math.abs(offset) < smallest ? 0 : offset;
}
