import { createHash, randomBytes } from "node:crypto";
import express, { type Request, type Response, Router } from "express";
import { RESPONSE_MODES, RESPONSE_TYPES } from "../login/clients.js";
import { audienceOf, issuerOf, type Origins } from "../origins.js";
import { type Html, html, jsonIsland } from "../shared/html.js";
import { page } from "../shared/page.js";
import { trackerTag } from "../shared/tracker-tag.js";

/**
 * A client that asks in any way (`/any/start?response_type=…&response_mode=…`) and shows what it gets; `as` names another
 * client to ask as.
 */
export function workbenchRoutes(origins: Origins): Router {
  const redirectUri = `${origins.hybrid}/any/callback`;
  const router = Router();
  router.get("/", (_request, response) => {
    response.send(page({ title: "Workbench", body: form() }));
  });
  router.get("/start", async (request, response) => {
    const parameters = requestOf(request, redirectUri);
    const pushed = request.query.par === "1" ? await push(parameters, origins) : parameters;
    const target = new URL("authorize", issuerOf(origins));
    target.search = pushed.toString();
    if (String(request.query.response_mode).startsWith("web_message"))
      response.send(popupOpener(target.href, origins.login));
    else response.redirect(target.href);
  });
  router.get("/callback", (request, response) => showCallback(request, response, origins, []));
  router.post("/callback", express.urlencoded({ extended: false }), (request, response) =>
    showCallback(request, response, origins, Object.entries(request.body ?? {})),
  );
  return router;

  function requestOf(request: Request, redirect_uri: string): URLSearchParams {
    const { api, par: _par, as: client_id = "any", ...asked } = request.query as Record<string, string>;
    const parameters = new URLSearchParams({
      client_id,
      redirect_uri,
      scope: "openid profile email read:contacts",
      state: randomBytes(16).toString("base64url"),
      nonce: randomBytes(16).toString("base64url"),
      ...asked,
    });
    if (api === "1") parameters.set("audience", audienceOf(origins));
    if (parameters.get("response_type")?.includes("code")) {
      // The code is shown and not redeemed, so nobody needs the verifier.
      const challenge = createHash("sha256").update(randomBytes(32)).digest("base64url");
      parameters.set("code_challenge", challenge);
      parameters.set("code_challenge_method", "S256");
    }
    for (const [name, value] of [...parameters]) if (value === "") parameters.delete(name);
    return parameters;
  }
}

/** Pushes the request (RFC 9126); what is left for the browser are the client and the request URI. */
async function push(parameters: URLSearchParams, origins: Origins): Promise<URLSearchParams> {
  const answer = await fetch(new URL("oauth/par", issuerOf(origins)), { method: "POST", body: parameters });
  const { request_uri } = (await answer.json()) as { request_uri?: string };
  return new URLSearchParams({ client_id: "any", request_uri: request_uri ?? "" });
}

function showCallback(
  request: Request,
  response: Response,
  origins: Origins,
  posted: readonly (readonly [string, unknown])[],
): void {
  const rows = posted.map(([name, value]) => html`<tr><th>${name}</th><td>${String(value)}</td></tr>`);
  const body = html`
<h1>What came back</h1>
<p>Status: <strong id="status">received</strong></p>
<table id="parameters"><tbody>${rows}</tbody></table>
<p><a href="/any">Again</a></p>
<script>
  for (const text of [location.search.slice(1), location.hash.slice(1)])
    for (const [name, value] of new URLSearchParams(text)) {
      const row = document.querySelector("#parameters tbody").insertRow();
      row.appendChild(document.createElement("th")).textContent = name;
      row.insertCell().textContent = value;
    }
</script>`;
  const head = trackerTag(request, response, origins) ?? html``;
  response.set("cache-control", "no-store").send(page({ title: "What came back", head, body }));
}

/** Asks in a pop-up window, which answers its opener by a message. */
function popupOpener(url: string, issuerOrigin: string): string {
  const body = html`
<h1>Log in by pop-up</h1>
<p>Status: <strong id="status">waiting</strong></p>
<div class="actions"><button id="open">Open the pop-up</button></div>
<table id="parameters"><tbody></tbody></table>
<p><a href="/any">Again</a></p>
${jsonIsland("popup", { url, issuerOrigin })}
<script>
  const popup = JSON.parse(document.getElementById("popup").textContent);
  document.getElementById("open").onclick = () => window.open(popup.url, "login", "width=480,height=640");
  addEventListener("message", ({ data, origin }) => {
    if (origin !== popup.issuerOrigin || data?.type !== "authorization_response") return;
    for (const [name, value] of Object.entries(data.response)) {
      const row = document.querySelector("#parameters tbody").insertRow();
      row.appendChild(document.createElement("th")).textContent = name;
      row.insertCell().textContent = value;
    }
    document.getElementById("status").textContent = "received";
  });
</script>`;
  return page({ title: "Log in by pop-up", body });
}

function form(): Html {
  const options = (values: readonly string[]) =>
    values.map((value) => html`<option value="${value}">${value || "the default"}</option>`);
  return html`
<h1>Workbench</h1>
<p class="quiet">Asks in any way and shows what comes back.</p>
<form action="/any/start">
  <label for="response_type">Response type</label>
  <select id="response_type" name="response_type">${options(RESPONSE_TYPES)}</select>
  <label for="response_mode">Response mode</label>
  <select id="response_mode" name="response_mode">${options(RESPONSE_MODES)}</select>
  <label for="prompt">Prompt</label>
  <select id="prompt" name="prompt">${options(["", "none", "login", "consent"])}</select>
  <label class="inline"><input type="checkbox" name="api" value="1"> for the API (JWT access token)</label>
  <label class="inline"><input type="checkbox" name="par" value="1"> pushed (PAR)</label>
  <div class="actions"><button id="start">Ask</button></div>
</form>`;
}
