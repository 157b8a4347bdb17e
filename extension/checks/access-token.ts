import type { Login } from "../flow/login.js";
import { isProfiled, profileClaims } from "../token/access-token-profile.js";
import { audienceOf, type Claims, claimsOf } from "../token/id-token-context.js";
import type { ReceivedToken } from "../token/received-token.js";
import { shown } from "../token/verification.js";
import { apiAcceptsInvalidToken, corsOnTokenApi, idTokenAsApiToken } from "./access-token-use.js";
import type { Check } from "./check.js";
import { citeAuth0, cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { hostNameOf, isSameSite, siteOf } from "./sites.js";
import { accessTokensOf, isUnsigned, isUrl, noTokens } from "./traffic.js";
import { notApplicable, type Seen, silent, undetermined } from "./verdict.js";

/**
 * @severity high
 * @fires A three-part access token has `alg` `none` or no signature; or it is of the server's issuer, has the type `at+jwt`,
 *   and its signature does not fit the server's keys.
 * @silent Opaque or encrypted tokens; tokens of other issuers, or whose profile is private, and keys that could not be had
 *   (undetermined).
 */
const atSignatureInvalid: Check = {
  id: "at-signature-invalid",
  title: "A JWT access token is unsigned or fails verification.",
  citations: cited("RFC 9068 §2.1, §4; RFC 8725 §3.2, §3.3"),
  remedy: "Sign access tokens with an asymmetric key and have the API verify them.",
  evaluate: ({ login, server, verifications }) => {
    const tokens = accessTokensOf(login);
    if (tokens.length === 0) return noTokens(login);
    const readable = tokens.filter(({ decoded }) => decoded.format === "jws");
    if (readable.length === 0) return notApplicable;
    const steps = readable.map(({ id }) =>
      verifications.get(id)?.steps.find((step) => step.id === "signature"),
    );
    const faults = readable.flatMap((token, index): Fault[] => {
      const step = steps[index];
      if (!isUnsigned(token) && step?.outcome !== "failed") return [];
      const url = server.keys.state === "known" ? server.keys.url : "not fetched";
      return [
        {
          severity: "high",
          seen: [
            ["token", token.id],
            ...headerSeen(token),
            ["JWK Set", url],
            ["error", step?.reason ?? "It is unsigned."],
          ],
        },
      ];
    });
    const open = steps.findIndex((step) => step === undefined || step.outcome === "undetermined");
    return firedBy(
      faults,
      open < 0 ? silent : undetermined(steps[open]?.reason ?? "The token's signature was not verified."),
    );
  },
};

/**
 * @severity medium for missing claims under the type `at+jwt`; low for a missing or wildcard `aud`, one that is the client
 *   alone, or audiences on different sites; info for another type
 * @fires A readable JWT access token lacks `iss`, `exp`, `aud`, `sub`, `client_id`, `iat` or `jti`; its `aud` is the
 *   `client_id` or `*`; its audiences lie on different registrable domains; its `typ` is not `at+jwt`.
 * @silent Opaque and encrypted tokens; an API beside the server's own UserInfo endpoint. Claims that a token of another type
 *   lacks are its vendor's affair, and info at most.
 */
const atProfileViolation: Check = {
  id: "at-profile-violation",
  title: "A JWT access token lacks the profile's type, claims or audience restriction.",
  citations: [
    ...cited("RFC 9068 §2.1, §2.2, §5; RFC 9700 §2.3, §4.10.2"),
    citeAuth0("Access Token Profiles"),
  ],
  remedy: "Issue one audience per API and follow the JWT access token profile.",
  evaluate: ({ login }) => {
    const tokens = accessTokensOf(login);
    if (tokens.length === 0) return noTokens(login);
    const readable = tokens.flatMap((token) => {
      const claims = claimsOf(token);
      return claims === null ? [] : [{ token, claims }];
    });
    if (readable.length === 0) return notApplicable;
    return firedBy(readable.flatMap(({ token, claims }) => profileFault(token, claims, login)));
  },
};

function profileFault(token: ReceivedToken, claims: Claims, login: Login): readonly Fault[] {
  const missing = profileClaims.filter((name) => claims[name] === undefined);
  const audience = audienceFault(claims, login);
  const profiled = isProfiled(token);
  if (profiled && missing.length === 0 && audience === null) return [];
  const typ = token.decoded.format === "jws" ? token.decoded.header.value?.typ : undefined;
  return [
    {
      severity: profiled && missing.length > 0 ? "medium" : audience === null ? "info" : "low",
      seen: [
        ["token", token.id],
        ["typ", shown(typ)],
        ["missing claims", missing.join(", ") || "none"],
        ["aud", shown(claims.aud)],
        ...(audience === null ? [] : [["audience", audience] as const]),
      ],
    },
  ];
}

/** What is wrong with whom a token is for; null if nothing is. */
function audienceFault(claims: Claims, { client, server }: Login): string | null {
  const audience = audienceOf(claims.aud);
  if (!audience?.length) return "missing";
  if (audience.includes("*")) return "any API";
  if (audience.every((member) => member === client.id)) return "the client itself";
  const foreign = audience.filter((member) => isUrl(member) && !isSameSite(member, server.origin));
  const sites = new Set(foreign.map((member) => siteOf(hostNameOf(member))));
  return sites.size > 1 ? "several sites" : null;
}

/** Checks of JWT access tokens and their use. */
export const accessTokenChecks: readonly Check[] = [
  atSignatureInvalid,
  atProfileViolation,
  apiAcceptsInvalidToken,
  idTokenAsApiToken,
  corsOnTokenApi,
];

function headerSeen({ decoded }: ReceivedToken): readonly Seen[] {
  const header = decoded.format === "jws" ? (decoded.header.value ?? {}) : {};
  return ["alg", "typ", "kid"].map((name): Seen => [name, shown(header[name])]);
}
