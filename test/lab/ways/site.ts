import { createHash, randomBytes } from "node:crypto";
import type { RequestListener } from "node:http";
import express, { type Express, type Request, type Response } from "express";
import { audienceOf, issuerOf, type Origins } from "../origins.js";
import { bundle } from "../shared/bundle.js";
import { type Html, html, jsonIsland } from "../shared/html.js";
import { page } from "../shared/page.js";
import { ARRIVING, startOf } from "./arriving.js";
import { landingRoutes } from "./landing-routes.js";
import { NATIVE_REDIRECT_URI } from "./landings.js";
import { isSendingWay, type Outgoing, SENDING } from "./sending.js";

const SCRIPTS = ["send", "landing", "attack"] as const;

/** A client that sends requests in every way, receives responses in every way, and uses tokens in every way. */
export async function waysSite(origins: Origins): Promise<RequestListener> {
  const site = express();
  site.disable("x-powered-by");
  for (const name of SCRIPTS) await serveScript(site, name);
  site.use((_request, response, next) => {
    response.set("cache-control", "no-store");
    next();
  });
  site.get("/", (_request, response) => {
    response.send(page({ title: "Crossroads", body: overview() }));
  });
  site.get("/send/:way", (request, response) => sendingPage(request, response, origins));
  site.get("/redirect", (request, response) => {
    const { search } = new URL(request.url, origins.ways);
    response.redirect(new URL(`authorize${search}`, issuerOf(origins)).href);
  });
  site.get("/unsolicited", (_request, response) => {
    response.send(page({ title: "Unsolicited", body: unsolicited() }));
  });
  site.use(landingRoutes(origins));
  site.get("/attack", (_request, response) => {
    response.send(page({ title: "Attack", body: attack() }));
  });
  site.get("/attack/frame", (_request, response) => {
    response.send("<!doctype html><title>A frame</title>");
  });
  return site;
}

async function serveScript(site: Express, name: (typeof SCRIPTS)[number]): Promise<void> {
  const text = await bundle(new URL(`${name}.ts`, import.meta.url));
  site.get(`/${name}.js`, (_request, response) => {
    response.type("text/javascript").set("cache-control", "no-store").send(text);
  });
}

function sendingPage(request: Request, response: Response, origins: Origins): void {
  const way = String(request.params.way);
  if (!isSendingWay(way)) {
    response.status(404).send(page({ title: "No such way", body: html`<h1>No such way</h1>` }));
    return;
  }
  const asked = { ...SENDING[way].defaults, ...(request.query as Record<string, string>) };
  const outgoing = outgoingOf(asked, origins);
  const body = html`
<h1>Crossroads</h1>
<p class="quiet">${SENDING[way].note}</p>
<p>Status: <strong id="status">waiting</strong></p>
<div class="actions">${SENDING[way].control(outgoing)}</div>
${jsonIsland("config", { way, url: outgoing.url })}
<script src="/send.js"></script>`;
  response.send(page({ title: "Send", body }));
}

/** The request that was asked for: `as` names the server, or the native app, `landing` the path of the redirect URI. */
function outgoingOf(asked: Readonly<Record<string, string>>, origins: Origins): Outgoing {
  const { as = "login", landing = "/callback", ...rest } = asked;
  const servers: Readonly<Record<string, string>> = {
    login: `${origins.login}/authorize`,
    idp: `${origins.idp}/authorize`,
    native: `${origins.login}/authorize`,
    bare: `${origins.idp}/login/oauth/authorize`,
  };
  const endpoint = servers[as] ?? "";
  const parameters = new URLSearchParams({
    client_id: as === "native" ? "ways-native" : "ways",
    redirect_uri: as === "native" ? NATIVE_REDIRECT_URI : origins.ways + landing,
    scope: "openid profile email read:contacts",
    state: random(),
    nonce: random(),
    ...rest,
  });
  const types = rest.response_type ?? "";
  if (types.includes("token") && endpoint.startsWith(origins.login))
    parameters.set("audience", audienceOf(origins));
  if (types.includes("code")) {
    // The code is shown and not redeemed, so nobody needs the verifier.
    parameters.set("code_challenge", createHash("sha256").update(random()).digest("base64url"));
    parameters.set("code_challenge_method", "S256");
  }
  for (const [name, value] of [...parameters]) if (value === "") parameters.delete(name);
  return { endpoint, parameters, url: `${endpoint}?${parameters}` };
}

const random = () => randomBytes(16).toString("base64url");

function overview(): Html {
  const rows = (entries: readonly (readonly [href: string, note: string])[]) =>
    entries.map(([href, note]) => html`<li><a href="${href}">${note}</a></li>`);
  return html`
<h1>Crossroads</h1>
<p class="quiet">A client that travels by every road.</p>
<h2>Sending</h2>
<ul>${rows(Object.entries(SENDING).map(([way, { note }]) => [`/send/${way}`, note]))}</ul>
<h2>Arriving</h2>
<ul>${rows(ARRIVING.map((arrival) => [startOf(arrival), arrival.note]))}</ul>
<ul>${rows([["/unsolicited", "A response that nobody asked for."]])}</ul>
<h2>Attacking</h2>
<ul>${rows([["/attack", "A page that means harm."]])}</ul>`;
}

/** A link as it may stand in a mail: straight to the redirect URI, with tokens that somebody else chose. */
function unsolicited(): Html {
  const parameters = new URLSearchParams({
    access_token: `somebody-elses-${random()}`,
    token_type: "Bearer",
    expires_in: "3600",
    state: random(),
  });
  return html`
<h1>You have won</h1>
<div class="actions"><a class="button" id="go" href="/callback#${parameters.toString()}">Fetch it</a></div>`;
}

function attack(): Html {
  return html`
<h1>Attack</h1>
<p>Status: <strong id="status">waiting</strong></p>
<div class="actions">
  <button id="flood">Flood with messages</button>
  <button id="forge">Forge what a page may report</button>
  <button id="huge">Go to a fragment of 10 MB</button>
  <button id="names">Use the names of prototypes</button>
  <button id="frames">Open 2,000 frames</button>
</div>
<script src="/attack.js"></script>`;
}
