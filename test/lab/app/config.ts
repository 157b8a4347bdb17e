/** What the page needs to know of the lab. */
export interface AppConfig {
  readonly login: string;
  readonly issuer: string;
  readonly jwksUri: string;
  readonly audience: string;
  readonly api: string;
  readonly clientId: string;
}
