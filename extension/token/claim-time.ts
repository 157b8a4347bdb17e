/** Largest distance from the epoch that a `Date` can hold, in ms. */
const furthest = 8.64e15;

/**
 * Time that a NumericDate states: seconds since the epoch, possibly with a fraction.
 *
 * Judges its form only. A time in milliseconds is a valid NumericDate too, of the far future.
 *
 * @returns ms since the epoch; null for anything but a number within what a `Date` can hold
 * @see RFC 7519, section 2
 */
export function numericDate(value: unknown): number | null {
  if (typeof value !== "number") return null;
  const time = Math.round(value * 1000);
  return Math.abs(time) <= furthest ? time : null;
}
