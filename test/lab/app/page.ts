import auth0, { type Auth0DecodedHash } from "auth0-js";
import { element, enable, onClick, readConfig, show, showFailure, showResponse } from "../shared/in-page.js";
import type { AppConfig } from "./config.js";

const SCOPE = "openid profile email read:contacts";

const config = readConfig<AppConfig>();

// auth0-js takes a domain that starts with "http" for the whole base URL; the overrides are its own too.
const webAuth = new auth0.WebAuth({
  domain: config.login,
  clientID: config.clientId,
  redirectUri: `${location.origin}/callback`,
  scope: SCOPE,
  overrides: { __tenant: "login", __token_issuer: config.issuer, __jwks_uri: config.jwksUri },
});

let accessToken: string | null = null;

function isChecked(id: string): boolean {
  return (element(id) as HTMLInputElement).checked;
}

/** The parameters of a login; the API is asked for along with an access token only. */
function wanted(responseType: string): Readonly<Record<string, unknown>> {
  const forApi = responseType.split(" ").includes("token") && !isChecked("no-audience");
  return {
    responseType,
    scope: isChecked("ask-write") ? `${SCOPE} write:contacts` : SCOPE,
    ...(forApi && { audience: config.audience }),
  };
}

function accept(result: Auth0DecodedHash | null): void {
  if (result === null) {
    show("status", "logged out");
    return;
  }
  accessToken = result.accessToken;
  enable(["call-api", "write-api", "userinfo"], accessToken !== null);
  show("profile", result.idTokenPayload ?? "no ID Token asked for");
  show("status", "logged in");
  performance.mark("app-ready");
}

function callApi(init: RequestInit): Promise<void> {
  const headers = { ...init.headers, Authorization: `Bearer ${accessToken}` };
  return fetch(`${config.api}/contacts`, { ...init, headers }).then(showResponse);
}

onClick("login-token", () => webAuth.authorize(wanted("token")));
onClick("login-id_token", () => webAuth.authorize(wanted("id_token")));
onClick("login-token-id_token", () => webAuth.authorize(wanted("token id_token")));
onClick("call-api", () => callApi({}));
onClick("write-api", () =>
  callApi({
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Charles Babbage" }),
  }),
);
onClick("userinfo", () => {
  webAuth.client.userInfo(accessToken ?? "", (error, claims) => {
    if (error) showFailure(error);
    else show("result", claims);
  });
});
onClick("renew", () => {
  webAuth.checkSession(wanted("token id_token"), (error, result) => {
    if (error) showFailure(error);
    else accept(result);
  });
});
onClick("logout", () => webAuth.logout({ returnTo: `${location.origin}/` }));

if (location.pathname === "/callback") {
  webAuth.parseHash({}, (error, result) => {
    history.replaceState(null, "", "/");
    if (error) showFailure(error);
    else accept(result);
  });
} else {
  show("status", "logged out");
}
