import type { RequestListener } from "node:http";
import express, { type NextFunction, type Request, type Response } from "express";
import { type FaultSwitch, isFaultName } from "../faults/faults.js";
import type { Gate } from "../gate.js";
import type { Log } from "../log.js";
import { DEMO_USER } from "../login/accounts.js";
import type { Origins } from "../origins.js";
import { type Html, html } from "../shared/html.js";
import { page } from "../shared/page.js";

/** The entrance: lists the clients, and gives the log, the gate and the faults to programs. */
export function homeSite(origins: Origins, log: Log, gate: Gate, faults: FaultSwitch): RequestListener {
  const site = express();
  site.disable("x-powered-by");
  site.get("/", (_request, response) => {
    response.send(page({ title: "Token Inspector lab", body: overview(origins) }));
  });
  site.use(["/_log", "/_gate", "/_fault"], refuseOtherOrigins);
  site.get("/_log", (_request, response) => {
    response.set("cache-control", "no-store").json(log.entries());
  });
  site.delete("/_log", (_request, response) => {
    log.clear();
    response.status(204).end();
  });
  site.get("/_gate", (_request, response) => {
    response.set("cache-control", "no-store").json(gate.held());
  });
  site.put("/_gate", (_request, response) => {
    gate.shut();
    response.status(204).end();
  });
  site.delete("/_gate", (_request, response) => {
    gate.open();
    response.status(204).end();
  });
  site.delete("/_gate/:id", ({ params }, response) => {
    gate.release(Number(params.id));
    response.status(204).end();
  });
  site.put("/_fault/:name", ({ params: { name } }, response) => {
    if (isFaultName(name)) faults.commit(name);
    response.status(isFaultName(name) ? 204 : 404).end();
  });
  site.delete("/_fault", (_request, response) => {
    faults.lift();
    response.status(204).end();
  });
  return site;
}

/** Keeps pages of other origins from the log; programs send no `Origin`. */
function refuseOtherOrigins(request: Request, response: Response, next: NextFunction): void {
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) response.status(403).end();
  else next();
}

function overview({ app, web, code, hybrid, ways, failing, login }: Origins): Html {
  return html`
<h1>Token Inspector lab</h1>
<p>Some clients, one authorization server, one API; all on your own computer. Open a client, log in, and watch.</p>
<p>Log in as <code id="demo-user">${DEMO_USER.email}</code> with the password <code id="demo-password">${DEMO_USER.password}</code>.
In truth any address and any password do.</p>
<h2>Clients</h2>
<ul class="sites">
  ${entry(app, "Contacts", "A single-page app with auth0-js. Implicit flow: token, id_token, or both.")}
  ${entry(web, "Notebook", "A server-side app with express-openid-connect. Logs in with a posted ID Token.")}
  ${entry(code, "Calendar", "A single-page app with auth0-spa-js. Authorization code with PKCE and refresh tokens.")}
  ${entry(`${code}/iframe`, "Calendar without refresh tokens", "The same, renewed in a hidden frame (web_message).")}
  ${entry(`${code}/stored`, "Calendar with stored tokens", "The same, with its tokens in localStorage and no worker.")}
  ${entry(`${code}/dpop`, "Calendar with DPoP", "The same, with access tokens that are bound to a key.")}
  ${entry(hybrid, "Postbox", "A single-page app with the hybrid flow, code id_token.")}
  ${entry(`${hybrid}/server`, "Postbox on a server", "The hybrid flow, posted to a server.")}
  ${entry(ways, "Crossroads", "Every way that a request can leave, a response arrive and a token travel.")}
  ${entry(failing, "Failures", "A login that fails in every way there is.")}
  ${entry(`${hybrid}/any`, "Workbench", "Every response type with every response mode, JARM included.")}
</ul>
<h2>Under the hood</h2>
<p>The authorization server's <a href="${login}/.well-known/openid-configuration">metadata</a>,
and its <a href="/_log">log</a> of all requests and responses.</p>
<p class="quiet">Add <code>?tracker=1</code> to a client's address to let it include a third-party script.</p>`;
}

function entry(url: string, name: string, description: string): Html {
  return html`<li><strong><a href="${url}">${name}</a></strong>${description}</li>`;
}
