import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import { firstValue } from "../oauth/parameter.js";
import type { TokenResponse } from "../oauth/token-response.js";
import { numericDate } from "./claim-time.js";
import { type DecodedToken, decode } from "./decode.js";

/** A token that came back in an authorization response, or from the token endpoint. */
export interface ReceivedToken {
  /** Unique within its login. */
  readonly id: string;
  readonly kind: TokenKind;
  /** Exactly as received. A live credential. */
  readonly raw: string;
  readonly decoded: DecodedToken;
  /** When it was received, ms since the epoch. */
  readonly receivedAt: number;
  /** Channel of the authorization response, such as `fragment`; `token endpoint` for what came from there. */
  readonly channel: string;
  /** Seconds; `expires_in` for an access token, else `exp` minus `iat`; null if neither is known. */
  readonly lifetime: number | null;
  /** Which member stated the lifetime. */
  readonly lifetimeSource: "expires_in" | "exp-iat" | null;
  /** ms since the epoch; null if unknown. */
  readonly expiresAt: number | null;
}

type TokenKind = "access_token" | "id_token" | "refresh_token";

const kinds: readonly TokenKind[] = ["access_token", "id_token", "refresh_token"];

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
  const expiresIn = readExpiresIn(firstValue(response.parameters, "expires_in"));
  return kinds.flatMap((kind) =>
    response.parameters
      .filter(({ name, value }) => name === kind && value !== "")
      .map(({ value: raw }, index) => ({
        id: index === 0 ? kind : `${kind}-${index + 1}`,
        channel: response.channel,
        ...readToken(kind, raw, at, expiresIn),
      })),
  );
}

/**
 * Tokens that came from the token endpoint, in the order of {@link receivedTokens}.
 *
 * A member that is no text, or empty, gives none. Does not judge what it finds.
 *
 * @param at     when the response was received, ms since the epoch
 * @param suffix what sets the ids of this answer apart from those of the login's other messages: `@1` gives `access_token@1`
 * @see RFC 6749, section 5.1; OpenID Connect Core 1.0, section 3.1.3.3
 */
export function tokensOfAnswer(
  { members }: TokenResponse,
  at: number,
  suffix: string,
): readonly ReceivedToken[] {
  const expiresIn = readExpiresIn(members?.expires_in);
  return kinds.flatMap((kind) => {
    const raw = members?.[kind];
    return typeof raw === "string" && raw !== ""
      ? [{ id: `${kind}${suffix}`, channel: "token endpoint", ...readToken(kind, raw, at, expiresIn) }]
      : [];
  });
}

function readToken(
  kind: TokenKind,
  raw: string,
  at: number,
  expiresIn: number | null,
): Omit<ReceivedToken, "id" | "channel"> {
  const decoded = decode(raw);
  const lifetime =
    kind === "access_token" && expiresIn !== null ? lifetimeOf(expiresIn, at) : lifetimeOfClaims(decoded);
  return { kind, raw, decoded, receivedAt: at, ...lifetime };
}

type Lifetime = Pick<ReceivedToken, "lifetime" | "lifetimeSource" | "expiresAt">;

/** Seconds; null for anything but decimal digits (RFC 6749, appendix A.14), or a JSON number without a fraction. */
function readExpiresIn(value: unknown): number | null {
  const seconds = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof seconds === "number" && Number.isSafeInteger(seconds) && seconds >= 0 ? seconds : null;
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
