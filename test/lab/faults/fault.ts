/** A fault of the authorization server: what becomes of the real one's answers. */
export interface Fault {
  /** What becomes of each ID Token, whichever endpoint issues it. */
  readonly idToken?: TokenFault;
  /** What becomes of the JWT around a response (JARM). */
  readonly jarm?: TokenFault;
  /** What becomes of the parameters of a success response, before JARM wraps them. */
  readonly response?: (parameters: Members) => Members;
  readonly userInfo?: (claims: Members) => Members;
  readonly metadata?: (document: Members) => Members;
  /** Which keys are published instead. */
  readonly keys?: (published: readonly PublicKey[], keys: PublicKeys) => readonly PublicKey[];
  /** As what the server takes an authorization request. */
  readonly request?: (request: ReceivedRequest) => ReceivedRequest;
}

export type Members = Readonly<Record<string, unknown>>;

/** A public key as a JWK. */
export type PublicKey = Members & { readonly kid: string };

/** Public keys of the server beside those that it publishes. */
export interface PublicKeys {
  /** The key that the server changes to. */
  readonly next: PublicKey;
}

export interface ReceivedRequest {
  readonly query: Readonly<Record<string, string>>;
  readonly cookie: string | undefined;
}

/** A signed token as the server made it. */
export interface SignedToken {
  readonly header: Members & { readonly alg: string };
  readonly claims: Members;
  /** Compact serialization. */
  readonly raw: string;
}

/** Makes another token out of one. */
export type TokenFault = (token: SignedToken, sign: Sign) => Promise<string>;

/**
 * Signs claims as the server does, with the key of the header's `kid`, else with that of its `alg`.
 *
 * Members that are undefined are left out.
 */
export type Sign = (header: SignedToken["header"], claims: Members) => Promise<string>;
