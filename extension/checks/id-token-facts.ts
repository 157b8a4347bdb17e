import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { numericDate } from "../token/claim-time.js";
import type { ReceivedToken } from "../token/received-token.js";

/** Clock difference that is tolerated, in ms. */
const skew = 300_000;

const personal = new Set([
  ...["name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile"],
  ...["picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at"],
  ...["email", "email_verified", "address", "phone_number", "phone_number_verified"],
]);

type Claims = Readonly<Record<string, unknown>>;

/** Claims of a token as they stand, unverified; null where they cannot be read. */
export const claimsOf = ({ decoded }: ReceivedToken): Claims | null =>
  decoded.format === "jws" ? decoded.payload.value : null;

/**
 * Names of the claims that the scopes `profile`, `email`, `address` and `phone` ask for.
 *
 * @see OpenID Connect Core 1.0, section 5.4
 */
export const personalClaimsOf = (claims: Claims): readonly string[] =>
  Object.keys(claims).filter((name) => personal.has(name));

/** How the `nonce` of an ID Token compares with that of the request. `not-used`: neither has one. */
export type NonceResult = "equal" | "different" | "missing" | "unrequested" | "not-used";

/** @see OpenID Connect Core 1.0, section 3.1.3.7, item 11 */
export function compareNonce({ nonce }: AuthorizationRequest, claims: Claims): NonceResult {
  const sent = nonce !== null && nonce !== "";
  if (!Object.hasOwn(claims, "nonce")) return sent ? "missing" : "not-used";
  if (!sent) return "unrequested";
  return claims.nonce === nonce ? "equal" : "different";
}

/**
 * Whether an ID Token is well-formed, signed, addressed to the client and not expired when it was received.
 *
 * A missing signature is among the problems of decoding, unless "alg" is "none". Does not verify the signature, and
 * compares neither the issuer nor the nonce.
 *
 * @see OpenID Connect Core 1.0, sections 2 and 3.1.3.7, items 3, 6 and 9
 */
export function isPlausibleIdToken(token: ReceivedToken, clientId: string | null): boolean {
  const { decoded, receivedAt } = token;
  if (decoded.format !== "jws" || decoded.payload.value === null) return false;
  const { iss, sub, aud, exp, iat } = decoded.payload.value;
  const expiry = numericDate(exp);
  return (
    decoded.problems.length === 0 &&
    decoded.alg?.toLowerCase() !== "none" &&
    typeof iss === "string" &&
    typeof sub === "string" &&
    sub !== "" &&
    clientId !== null &&
    (Array.isArray(aud) ? aud.includes(clientId) : aud === clientId) &&
    numericDate(iat) !== null &&
    expiry !== null &&
    receivedAt < expiry + skew
  );
}
