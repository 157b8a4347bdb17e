import type { RequestListener } from "node:http";
import { audienceOf, issuerOf, type Origins } from "../origins.js";
import { scriptedSite } from "../shared/client-site.js";
import { html } from "../shared/html.js";
import type { AppConfig } from "./config.js";

/** The single-page app that logs in with auth0-js by the implicit flow. */
export async function appSite(origins: Origins): Promise<RequestListener> {
  const config: AppConfig = {
    login: origins.login,
    issuer: issuerOf(origins),
    jwksUri: `${origins.login}/.well-known/jwks.json`,
    audience: audienceOf(origins),
    api: origins.api,
    clientId: "app",
  };
  const body = html`
<h1>Contacts</h1>
<p class="quiet">A single-page app. It logs in with <code>auth0-js</code> by the implicit flow.</p>
<p>Status: <strong id="status">starting</strong></p>
<h2>Log in</h2>
<div class="actions">
  <button id="login-token">Log in for an access token</button>
  <button id="login-id_token">Log in for an ID Token</button>
  <button id="login-token-id_token">Log in for both</button>
</div>
<label class="inline"><input type="checkbox" id="no-audience"> without the API (opaque access token)</label>
<label class="inline"><input type="checkbox" id="ask-write"> with <code>write:contacts</code></label>
<h2>Then</h2>
<div class="actions">
  <button id="call-api" class="plain" disabled>Read contacts</button>
  <button id="write-api" class="plain" disabled>Add a contact</button>
  <button id="userinfo" class="plain" disabled>Ask for the user's claims</button>
  <button id="renew" class="plain">Renew silently</button>
  <button id="logout" class="plain">Log out</button>
</div>
<h2>Profile</h2>
<pre id="profile">nobody</pre>
<h2>Result</h2>
<pre id="result">nothing yet</pre>`;
  return scriptedSite(origins, new URL("page.ts", import.meta.url), [
    { paths: ["/", "/callback"], title: "Contacts", body, config },
  ]);
}
