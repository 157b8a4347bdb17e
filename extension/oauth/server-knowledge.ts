/** What is known of an authorization server from what it publishes. */
export interface ServerKnowledge {
  /** Its metadata as fetched, of which nothing was trusted but its being a JSON object. */
  readonly metadata: Learnt<ServerMetadata>;
  /** Its JWK Set as fetched. */
  readonly keys: Learnt<JwkSet>;
  /** How the metadata was found; absent where none was. */
  readonly found?: Found;
  /** Each `kid` for which the key set was fetched anew, and not found even so. */
  readonly missingKids?: readonly string[];
}

/** Under which name a metadata document was asked for. */
export interface Found {
  /** Issuer whose well-known URL gave the document. */
  readonly issuer: string;
  /** `named`: by the `iss` of a response or token; `guessed`: from the authorization endpoint; `clicked`: by the person. */
  readonly how: "named" | "guessed" | "clicked";
}

/** Something that had to be fetched. */
export type Learnt<T> =
  | { readonly state: "known"; readonly url: string; readonly at: number; readonly value: T }
  /** Asked for, and not there yet. */
  | { readonly state: "pending" }
  /** `reason`: one plain line, such as "not fetched: offline". */
  | { readonly state: "unknown"; readonly reason: string };

/**
 * Members as published; the wire names are the registry's.
 *
 * @see RFC 8414, section 2; OpenID Connect Discovery 1.0, section 3
 */
export type ServerMetadata = Readonly<Record<string, unknown>>;

/** @see RFC 7517, section 5 */
export interface JwkSet {
  readonly keys: readonly Jwk[];
}

/** @see RFC 7517, section 4 */
export type Jwk = Readonly<Record<string, unknown>>;

const notAsked = { state: "unknown", reason: "The server's metadata was not fetched." } as const;

export const nothingKnown: ServerKnowledge = { metadata: notAsked, keys: notAsked };

/** Why something is not known; null if it is. */
export function whyUnknown(learnt: Learnt<unknown>): string | null {
  if (learnt.state === "known") return null;
  return learnt.state === "pending" ? "The server's metadata is being fetched." : learnt.reason;
}
