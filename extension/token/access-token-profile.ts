import type { ReceivedToken } from "./received-token.js";

/** Claims that the profile requires. */
export const profileClaims = ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"] as const;

/** Whether a token says that it follows the profile (RFC 9068, section 2.1). */
export const isProfiled = ({ decoded }: ReceivedToken): boolean =>
  decoded.format === "jws" && /^(?:application\/)?at\+jwt$/i.test(String(decoded.header.value?.typ));
