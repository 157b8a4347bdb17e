import { setTimeout as sleep } from "node:timers/promises";

export interface UntilOptions {
  /** What is waited for, in words that end the sentence "Waited 10000 ms for …". */
  readonly what: string;
  /** ms; 10 s unless told. */
  readonly timeoutMs?: number;
  /** ms between two looks; 50 unless told. */
  readonly everyMs?: number;
}

/** Not ready yet: neither of these ends the waiting. */
type Nothing = false | null | undefined | "";

/**
 * Looks again and again until the condition gives something other than false, null, undefined or "".
 *
 * A condition that throws counts as not ready (pages navigate, workers stop), and its last error is the
 * `cause` of the failure.
 *
 * @returns what the condition gave
 * @throws once the time is over, saying what was waited for
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  { what, timeoutMs = 10_000, everyMs = 50 }: UntilOptions,
): Promise<Exclude<T, Nothing>> {
  const end = performance.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const value = await within(condition, end);
      cause = undefined;
      if (isSomething(value)) {
        return value;
      }
    } catch (error) {
      cause = error;
    }
    if (performance.now() > end) {
      throw new Error(`Waited ${timeoutMs} ms for ${what}.`, { cause });
    }
    await sleep(everyMs);
  }
}

/** A look that never ends (a page that went away) must not outlast the waiting. */
async function within<T>(condition: () => T | Promise<T>, end: number): Promise<T | undefined> {
  const decided = new AbortController();
  const late = sleep(Math.max(1, end - performance.now()), undefined, { signal: decided.signal });
  try {
    return await Promise.race([condition(), late]);
  } finally {
    late.catch(() => undefined);
    decided.abort();
  }
}

function isSomething<T>(value: T): value is Exclude<T, Nothing> {
  return value !== false && value !== null && value !== undefined && value !== "";
}
