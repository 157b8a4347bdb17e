/**
 * A secret as it may be shown: first and last four characters and the length, such as `eyJh…9f2Q (1,204)`.
 *
 * Shorter than 16 characters, nothing of it is shown but its length.
 */
export function mask(secret: string): string {
  const length = secret.length.toLocaleString("en-US");
  return secret.length < 16 ? `•••• (${length})` : `${secret.slice(0, 4)}…${secret.slice(-4)} (${length})`;
}
