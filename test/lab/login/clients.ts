import { REGISTERED } from "../failures/failures.js";
import type { Origins } from "../origins.js";
import { LANDINGS, NATIVE_REDIRECT_URI } from "../ways/landings.js";

type ClientMetadata = Readonly<Record<string, unknown>>;

/** Secret of the clients that run on a server. */
export const CLIENT_SECRET = "a secret of the lab that guards nothing";

/** Every response type of the authorization server, plain `token` among them. */
export const RESPONSE_TYPES = [
  "code",
  "id_token",
  "id_token token",
  "token",
  "code id_token",
  "code token",
  "code id_token token",
  "none",
] as const;

/** Every response mode of the authorization server; the empty one stands for the default. */
export const RESPONSE_MODES = [
  "",
  "query",
  "fragment",
  "form_post",
  "web_message",
  "jwt",
  "query.jwt",
  "fragment.jwt",
  "form_post.jwt",
  "web_message.jwt",
] as const;

/** Clients of the workbench whose ID Tokens are signed otherwise than by default, by the algorithm. */
export const SIGNED_OTHERWISE = ["ES256", "HS256"] as const;

/** The registered clients (OpenID Connect Dynamic Client Registration 1.0, section 2). */
export function clientsOf(origins: Origins): readonly ClientMetadata[] {
  const { app, web, code, hybrid, ways } = origins;
  const refreshing = { grant_types: ["authorization_code", "refresh_token"], response_types: ["code"] };
  return [
    publicClient("app", "Contacts (auth0-js)", app, ["/callback"], {
      grant_types: ["implicit"],
      response_types: ["token", "id_token", "id_token token"],
    }),
    publicClient("web", "Notebook (express-openid-connect)", web, ["/callback"], {
      grant_types: ["implicit"],
      response_types: ["id_token"],
    }),
    publicClient("code", "Calendar (auth0-spa-js)", code, ["/callback"], refreshing),
    publicClient("code-iframe", "Calendar without refresh tokens", code, ["/iframe/callback"], {
      grant_types: ["authorization_code"],
      response_types: ["code"],
    }),
    publicClient("code-stored", "Calendar with stored tokens", code, ["/stored/callback"], refreshing),
    publicClient("code-dpop", "Calendar with DPoP", code, ["/dpop/callback"], refreshing),
    publicClient("hybrid", "Postbox (hybrid flow)", hybrid, ["/callback"], {
      grant_types: ["authorization_code", "implicit"],
      response_types: ["code id_token"],
    }),
    {
      ...publicClient("hybrid-server", "Postbox on a server", hybrid, ["/server/callback"], {
        grant_types: ["authorization_code", "implicit"],
        response_types: ["code id_token"],
      }),
      client_secret: CLIENT_SECRET,
      token_endpoint_auth_method: "client_secret_basic",
    },
    publicClient("any", "Workbench (every response type and mode)", hybrid, ["/any/callback"], {
      grant_types: ["authorization_code", "implicit", "refresh_token"],
      response_types: [...RESPONSE_TYPES],
    }),
    ...SIGNED_OTHERWISE.map((alg) => ({
      ...publicClient(`any-${alg.toLowerCase()}`, `Workbench (${alg})`, hybrid, ["/any/callback"], {
        grant_types: ["authorization_code", "implicit"],
        response_types: [...RESPONSE_TYPES],
      }),
      client_secret: CLIENT_SECRET,
      id_token_signed_response_alg: alg,
    })),
    publicClient("ways", "Crossroads (every way of travelling)", ways, LANDINGS, {
      grant_types: ["authorization_code", "implicit"],
      response_types: [...RESPONSE_TYPES],
    }),
    {
      ...publicClient("ways-native", "Crossroads as a native app", ways, [], {
        grant_types: ["implicit"],
        response_types: ["token", "id_token", "id_token token"],
      }),
      application_type: "native",
      post_logout_redirect_uris: [],
      redirect_uris: [NATIVE_REDIRECT_URI],
    },
    ...failingClients(origins),
  ];
}

/** Clients of the logins that fail: one for each host, one that has a secret, and one whose access tokens live for a second. */
function failingClients(origins: Origins): readonly ClientMetadata[] {
  const grants = {
    grant_types: ["authorization_code", "implicit"],
    response_types: ["code", "token", "id_token"],
  };
  const { failing } = origins;
  return [
    publicClient("failing", "Failures", failing, REGISTERED, grants),
    publicClient("www.failing", "Failures on www", origins["www.failing"], REGISTERED, grants),
    publicClient("failing-brief", "Failures in a hurry", failing, REGISTERED, grants),
    {
      ...publicClient("failing-confidential", "Failures with a secret", failing, REGISTERED, {
        grant_types: ["authorization_code"],
        response_types: ["code"],
      }),
      client_secret: CLIENT_SECRET,
      token_endpoint_auth_method: "client_secret_basic",
    },
  ];
}

function publicClient(
  id: string,
  name: string,
  origin: string,
  callbacks: readonly string[],
  grants: ClientMetadata,
): ClientMetadata {
  return {
    client_id: id,
    client_name: name,
    application_type: "web",
    token_endpoint_auth_method: "none",
    redirect_uris: callbacks.map((path) => origin + path),
    post_logout_redirect_uris: [
      origin,
      `${origin}/`,
      `${origin}/iframe`,
      `${origin}/stored`,
      `${origin}/dpop`,
      `${origin}/server`,
    ],
    ...grants,
  };
}
