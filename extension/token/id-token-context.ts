import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { ExpectedIssuer } from "../oauth/metadata.js";
import type { JwkSet, Learnt } from "../oauth/server-knowledge.js";
import type { ReceivedToken } from "./received-token.js";

/** An ID Token with all that its verification compares it with. */
export interface IdTokenContext {
  readonly token: ReceivedToken;
  /** Through which door it came: the authorization response, the answer to a code, or that to a refresh token. */
  readonly from: "authorization" | "code" | "refresh";
  readonly clientId: string | null;
  /** The request that it answers, if all of it could be read; else why not, one plain line. */
  readonly request: AuthorizationRequest | string;
  /** When that request was sent, ms since the epoch; null where unknown. */
  readonly requestedAt: number | null;
  readonly issuer: ExpectedIssuer;
  /** `id_token_signing_alg_values_supported`; null where unknown or not published. */
  readonly algs: readonly string[] | null;
  readonly keys: Learnt<JwkSet>;
  /** Each `kid` for which the keys were fetched once more, in vain. */
  readonly missingKids: readonly string[];
  /** What came in the same message, or was redeemed by it; null where there was none. */
  readonly accessToken: string | null;
  readonly code: string | null;
  readonly state: string | null;
  /** The ID Token that this one must agree with: of the front channel, or from before a refresh. */
  readonly original: ReceivedToken | null;
  /** What to add to this computer's time to get that of the servers, ms; null where no server told its time. */
  readonly clockOffset: number | null;
}

export type Claims = Readonly<Record<string, unknown>>;

/** Claims of a token as they stand, unverified; null where they cannot be read. */
export const claimsOf = ({ decoded }: ReceivedToken): Claims | null =>
  decoded.format === "jws" ? decoded.payload.value : null;

/** When a token was received, by the servers' clock as far as known, ms since the epoch. */
export const deliveredAt = ({ token, clockOffset }: IdTokenContext): number =>
  token.receivedAt + (clockOffset ?? 0);

/** Members of a claim that is one text or a list; null for anything else. */
export const audienceOf = (aud: unknown): readonly string[] | null =>
  typeof aud === "string"
    ? [aud]
    : Array.isArray(aud) && aud.every((member) => typeof member === "string")
      ? aud
      : null;
