import express, { type Request, type Response, Router } from "express";
import type { Origins } from "../origins.js";
import { html, jsonIsland } from "../shared/html.js";
import { page } from "../shared/page.js";
import type { Landing } from "./landings.js";

type Handler = (request: Request, response: Response) => void;

/** Receives authorization responses at the redirect URIs. */
export function landingRoutes(origins: Origins): Router {
  const show = showAt(origins);
  const search = ({ url }: Request) => new URL(url, origins.ways).search;
  const landings: Readonly<Record<Landing, Handler>> = {
    "/callback": show,
    "/callback/popup": show,
    "/callback/frame": show,
    "/callback/hop": (request, response) => response.redirect(`/callback${search(request)}`),
    "/callback/at-once": (_request, response) => response.redirect("/done"),
    "/callback/repost": (_request, response) => response.redirect(307, "/callback"),
    "/callback/router": show,
    "/callback/local-storage": show,
    "/callback/session-storage": show,
    "/callback/cookie": show,
    "/callback/leaky": show,
    "/callback/tracked": show,
    "/callback/watched": show,
  };
  const router = Router();
  router.use(express.urlencoded({ extended: false, limit: "4mb" }));
  for (const [path, handler] of Object.entries(landings)) router.all(path, handler);
  router.get("/done", show);
  return router;
}

/** The callback page: shows what came, and calls the API in every way; `landing.ts` does what its path says. */
function showAt(origins: Origins): Handler {
  return (request, response) => {
    const posted = (request.body ?? {}) as Readonly<Record<string, string>>;
    const third =
      request.path === "/callback/tracked" && html`<script src="${origins.tracker}/t.js"></script>`;
    const body = html`
<h1>What came back</h1>
<p>Status: <strong id="status">starting</strong></p>
<div class="actions">
  <button id="fetch">fetch</button>
  <button id="xhr">XMLHttpRequest</button>
  <button id="worker">Worker</button>
  <button id="events">EventSource</button>
  <button id="socket">WebSocket</button>
  <button id="form">Form body</button>
  <button id="beacon">Beacon</button>
</div>
<pre id="result">nothing yet</pre>
${request.path === "/callback/watched" && html`<iframe hidden src="${origins.idp}/check_session"></iframe>`}
${jsonIsland("config", { path: request.path, posted, api: origins.api, tracker: origins.tracker })}
<script src="/landing.js"></script>`;
    response.send(page({ title: "What came back", head: html`${third}`, body }));
  };
}
