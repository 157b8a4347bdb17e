import { Router } from "express";
import { CLIENT_SECRET } from "../login/clients.js";
import { audienceOf, issuerOf, type Origins } from "../origins.js";
import { html } from "../shared/html.js";
import { page } from "../shared/page.js";
import { serverSideLogin } from "../shared/server-side-login.js";
import { trackerTag } from "../shared/tracker-tag.js";

/** The hybrid flow on a server: `code id_token` posted to it, the code redeemed there. */
export function serverRoutes(origins: Origins): Router {
  const router = Router();
  router.use(
    serverSideLogin({
      issuerBaseURL: issuerOf(origins),
      baseURL: `${origins.hybrid}/server`,
      clientID: "hybrid-server",
      clientSecret: CLIENT_SECRET,
      auth0Logout: true,
      authorizationParams: {
        response_type: "code id_token",
        response_mode: "form_post",
        scope: "openid profile email read:contacts",
        audience: audienceOf(origins),
      },
    }),
  );
  router.get("/", (request, response) => {
    const { user, accessToken } = request.oidc;
    const body = html`
<h1>Postbox on a server</h1>
<p class="quiet">A server-side app with <code>express-openid-connect</code>. Hybrid flow: <code>code id_token</code>,
posted.</p>
<p>Status: <strong id="status">${user === undefined ? "logged out" : "logged in"}</strong></p>
<div class="actions">
  <a class="button" id="login" href="/server/login">Log in</a>
  <a class="button plain" id="call-api" href="/server/contacts">Read contacts</a>
  <a class="button plain" id="logout" href="/server/logout">Log out</a>
</div>
<h2>Profile</h2>
<pre id="profile">${user === undefined ? "nobody" : JSON.stringify(user, null, 2)}</pre>
<p class="quiet">${accessToken === undefined ? "No access token." : "The server holds an access token."}</p>`;
    const head = trackerTag(request, response, origins) ?? html``;
    response.set("cache-control", "no-store").send(page({ title: "Postbox on a server", head, body }));
  });
  router.get("/contacts", async (request, response) => {
    const token = request.oidc.accessToken?.access_token ?? "";
    const answer = await fetch(`${origins.api}/contacts`, { headers: { Authorization: `Bearer ${token}` } });
    const body = html`
<h1>Contacts</h1>
<pre id="result">${`HTTP ${answer.status}\n${await answer.text()}`}</pre>
<p><a href="/server">Back</a></p>`;
    response.set("cache-control", "no-store").send(page({ title: "Contacts", body }));
  });
  return router;
}
