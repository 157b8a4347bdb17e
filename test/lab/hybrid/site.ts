import type { RequestListener } from "node:http";
import { audienceOf, issuerOf, type Origins } from "../origins.js";
import { scriptedSite } from "../shared/client-site.js";
import { html } from "../shared/html.js";
import type { HybridConfig } from "./config.js";
import { serverRoutes } from "./server.js";
import { workbenchRoutes } from "./workbench.js";

/** The hybrid flow in the browser (`/`), on a server (`/server`), and any other flow (`/any`). */
export async function hybridSite(origins: Origins): Promise<RequestListener> {
  const config: HybridConfig = {
    issuer: issuerOf(origins),
    audience: audienceOf(origins),
    api: origins.api,
    clientId: "hybrid",
  };
  const body = html`
<h1>Postbox</h1>
<p class="quiet">A single-page app without a library. Hybrid flow: <code>code id_token</code> in the fragment,
then the code for an access token.</p>
<p>Status: <strong id="status">starting</strong></p>
<div class="actions">
  <button id="login">Log in</button>
  <button id="call-api" class="plain" disabled>Read contacts</button>
  <button id="logout" class="plain">Log out</button>
</div>
<h2>Profile</h2>
<pre id="profile">nobody</pre>
<h2>Result</h2>
<pre id="result">nothing yet</pre>`;
  const site = await scriptedSite(origins, new URL("page.ts", import.meta.url), [
    { paths: ["/", "/callback"], title: "Postbox", body, config },
  ]);
  site.use("/any", workbenchRoutes(origins));
  site.use("/server", serverRoutes(origins));
  return site;
}
