import type { RequestListener } from "node:http";
import { audienceOf, type Origins } from "../origins.js";
import { scriptedSite } from "../shared/client-site.js";
import { type Html, html } from "../shared/html.js";
import type { CodeConfig } from "./config.js";

/** The single-page app that logs in with auth0-spa-js by the authorization code flow, in four variants. */
export async function codeSite(origins: Origins): Promise<RequestListener> {
  const shared = { login: origins.login, audience: audienceOf(origins), api: origins.api };
  const variants: readonly (CodeConfig & { readonly note: string })[] = [
    {
      ...shared,
      clientId: "code",
      base: "/",
      refreshTokens: true,
      stored: false,
      dpop: false,
      note: "It renews by refresh token, in a worker.",
    },
    {
      ...shared,
      clientId: "code-iframe",
      base: "/iframe",
      refreshTokens: false,
      stored: false,
      dpop: false,
      note: "It renews in a hidden frame, by web_message.",
    },
    {
      ...shared,
      clientId: "code-stored",
      base: "/stored",
      refreshTokens: true,
      stored: true,
      dpop: false,
      note: "It keeps its tokens in localStorage, and renews by refresh token without a worker.",
    },
    {
      ...shared,
      clientId: "code-dpop",
      base: "/dpop",
      refreshTokens: true,
      stored: false,
      dpop: true,
      note: "Its access tokens are bound to a key by DPoP.",
    },
  ];
  return scriptedSite(
    origins,
    new URL("page.ts", import.meta.url),
    variants.map(({ note, ...config }) => ({
      paths: [config.base, `${config.base}/callback`.replace("//", "/")],
      title: "Calendar",
      body: body(note),
      config,
    })),
  );
}

function body(note: string): Html {
  return html`
<h1>Calendar</h1>
<p class="quiet">A single-page app. It logs in with <code>auth0-spa-js</code> by authorization code and PKCE. ${note}</p>
<p>Status: <strong id="status">starting</strong></p>
<div class="actions">
  <button id="login">Log in</button>
  <button id="renew" class="plain">Renew silently</button>
  <button id="call-api" class="plain" disabled>Read contacts</button>
  <button id="logout" class="plain">Log out</button>
</div>
<p class="quiet"><a href="/">refresh tokens</a>, <a href="/iframe">hidden frame</a>,
<a href="/stored">stored</a>, <a href="/dpop">DPoP</a></p>
<h2>Profile</h2>
<pre id="profile">nobody</pre>
<h2>Result</h2>
<pre id="result">nothing yet</pre>`;
}
