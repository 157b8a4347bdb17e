/** Earlier logins of this browser session, oldest first. */
export type History = readonly PastLogin[];

/** What is kept of a login for comparison with later ones. Secrets as hashes only. */
export interface PastLogin {
  /** {@link Flow.id} */
  readonly flowId: string;
  /** When the authorization request was sent, or the response came where no request was seen; ms since the epoch. */
  readonly at: number;
  readonly clientId: string | null;
  readonly serverOrigin: string | null;
  readonly tabId: number;
  /** First 16 hex digits of SHA-256, by what was hashed: `state`, `nonce`, `code_challenge`, `code`, and so on. */
  readonly hashes: Readonly<Record<string, string>>;
}
