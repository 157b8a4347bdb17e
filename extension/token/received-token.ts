import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import { firstValue } from "../oauth/parameter.js";
import { numericDate } from "./claim-time.js";
import { type DecodedToken, decode } from "./decode.js";

/** A token that came back in an authorization response. */
export interface ReceivedToken {
  /** Unique within its login. */
  readonly id: string;
  readonly kind: "access_token" | "id_token" | "refresh_token";
  /** Exactly as received. A live credential. */
  readonly raw: string;
  readonly decoded: DecodedToken;
  /** When it was received, ms since the epoch. */
  readonly receivedAt: number;
  /** `query`, `fragment`, `form_post`. */
  readonly channel: string;
  /** Seconds; `expires_in` for an access token, else `exp` minus `iat`; null if neither is known. */
  readonly lifetime: number | null;
  /** Which member stated the lifetime. */
  readonly lifetimeSource: "expires_in" | "exp-iat" | null;
  /** ms since the epoch; null if unknown. */
  readonly expiresAt: number | null;
}

const kinds = ["access_token", "id_token", "refresh_token"] as const;

/**
 * Tokens that came back in an authorization response: access tokens first, then ID Tokens, then refresh tokens.
 *
 * A repeated parameter gives one token each time, with ids such as `access_token-2`. One without a value gives none.
 * Does not judge what it finds.
 *
 * @param at when the response was received, ms since the epoch
 * @see RFC 6749, section 4.2.2; OpenID Connect Core 1.0, section 3.2.2.5
 */
export function receivedTokens(response: AuthorizationResponse, at: number): readonly ReceivedToken[] {
  return kinds.flatMap((kind) =>
    response.parameters
      .filter(({ name, value }) => name === kind && value !== "")
      .map(({ value: raw }, index): ReceivedToken => {
        const decoded = decode(raw);
        const expiresIn = kind === "access_token" ? readExpiresIn(response) : null;
        return {
          id: index === 0 ? kind : `${kind}-${index + 1}`,
          kind,
          raw,
          decoded,
          receivedAt: at,
          channel: response.channel,
          ...(expiresIn === null ? lifetimeOfClaims(decoded) : lifetimeOf(expiresIn, at)),
        };
      }),
  );
}

type Lifetime = Pick<ReceivedToken, "lifetime" | "lifetimeSource" | "expiresAt">;

/** Seconds; null for anything but decimal digits (RFC 6749, appendix A.14). */
function readExpiresIn({ parameters }: AuthorizationResponse): number | null {
  const value = firstValue(parameters, "expires_in") ?? "";
  return /^\d+$/.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : null;
}

const lifetimeOf = (seconds: number, at: number): Lifetime => ({
  lifetime: seconds,
  lifetimeSource: "expires_in",
  expiresAt: numericDate(at / 1000 + seconds),
});

function lifetimeOfClaims(decoded: DecodedToken): Lifetime {
  const claims = decoded.format === "jws" ? decoded.payload.value : null;
  const exp = numericDate(claims?.exp);
  const iat = numericDate(claims?.iat);
  const isStated = exp !== null && iat !== null && exp >= iat;
  return {
    lifetime: isStated ? (exp - iat) / 1000 : null,
    lifetimeSource: isStated ? "exp-iat" : null,
    expiresAt: exp,
  };
}
