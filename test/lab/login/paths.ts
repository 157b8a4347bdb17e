/** The authorization server's endpoints, at Auth0's paths, under oidc-provider's names for them. */
export const PATHS = {
  authorization: "/authorize",
  token: "/oauth/token",
  userinfo: "/userinfo",
  end_session: "/v2/logout",
  jwks: "/.well-known/jwks.json",
  pushed_authorization_request: "/oauth/par",
  revocation: "/oauth/revoke",
} as const;

/** Where the metadata are, which no configuration changes (OpenID Connect Discovery 1.0, section 4). */
export const METADATA_PATH = "/.well-known/openid-configuration";
