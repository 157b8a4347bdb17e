import type { RequestListener } from "node:http";
import express, { type Request, type Response } from "express";
import { issuerOf, type Origins } from "../origins.js";
import { requiresAuth } from "../shared/express-openid-connect.js";
import { html } from "../shared/html.js";
import { page } from "../shared/page.js";
import { serverSideLogin } from "../shared/server-side-login.js";
import { trackerTag } from "../shared/tracker-tag.js";

/** The server-side app that only logs in, with express-openid-connect in its default set-up. */
export function webSite(origins: Origins): RequestListener {
  const send = (request: Request, response: Response, body: ReturnType<typeof html>) => {
    const head = trackerTag(request, response, origins) ?? html``;
    response.set("cache-control", "no-store").send(page({ title: "Notebook", head, body }));
  };
  const site = express();
  site.disable("x-powered-by");
  site.use(
    serverSideLogin({
      issuerBaseURL: issuerOf(origins),
      baseURL: origins.web,
      clientID: "web",
      auth0Logout: true,
    }),
  );
  site.get("/", (request, response) => {
    const name = request.oidc.user?.name as string | undefined;
    const loggedIn = request.oidc.isAuthenticated();
    send(
      request,
      response,
      html`
<h1>Notebook</h1>
<p class="quiet">A server-side app. It logs in with <code>express-openid-connect</code>: an ID Token, posted.</p>
<p>Status: <strong id="status">${loggedIn ? "logged in" : "logged out"}</strong></p>
${name && html`<p>Hello, <span id="name">${name}</span>.</p>`}
<div class="actions">
  <a class="button" id="login" href="/login">Log in</a>
  <a class="button plain" id="profile-link" href="/profile">Profile</a>
  <a class="button plain" id="logout" href="/logout">Log out</a>
</div>`,
    );
  });
  site.get("/profile", requiresAuth(), (request, response) => {
    const { user } = request.oidc;
    send(
      request,
      response,
      html`
<h1>Profile</h1>
<p>Status: <strong id="status">logged in</strong></p>
<p>You are <span id="name">${String(user?.name)}</span>.</p>
<pre id="profile">${JSON.stringify(user, null, 2)}</pre>
<div class="actions">
  <a class="button plain" href="/">Back</a>
  <a class="button plain" id="logout" href="/logout">Log out</a>
</div>`,
    );
  });
  return site;
}
