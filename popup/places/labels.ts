import type { Anchor } from "./place.js";

/** What a check speaks of, where its evidence does not say so itself; the first that fits its id. */
export type Home =
  | "request"
  | "response"
  | "token-request"
  | "logout"
  | "token"
  | "keys"
  | "call"
  | "trace"
  | number;

export const homes: readonly (readonly [id: RegExp, home: Home])[] = [
  [/^(idt|at)-|^(token-lifetime|token-type|scope-broader|certificate-bound)/, "token"],
  [
    /^(pkce-verifier|pkce-downgrade|code-or|code-sent|client-secret|password|credential|refresh-token-(not|reuse)|dpop)/,
    "token-request",
  ],
  [/^(jwks|discovery)/, "keys"],
  [/^(logout-redirect|frontchannel)/, "logout"],
  [/^(api-|id-token-as-api|cors-on-token|token-outside|access-token-in-api|userinfo)/, "call"],
  [
    /^(token-(in-(web|script|referer)|to-third|left)|logout-tokens|postmessage-target|authz-page-leaks)/,
    "trace",
  ],
  [/^clickjacking/, 3],
  [/^redirect-307/, 4],
  [/^(session-cookie|open-redirect|third-party)/, 5],
  [
    /^(access-token|token|id-token|code|refresh-token|response-(mode-mismatch|at|replayed)|unsolicited|state-mismatch|iss|unexpected|error|postmessage|prompt-none|jarm)/,
    "response",
  ],
];

/** Where labels that name no parameter were read. */
export const told: ReadonlyMap<string, readonly [message: string, parameter?: string]> = new Map(
  Object.entries<readonly [message: string, parameter?: string]>({
    "state sent": ["request", "state"],
    content: ["request", "state"],
    position: ["request", "state"],
    sent: ["request", "nonce"],
    "asked for": ["request", "acr_values"],
    code_challenge: ["request", "code_challenge"],
    code_challenge_method: ["request", "code_challenge_method"],
    "authorization request": ["request", "redirect_uri"],
    "redirect URI": ["request", "redirect_uri"],
    "origin of the redirect URI": ["request", "redirect_uri"],
    "expected channel": ["request", "response_mode"],
    "request sent": ["request"],
    "state returned": ["response", "state"],
    "code received": ["response", "code"],
    "code redeemed by": ["response", "code"],
    callback: ["response"],
    channel: ["response"],
    "channel seen": ["response"],
    form: ["response"],
    "posted by": ["response"],
    response: ["response"],
    "code redeemed": ["token-request", "code"],
    "code redeemed late": ["token-request", "code"],
    "code redeemed twice": ["token-request", "code"],
    "token request": ["token-request", "redirect_uri"],
    "from the verifier": ["token-request", "code_verifier"],
    "refresh token": ["token-request", "refresh_token"],
    before: ["token-request", "refresh_token"],
    after: ["token-request", "refresh_token"],
    replaced: ["token-request", "refresh_token"],
    "sent again": ["token-request", "refresh_token"],
  }),
);

/** What was concluded, what lies in another login, and headers and counts that no view shows. */
export const placeless =
  /^dpop-key-exposed|:(further|clock|client|alg before|other server|last request to it|silent requests.*|the client then|server|next|refreshed since|pushed request|site|shown in|frame-ancestors|X-Frame-Options|referrer policy|URL cleaned|carried|displayed again.*)$/;

export const published =
  /^(issuer( in the metadata)?|key set|JWK Set|fetched|fitting keys|announced|metadata|\w+_supported|require_\w+|jwks_uri|kid of several keys|token endpoint published)$/;

/** Steps of the verification of ID Tokens, by the check that tells of each. */
export const steps: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "signature-invalid": "signature",
    "hmac-in-browser": "signature",
    "alg-unexpected": "alg",
    "kid-unresolved": "kid",
    "header-unsafe": "header",
    "typ-confusion": "typ",
    "claim-missing": "claims",
    "iss-mismatch": "iss",
    "aud-mismatch": "aud",
    "azp-or-extra-audience": "azp",
    expired: "exp",
    "time-implausible": "iat",
    "nonce-mismatch": "nonce",
    "at-hash": "at_hash",
    "c-hash": "c_hash",
    "s-hash": "s_hash",
    "auth-time-stale": "auth_time",
    "acr-unmet": "acr",
    "continuity-broken": "continuity",
    malformed: "form",
  }),
);

export const parts: ReadonlyMap<string, Anchor> = new Map(
  Object.entries<Anchor>({
    header: ["part", "header"],
    members: ["part", "header"],
    signature: ["part", "signature"],
    claims: ["part", "payload"],
    "missing claims": ["part", "payload"],
    "personal claims": ["part", "payload"],
  }),
);
