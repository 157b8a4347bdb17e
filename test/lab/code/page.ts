import { Auth0Client } from "@auth0/auth0-spa-js";
import { enable, onClick, readConfig, show, showFailure, showResponse } from "../shared/in-page.js";
import type { CodeConfig } from "./config.js";

const config = readConfig<CodeConfig>();
const scope = "openid profile email read:contacts";
const callback = `${config.base}/callback`.replace("//", "/");

const client = new Auth0Client({
  domain: config.login,
  clientId: config.clientId,
  authorizationParams: {
    redirect_uri: location.origin + callback,
    audience: config.audience,
    scope,
  },
  cacheLocation: config.stored ? "localstorage" : "memory",
  useRefreshTokens: config.refreshTokens,
  useDpop: config.dpop,
});

async function callApi(): Promise<void> {
  if (config.dpop) {
    const fetcher = client.createFetcher({ dpopNonceId: "contacts" });
    const wanted = { audience: config.audience, scope: scope.split(" ") };
    await showResponse(await fetcher.fetchWithAuth(`${config.api}/contacts`, {}, wanted));
    return;
  }
  const token = await client.getTokenSilently();
  await showResponse(
    await fetch(`${config.api}/contacts`, { headers: { Authorization: `Bearer ${token}` } }),
  );
}

async function renew(): Promise<void> {
  const { expires_in, scope } = await client.getTokenSilently({ cacheMode: "off", detailedResponse: true });
  show("result", { renewed: true, expires_in, scope });
  await showUser();
}

async function showUser(): Promise<void> {
  const user = await client.getUser();
  enable(["call-api"], user !== undefined);
  show("profile", user ?? "nobody");
  show("status", user === undefined ? "logged out" : "logged in");
}

async function start(): Promise<void> {
  if (location.pathname === callback) {
    try {
      await client.handleRedirectCallback();
    } finally {
      history.replaceState(null, "", config.base);
    }
  }
  await showUser();
}

onClick("login", () => client.loginWithRedirect());
onClick("renew", renew);
onClick("call-api", callApi);
onClick("logout", () => client.logout({ logoutParams: { returnTo: `${location.origin}/` } }));

start().catch(showFailure);
