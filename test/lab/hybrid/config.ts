/** What the page needs to know of the lab. */
export interface HybridConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly api: string;
  readonly clientId: string;
}
