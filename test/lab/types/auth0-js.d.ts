/** The part of auth0-js, which ships no types, that the lab uses. */
declare module "auth0-js" {
  export interface Auth0Error {
    readonly error?: string;
    readonly errorDescription?: string;
    readonly description?: string;
  }

  export interface Auth0DecodedHash {
    readonly accessToken: string | null;
    readonly idToken: string | null;
    readonly idTokenPayload: Readonly<Record<string, unknown>> | null;
    readonly expiresIn: number | null;
    readonly tokenType: string | null;
    readonly scope: string | null;
    readonly state: string | null;
  }

  type Callback<T> = (error: Auth0Error | null, result: T | null) => void;

  export class WebAuth {
    constructor(options: Readonly<Record<string, unknown>>);
    readonly client: {
      userInfo(accessToken: string, callback: Callback<Readonly<Record<string, unknown>>>): void;
    };
    authorize(options: Readonly<Record<string, unknown>>): void;
    parseHash(options: Readonly<Record<string, unknown>>, callback: Callback<Auth0DecodedHash>): void;
    checkSession(options: Readonly<Record<string, unknown>>, callback: Callback<Auth0DecodedHash>): void;
    logout(options: Readonly<Record<string, unknown>>): void;
  }

  const auth0: { WebAuth: typeof WebAuth };
  export default auth0;
}
