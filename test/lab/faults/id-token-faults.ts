import type { Fault, Members } from "./fault.js";
import { brokenSignature, unsigned, withClaims, withHeader } from "./token-faults.js";

/** Left half of the hash of something else. */
const otherHash = Buffer.alloc(16, 7).toString("base64url");

/** An hour before it was issued. */
const past = ({ iat }: Members) => ({ exp: Number(iat) - 3600 });

/** Faults of the ID Token, by the names of the OpenID Foundation's relying-party tests where it has one. */
export const idTokenFaults = {
  "idtoken-sig-none": { idToken: unsigned },
  // One for every algorithm: with which the server signs is the client's registration.
  "invalid-sig": { idToken: brokenSignature },
  "invalid-iss": { idToken: withClaims(({ iss }) => ({ iss: `${iss}1` })) },
  "invalid-aud": { idToken: withClaims({ aud: "somebody-else" }) },
  "missing-aud": { idToken: withClaims({ aud: undefined }) },
  "missing-sub": { idToken: withClaims({ sub: undefined }) },
  "missing-iat": { idToken: withClaims({ iat: undefined }) },
  expired: { idToken: withClaims(past) },
  "missing-exp": { idToken: withClaims({ exp: undefined }) },
  "invalid-athash": { idToken: withClaims({ at_hash: otherHash }) },
  "missing-athash": { idToken: withClaims({ at_hash: undefined }) },
  "invalid-chash": { idToken: withClaims({ c_hash: otherHash }) },
  "missing-chash": { idToken: withClaims({ c_hash: undefined }) },
  "invalid-shash": { idToken: withClaims({ s_hash: otherHash }) },
  // The server has no other.
  "missing-shash": { idToken: withClaims({ s_hash: undefined }) },
  "nonce-invalid": { idToken: withClaims({ nonce: "another-nonce-than-the-one-sent" }) },
  // An answer without nonce to a request without nonce, which the provider alone would refuse.
  "nonce-unless-code-flow": {
    request: ({ query, cookie }) => ({ query: { ...query, nonce: "never sent" }, cookie }),
    idToken: withClaims({ nonce: undefined }),
  },
  "kid-absent-single-jwks": {
    idToken: withHeader({ kid: undefined }),
    keys: (published) => published.filter(({ kty }) => kty === "RSA"),
  },
  "kid-absent-multiple-jwks": {
    idToken: withHeader({ kid: undefined }),
    keys: (published, { next }) => [...published, next],
  },
  "signing-key-rotation": {
    idToken: ({ header, claims }, sign) => sign({ ...header, kid: "lab-2" }, claims),
    keys: (_published, { next }) => [next],
  },
} as const satisfies Readonly<Record<string, Fault>>;
