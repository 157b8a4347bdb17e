/** What a client does wrong, or what it is made to do, once the response has come. */
export interface Habits {
  /** How it redeems the code; it redeems none where there is none. */
  readonly redeem?: "twice" | "at another redirect URI" | "with another verifier" | "without a verifier";
  /** Whether it makes a DPoP proof with the token request. */
  readonly dpop?: true;
  /** How it calls the API; not at all unless told. */
  readonly call?: "read" | "write" | "until refused" | "as Bearer" | "without a proof";
  /** What it takes a response for: all that comes, or nothing at all; else it compares `state` and `nonce`. */
  readonly takes?: "everything" | "nothing";
}

/** One way for a login to fail. */
export interface Failure {
  readonly note: string;
  /** `broken` fails as the parameter `fail` tells it; `login` unless told. */
  readonly server?: "login" | "broken";
  /** Authorization request, besides or in place of the usual parameters; an empty one is left out. */
  readonly request?: Readonly<Record<string, string>>;
  /** How it is sent: by a link unless told. `server`: the client's server sets its cookie and redirects. */
  readonly by?: "link" | "frame" | "popup" | "script" | "server";
  /** Site on which the client's page is opened, and which the response comes back to. */
  readonly from?: Site;
  readonly to?: Site;
  readonly habits?: Habits;
}

type Site = "failing" | "www.failing";

const code = { response_type: "code" } as const;
const token = { response_type: "token" } as const;
const idToken = { response_type: "id_token" } as const;
const silent = { ...idToken, prompt: "none" } as const;
const broken = "broken";

const failures = {
  "access-denied": { note: "The person says no.", request: { ...code, prompt: "consent" } },
  "no-pkce": {
    note: "The server demands PKCE.",
    request: { ...code, code_challenge: "", code_challenge_method: "" },
  },
  "unauthorized-client": {
    note: "The client may not ask for this response type.",
    request: { ...token, client_id: "failing-confidential" },
  },
  "login-required": { note: "Nobody is logged in, and no page may be shown.", request: silent },
  "server-error": { note: "server_error.", server: broken, request: { ...code, fail: "server_error" } },
  "temporarily-unavailable": {
    note: "temporarily_unavailable.",
    server: broken,
    request: { ...code, fail: "temporarily_unavailable" },
  },
  "error-of-its-own": {
    note: "An error that no specification knows.",
    server: broken,
    request: { ...code, fail: "tenant_locked" },
  },
  "unknown-client": { note: "The server knows no such client.", request: { ...code, client_id: "nobody" } },
  "unregistered-redirect-uri": { note: "The redirect URI is not registered.", request: code },
  loop: { note: "The app's server asks again and again.", by: "server", request: code },
  "loop-by-script": { note: "The app's page asks again and again.", by: "script", request: idToken },
  "frame-login-required": { note: "Nobody is logged in, asked in a frame.", by: "frame", request: silent },
  "frame-cookies-blocked": { note: "The frame's cookies are blocked.", by: "frame", request: silent },
  "frame-x-frame-options": {
    note: "The server's page may not be in a frame: X-Frame-Options.",
    by: "frame",
    server: broken,
    request: { ...silent, fail: "x-frame-options" },
  },
  "frame-ancestors": {
    note: "The server's page may not be in a frame: frame-ancestors.",
    by: "frame",
    server: broken,
    request: { ...silent, fail: "frame-ancestors" },
  },
  "popup-closed": {
    note: "The person closes the pop-up.",
    by: "popup",
    request: { ...idToken, prompt: "login", display: "popup" },
  },
  "other-tab": {
    note: "A mail's link finishes the login in another tab.",
    server: broken,
    request: { ...idToken, fail: "mail" },
  },
  "other-origin": {
    note: "It begins on www and comes back without.",
    from: "www.failing",
    request: idToken,
  },
  "same-site-cookie": {
    note: "The client's SameSite=Lax cookie does not come along with the posted response.",
    by: "server",
    request: { ...idToken, response_mode: "form_post" },
  },
  "token-cors": {
    note: "The client's origin is not registered at the token endpoint.",
    from: "www.failing",
    to: "www.failing",
    request: code,
  },
  "code-twice": { note: "The code is redeemed twice.", request: code, habits: { redeem: "twice" } },
  "code-expired": {
    note: "The code is redeemed too late.",
    server: broken,
    request: { ...code, fail: "late" },
  },
  "wrong-verifier": {
    note: "Another login's verifier.",
    request: code,
    habits: { redeem: "with another verifier" },
  },
  "no-verifier": { note: "No verifier.", request: code, habits: { redeem: "without a verifier" } },
  "wrong-redirect-uri": {
    note: "Another redirect URI than in the request.",
    request: code,
    habits: { redeem: "at another redirect URI" },
  },
  "no-secret": {
    note: "The client should have a secret.",
    request: { ...code, client_id: "failing-confidential" },
  },
  "clock-skew": {
    note: "The server's clock is ten minutes ahead.",
    server: broken,
    request: { ...idToken, fail: "clock" },
  },
  "state-accepted": {
    note: "The state is wrong, and the app goes on.",
    server: broken,
    request: { ...token, fail: "state" },
    habits: { takes: "everything" },
  },
  "state-refused": {
    note: "The state is wrong, and the app stops.",
    server: broken,
    request: { ...token, fail: "state" },
  },
  "stopped-though-right": {
    note: "All is right, and the app stops.",
    request: idToken,
    habits: { takes: "nothing" },
  },
  "api-audience": {
    note: "The token is for another API.",
    request: { ...token, audience: "" },
    habits: { call: "read" },
  },
  "api-scope": { note: "The token lacks a scope.", request: token, habits: { call: "write" } },
  "api-expired": {
    note: "The token expires meanwhile.",
    request: { ...token, client_id: "failing-brief" },
    habits: { call: "until refused" },
  },
  "api-cors": {
    note: "The API does not know the client's origin.",
    from: "www.failing",
    to: "www.failing",
    request: token,
    habits: { call: "read" },
  },
  "dpop-as-bearer": {
    note: "A token that is bound to a key is sent as Bearer.",
    request: code,
    habits: { dpop: true, call: "as Bearer" },
  },
  "dpop-without-proof": {
    note: "A token that is bound to a key is sent without a proof.",
    request: code,
    habits: { dpop: true, call: "without a proof" },
  },
} as const satisfies Readonly<Record<string, Failure>>;

export type FailureName = keyof typeof failures;

/** Every way in which the lab's login can fail; by the path of its page, `/NAME`, and its redirect URI, `/NAME/callback`. */
export const FAILURES: Readonly<Record<FailureName, Failure>> = failures;

/** Paths of the redirect URIs that the server is told of. */
export const REGISTERED: readonly string[] = Object.keys(FAILURES)
  .filter((name) => name !== "unregistered-redirect-uri")
  .map((name) => `/${name}/callback`);

/** Site to which a failure's response comes. */
export const siteOf = ({ to = "failing" }: Failure): Site => to;
