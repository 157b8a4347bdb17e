/** What the page needs to know of the lab, and which variant it is. */
export interface CodeConfig {
  readonly login: string;
  readonly audience: string;
  readonly api: string;
  readonly clientId: string;
  /** Path of the variant's page; its callback is below it. */
  readonly base: string;
  readonly refreshTokens: boolean;
  /** Whether tokens are kept in `localStorage`, which auth0-spa-js fetches without its worker. */
  readonly stored: boolean;
  readonly dpop: boolean;
}
