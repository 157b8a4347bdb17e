import type { Fault } from "./fault.js";
import { brokenSignature, unsigned, withClaims } from "./token-faults.js";

/** Faults of responses by JARM. */
export const jarmFaults = {
  "jarm-sig-none": { jarm: unsigned },
  "jarm-invalid-sig": { jarm: brokenSignature },
  "jarm-invalid-iss": { jarm: withClaims(({ iss }) => ({ iss: `${iss}1` })) },
  "jarm-missing-iss": { jarm: withClaims({ iss: undefined }) },
  "jarm-invalid-aud": { jarm: withClaims({ aud: "somebody-else" }) },
  "jarm-missing-aud": { jarm: withClaims({ aud: undefined }) },
  "jarm-expired": { jarm: withClaims(({ exp }) => ({ exp: Number(exp) - 3600 })) },
  "jarm-missing-exp": { jarm: withClaims({ exp: undefined }) },
} as const satisfies Readonly<Record<string, Fault>>;

/** Faults of what else the server says. */
export const serverFaults = {
  "state-invalid": {
    response: (parameters) => ({ ...parameters, state: "another-state-than-the-one-sent" }),
  },
  "state-missing": { response: (parameters) => ({ ...parameters, state: undefined }) },
  "iss-invalid": { response: (parameters) => ({ ...parameters, iss: "https://other.example/" }) },
  "iss-missing": { response: (parameters) => ({ ...parameters, iss: undefined }) },
  "discovery-issuer-mismatch": {
    metadata: (document) => ({ ...document, issuer: "https://other.example/" }),
  },
  "userinfo-invalid-sub": { userInfo: (claims) => ({ ...claims, sub: "auth0|somebody-else" }) },
  // Without its cookie the server has no session: login_required, where it must not ask.
  "form-post-error": { request: ({ query }) => ({ query, cookie: undefined }) },
} as const satisfies Readonly<Record<string, Fault>>;
