/** What one standard parameter means. */
export interface ParameterInfo {
  /** One plain line. */
  readonly meaning: string;
  /** Whether the value is a list delimited by spaces. */
  readonly list: boolean;
  /** Where it is defined: `RFC 6749, section 4.1.1`. A vendor's parameter is named as such. */
  readonly source: string;
}

/** Name, meaning, source. Parameters whose value is a list are in {@link lists}. */
const entries: readonly (readonly [name: string, meaning: string, source: string])[] = [
  // Authorization request
  [
    "response_type",
    "What the authorization endpoint is to return: `code`, `token`, `id_token` or a set of them.",
    "RFC 6749, section 3.1.1",
  ],
  ["client_id", "Public identifier of the client at the authorization server.", "RFC 6749, section 2.2"],
  ["redirect_uri", "Where the authorization server sends the response.", "RFC 6749, section 3.1.2"],
  ["scope", "What the client asks to be allowed, or what was granted.", "RFC 6749, section 3.3"],
  [
    "state",
    "Value of the client that comes back unchanged; ties the response to the browser that began the login.",
    "RFC 6749, section 4.1.1",
  ],
  [
    "response_mode",
    "How the response travels: `query`, `fragment`, `form_post` or another registered mode.",
    "OAuth 2.0 Multiple Response Types, section 2.1",
  ],
  [
    "nonce",
    "Value of the client that returns inside the ID Token; ties the token to this login.",
    "OpenID Connect Core 1.0, section 3.1.2.1",
  ],
  [
    "display",
    "How the login page should be laid out: `page`, `popup`, `touch` or `wap`.",
    "OpenID Connect Core 1.0, section 3.1.2.1",
  ],
  [
    "prompt",
    "Whether to show pages: `none`, `login`, `consent`, `select_account`.",
    "OpenID Connect Core 1.0, section 3.1.2.1",
  ],
  [
    "max_age",
    "Longest time in seconds since the person last signed in actively.",
    "OpenID Connect Core 1.0, section 3.1.2.1",
  ],
  [
    "ui_locales",
    "Languages in which to show the pages, most wanted first.",
    "OpenID Connect Core 1.0, section 3.1.2.1",
  ],
  [
    "claims_locales",
    "Languages in which to return claims, most wanted first.",
    "OpenID Connect Core 1.0, section 5.2",
  ],
  [
    "id_token_hint",
    "ID Token issued before, as a hint whose session is meant.",
    "OpenID Connect Core 1.0, section 3.1.2.1",
  ],
  [
    "login_hint",
    "Hint about the account to sign in with, such as an e-mail address.",
    "OpenID Connect Core 1.0, section 3.1.2.1",
  ],
  [
    "acr_values",
    "Authentication strengths asked for, most wanted first.",
    "OpenID Connect Core 1.0, section 3.1.2.1",
  ],
  ["claims", "JSON object that names single claims to return.", "OpenID Connect Core 1.0, section 5.5"],
  [
    "registration",
    "JSON object in which a self-issued provider's client describes itself.",
    "OpenID Connect Core 1.0, section 7.2.1",
  ],
  ["request", "Request Object: the request's parameters as a JWT.", "RFC 9101, section 5.1"],
  [
    "request_uri",
    "Reference to a Request Object, or to a request that was pushed before.",
    "RFC 9101, section 5.2; RFC 9126, section 4",
  ],
  [
    "code_challenge",
    "What the code is bound to: derived from the secret `code_verifier` (PKCE).",
    "RFC 7636, section 4.3",
  ],
  ["code_challenge_method", "How `code_challenge` was derived: `S256` or `plain`.", "RFC 7636, section 4.3"],
  [
    "resource",
    "Address of the API that the access token is meant for; may occur several times.",
    "RFC 8707, section 2",
  ],
  [
    "authorization_details",
    "JSON list that says in detail what is to be allowed, or what was.",
    "RFC 9396, section 2",
  ],
  ["dpop_jkt", "Thumbprint of the key to which the code is to be bound (DPoP).", "RFC 9449, section 10"],
  [
    "audience",
    "API that the access token is meant for.",
    "Auth0 (vendor parameter); RFC 8693, section 2.1, in token exchange",
  ],
  ["vtr", "Vectors of Trust asked for.", "RFC 8485, section 4.1"],
  // Authorization response
  ["code", "Authorization code, which the client exchanges once for tokens.", "RFC 6749, section 4.1.2"],
  ["access_token", "Credential with which the client calls an API.", "RFC 6749, section 1.4"],
  ["token_type", "How an access token is to be used, such as `Bearer` or `DPoP`.", "RFC 6749, section 7.1"],
  ["expires_in", "Lifetime of the access token in seconds.", "RFC 6749, section 4.2.2"],
  [
    "id_token",
    "ID Token: the provider's signed statement on who signed in.",
    "OpenID Connect Core 1.0, section 2",
  ],
  [
    "refresh_token",
    "Credential for further access tokens; never part of an authorization response.",
    "RFC 6749, section 1.5",
  ],
  ["error", "Code that says why there is no success.", "RFC 6749, section 4.1.2.1"],
  ["error_description", "Text on the error for developers.", "RFC 6749, section 4.1.2.1"],
  ["error_uri", "Page with more on the error.", "RFC 6749, section 4.1.2.1"],
  ["iss", "Issuer identifier of the authorization server that answers.", "RFC 9207, section 2"],
  [
    "session_state",
    "Value that lets a client notice the end of the session at the provider.",
    "OpenID Connect Session Management 1.0, section 2",
  ],
  [
    "response",
    "The response's parameters as a JWT (JARM).",
    "JWT Secured Authorization Response Mode, section 2.3",
  ],
  // Token request and response
  [
    "grant_type",
    "What the client offers for tokens, such as `authorization_code` or `refresh_token`.",
    "RFC 6749, section 4.1.3",
  ],
  [
    "code_verifier",
    "Secret that proves who began the login; belongs to `code_challenge` (PKCE).",
    "RFC 7636, section 4.5",
  ],
  ["client_secret", "Password of the client; has no place in a browser.", "RFC 6749, section 2.3.1"],
  [
    "client_assertion",
    "JWT or SAML assertion by which the client proves who it is.",
    "RFC 7521, section 4.2",
  ],
  ["client_assertion_type", "Format of `client_assertion`.", "RFC 7521, section 4.2"],
  ["assertion", "JWT or SAML assertion offered as a grant.", "RFC 7521, section 4.1"],
  [
    "username",
    "Account name in the password grant, which must no longer be used.",
    "RFC 6749, section 4.3.2",
  ],
  ["password", "Password in the password grant, which must no longer be used.", "RFC 6749, section 4.3.2"],
  // Device authorization
  [
    "device_code",
    "Code with which a device asks whether its person has signed in elsewhere.",
    "RFC 8628, section 3.4",
  ],
  ["user_code", "Code that the person types in on another device.", "RFC 8628, section 3.2"],
  ["verification_uri", "Page at which the person types in `user_code`.", "RFC 8628, section 3.2"],
  ["verification_uri_complete", "Page that already knows the `user_code`.", "RFC 8628, section 3.2"],
  ["interval", "Shortest time in seconds between two polls.", "RFC 8628, section 3.2"],
  // Token exchange
  ["subject_token", "Token of the party on whose behalf is asked.", "RFC 8693, section 2.1"],
  ["subject_token_type", "Type of `subject_token`.", "RFC 8693, section 2.1"],
  ["actor_token", "Token of the party that acts.", "RFC 8693, section 2.1"],
  ["actor_token_type", "Type of `actor_token`.", "RFC 8693, section 2.1"],
  ["requested_token_type", "Type of token asked for.", "RFC 8693, section 2.1"],
  ["issued_token_type", "Type of token issued.", "RFC 8693, section 2.2.1"],
  // Revocation and introspection
  ["token", "Token to revoke or to ask about.", "RFC 7009, section 2.1; RFC 7662, section 2.1"],
  ["token_type_hint", "Kind of `token`, to find it faster.", "RFC 7009, section 2.1; RFC 7662, section 2.1"],
  // Logout
  [
    "post_logout_redirect_uri",
    "Where to go after logout.",
    "OpenID Connect RP-Initiated Logout 1.0, section 2",
  ],
  ["logout_hint", "Hint about the account to sign out.", "OpenID Connect RP-Initiated Logout 1.0, section 2"],
  ["sid", "Session at the provider that has ended.", "OpenID Connect Front-Channel Logout 1.0, section 3"],
  [
    "logout_token",
    "Signed notice from the provider that a session has ended.",
    "OpenID Connect Back-Channel Logout 1.0, section 2.5",
  ],
  // Login started elsewhere, and by a back channel
  [
    "target_link_uri",
    "Page to show after a login that another site started.",
    "OpenID Connect Core 1.0, section 4",
  ],
  [
    "auth_req_id",
    "Identifier of a login that runs on another device.",
    "OpenID Connect CIBA Core 1.0, section 7.3",
  ],
  [
    "binding_message",
    "Text shown on both devices, so that the person can tell they belong together.",
    "OpenID Connect CIBA Core 1.0, section 7.1",
  ],
  ["login_hint_token", "Token that says whom to sign in.", "OpenID Connect CIBA Core 1.0, section 7.1"],
  [
    "client_notification_token",
    "Token with which the provider calls the client back.",
    "OpenID Connect CIBA Core 1.0, section 7.1",
  ],
  [
    "requested_expiry",
    "Lifetime in seconds asked for a login on another device.",
    "OpenID Connect CIBA Core 1.0, section 7.1",
  ],
  // Request Object members that may also stand outside it
  [
    "sub",
    "Subject of a JWT-secured request or of an assertion.",
    "RFC 7519, section 4.1.2; RFC 9101, section 10.2",
  ],
  ["aud", "Audience of a JWT-secured request or response.", "RFC 7519, section 4.1.3; RFC 9101, section 4"],
  ["exp", "End of validity of a JWT-secured request or response.", "RFC 7519, section 4.1.4"],
  ["nbf", "Begin of validity of a JWT-secured request.", "RFC 7519, section 4.1.5"],
  ["iat", "When a JWT-secured request was issued.", "RFC 7519, section 4.1.6"],
  ["jti", "Unique identifier of a JWT-secured request.", "RFC 7519, section 4.1.7"],
  [
    "trust_chain",
    "Chain of statements by which a federation vouches for the client.",
    "OpenID Federation 1.0, section 12.1.1",
  ],
  // Verifiable credentials
  [
    "vp_token",
    "Presentation of verifiable credentials.",
    "OpenID for Verifiable Presentations 1.0, section 8.1",
  ],
  [
    "dcql_query",
    "JSON query that names the credentials asked for.",
    "OpenID for Verifiable Presentations 1.0, section 6",
  ],
  [
    "client_metadata",
    "JSON object in which the verifier describes itself.",
    "OpenID for Verifiable Presentations 1.0, section 5.1",
  ],
  [
    "response_uri",
    "Where a wallet posts its response.",
    "OpenID for Verifiable Presentations 1.0, section 8.2",
  ],
  [
    "request_uri_method",
    "How to fetch `request_uri`: `get` or `post`.",
    "OpenID for Verifiable Presentations 1.0, section 5.1",
  ],
  [
    "issuer_state",
    "Value of the credential issuer that ties a request to its offer.",
    "OpenID for Verifiable Credential Issuance 1.0, section 5.1.3",
  ],
  // User-Managed Access
  ["ticket", "Permission ticket for which a token is asked.", "UMA 2.0 Grant, section 3.3.1"],
  ["claim_token", "Claims that the requesting party offers.", "UMA 2.0 Grant, section 3.3.1"],
  ["pct", "Persisted claims token, which recalls claims given before.", "UMA 2.0 Grant, section 3.3.1"],
  ["rpt", "Requesting party token to be upgraded.", "UMA 2.0 Grant, section 3.3.1"],
  ["upgraded", "Whether the token returned replaces an earlier one.", "UMA 2.0 Grant, section 3.3.5"],
  // Constrained devices
  ["ace_profile", "Profile by which client and API secure their exchange.", "RFC 9200, section 5.8.4.3"],
  ["req_cnf", "Key to which the client wants the access token bound.", "RFC 9201, section 3.1"],
  ["rs_cnf", "Key by which the API proves who it is.", "RFC 9201, section 3.2"],
  ["cnf", "Key to which the access token is bound.", "RFC 9201, section 3.2"],
  ["nonce1", "Random value of the client for the OSCORE profile.", "RFC 9203, section 4.1.1"],
  ["nonce2", "Random value of the API for the OSCORE profile.", "RFC 9203, section 4.2.1"],
  ["ace_client_recipientid", "OSCORE identifier of the client.", "RFC 9203, section 4.1.2"],
  ["ace_server_recipientid", "OSCORE identifier of the API.", "RFC 9203, section 4.2.2"],
];

const lists = new Set(["response_type", "scope", "prompt", "ui_locales", "claims_locales", "acr_values"]);

const register: ReadonlyMap<string, ParameterInfo> = new Map(
  entries.map(([name, meaning, source]) => [name, { meaning, list: lists.has(name), source }]),
);

/**
 * What a parameter of an authorization, token or logout message means.
 *
 * One meaning a name: where messages use a name differently, that of the authorization request or response counts.
 *
 * @param name exact wire spelling
 * @returns null for a parameter that no specification known here defines
 * @see IANA OAuth Parameters registry; OpenID Connect Core 1.0, section 17
 */
export function parameterInfo(name: string): ParameterInfo | null {
  return register.get(name) ?? null;
}
