import { randomBytes } from "node:crypto";
import { Provider } from "oidc-provider";
import { createMemoryAdapter } from "oidc-provider/lib/adapters/memory_adapter.js";
import { audienceOf, issuerOf, type Origins } from "../origins.js";
import type { Accounts } from "./accounts.js";
import { allowLoopbackImplicit, allowPlainToken } from "./allowances.js";
import { clientsOf, RESPONSE_TYPES } from "./clients.js";
import type { SigningKey } from "./keys.js";
import { endSessionPage, errorPage, loggedOutPage } from "./pages.js";
import { PATHS } from "./paths.js";

const HOUR = 3600;

/** Lifetime of access tokens in seconds, as Auth0 has it by default. */
const ACCESS_TOKEN_TTL = { implicit: 2 * HOUR, other: 24 * HOUR };

interface Context {
  readonly oidc: { readonly params: Readonly<Record<string, unknown>> };
  type: string;
  body: unknown;
}

interface ErrorParameters {
  readonly error: string;
  readonly error_description?: string;
}

/** Makes the authorization server: oidc-provider with Auth0's paths, lifetimes and `audience` parameter. */
export function makeProvider(origins: Origins, keys: readonly SigningKey[], accounts: Accounts): Provider {
  const clientOrigins: readonly string[] = [
    origins.app,
    origins.web,
    origins.code,
    origins.hybrid,
    origins.ways,
    origins.failing,
  ];
  const provider = new Provider(issuerOf(origins), {
    adapter: createMemoryAdapter(),
    claims: {
      openid: ["sub"],
      profile: ["name", "given_name", "family_name", "nickname", "picture", "updated_at"],
      email: ["email", "email_verified"],
    },
    clientBasedCORS: (_context: Context, origin: string) => clientOrigins.includes(origin),
    clients: clientsOf(origins),
    // The profile is in every ID Token, not only in those that come without an access token.
    conformIdTokenClaims: false,
    // The session cookie must reach a hidden frame and a posted request; the site adds "Secure".
    cookies: {
      keys: [randomBytes(32).toString("base64url")],
      long: { httpOnly: true, sameSite: "none" },
      short: { httpOnly: true, sameSite: "lax" },
    },
    enabledJWA: { idTokenSigningAlgValues: ["RS256", "ES256", "HS256"] },
    enableHttpPostMethods: true,
    extraParams: ["audience"],
    features: {
      claimsParameter: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: true },
      jwtResponseModes: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      resourceIndicators: resourceIndicators(origins),
      revocation: { enabled: true, allowedPolicy: ownTokensOnly },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context: Context, form: string) => sendHtml(context, endSessionPage(form)),
        postLogoutSuccessSource: (context: Context) => sendHtml(context, loggedOutPage()),
      },
      webMessageResponseMode: { enabled: true, ack: "individual-draft-01" },
    },
    findAccount: (_context: Context, subject: string) => accounts.find(subject),
    interactions: {
      url: (_context: Context, { uid, prompt }: { uid: string; prompt: { name: string } }) =>
        `/u/${prompt.name}/${uid}`,
    },
    // Clients that may refresh get a refresh token without prompt=consent, which Auth0 does not ask for.
    issueRefreshToken: async (_context: Context, client: { grantTypeAllowed(type: string): boolean }) =>
      client.grantTypeAllowed("refresh_token"),
    jwks: { keys },
    renderError: (context: Context, { error, error_description }: ErrorParameters) =>
      sendHtml(context, errorPage(error, error_description)),
    // Plain "token" is refused here and let in by allowPlainToken.
    responseTypes: RESPONSE_TYPES.filter((type) => type !== "token"),
    rotateRefreshToken: true,
    routes: PATHS,
    ttl: {
      AccessToken: (_context: Context, token: { gty?: string; clientId?: string }) =>
        token.clientId === "failing-brief"
          ? 1
          : token.gty === "implicit"
            ? ACCESS_TOKEN_TTL.implicit
            : ACCESS_TOKEN_TTL.other,
      Grant: 14 * 24 * HOUR,
      IdToken: 10 * HOUR,
      Interaction: HOUR,
      RefreshToken: 14 * 24 * HOUR,
      Session: 3 * 24 * HOUR,
    },
  });
  allowPlainToken(provider);
  allowLoopbackImplicit(provider);
  provider.on("server_error", (_context, error) => console.error(error));
  return provider;
}

function resourceIndicators(origins: Origins) {
  return {
    enabled: true,
    /** The resource for a request that names none: Auth0's `audience`, else no resource at all. */
    defaultResource: async (context: Context, _client: unknown, oneOf?: string | readonly string[]) =>
      oneOf ?? context.oidc.params.audience,
    getResourceServerInfo: async () => ({
      audience: audienceOf(origins),
      scope: "read:contacts write:contacts",
      accessTokenFormat: "jwt",
      jwt: { sign: { alg: "RS256" } },
    }),
    useGrantedResource: async () => true,
  };
}

async function ownTokensOnly(
  _context: unknown,
  client: { clientId: string },
  token: { clientId: string },
): Promise<boolean> {
  return token.clientId === client.clientId;
}

function sendHtml(context: Context, markup: string): void {
  context.type = "html";
  context.body = markup;
}
