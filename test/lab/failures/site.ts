import { randomBytes } from "node:crypto";
import type { RequestListener } from "node:http";
import express, { type Request, type Response } from "express";
import { audienceOf, issuerOf, type Origins } from "../origins.js";
import { bundle } from "../shared/bundle.js";
import { html, jsonIsland } from "../shared/html.js";
import { page } from "../shared/page.js";
import { FAILURES, type Failure, type FailureName, siteOf } from "./failures.js";
import type { FailureConfig } from "./page.js";

const isFailure = (name: string): name is FailureName => Object.hasOwn(FAILURES, name);

/** A client each page of which fails in a way of its own; the same on both of its hosts. */
export async function failuresSite(origins: Origins): Promise<RequestListener> {
  const script = await bundle(new URL("page.ts", import.meta.url));
  const site = express();
  site.disable("x-powered-by");
  site.get("/page.js", (_request, response) => {
    response.type("text/javascript").set("cache-control", "no-store").send(script);
  });
  site.get("/", (_request, response) => {
    const entries = Object.entries(FAILURES).map(
      ([name, { note, from = "failing" }]) => html`<li><a href="${origins[from]}/${name}">${note}</a></li>`,
    );
    response.send(page({ title: "Failures", body: html`<h1>Failures</h1><ul>${entries}</ul>` }));
  });
  site.get("/error", (_request, response) => {
    response.send(page({ title: "Failed", body: html`<h1>The login failed</h1>` }));
  });
  site.param("name", (_request, response, next, name) => {
    if (isFailure(name)) next();
    else response.status(404).end();
  });
  site.get("/:name", (request, response) => show(request, response, origins));
  site.get("/:name/start", (request, response) => {
    const { name, failure } = failureOf(request);
    const { url, state } = requestOf(name, failure, origins);
    response.cookie("login", state, { sameSite: "lax", httpOnly: true }).redirect(url);
  });
  site.get("/:name/callback", (request, response) => {
    const { name, failure } = failureOf(request);
    if (failure.by !== "server") return show(request, response, origins);
    // A session that holds below this path only, so that the page finds none.
    response
      .cookie("session", random(), { path: `/${name}/callback`, httpOnly: true })
      .redirect(`/${name}/start`);
  });
  site.post("/:name/callback", express.urlencoded({ extended: false }), (request, response) => {
    const isKnown = request.headers.cookie?.includes(`login=${request.body?.state}`);
    const words = isKnown ? "The login is done" : "checks.state argument is missing";
    response.status(isKnown ? 200 : 400).send(page({ title: words, body: html`<h1>${words}</h1>` }));
  });
  return site;
}

const failureOf = ({ params }: Request): { name: FailureName; failure: Failure } => {
  const name = params.name as FailureName;
  return { name, failure: FAILURES[name] };
};

/** The page that asks, and at the same time the one that receives. */
function show(request: Request, response: Response, origins: Origins): void {
  const { name, failure } = failureOf(request);
  const config: FailureConfig = {
    name,
    by: failure.by ?? "link",
    habits: failure.habits ?? {},
    ...requestOf(name, failure, origins),
    token:
      failure.server === "broken"
        ? `${origins.broken}/token`
        : new URL("oauth/token", issuerOf(origins)).href,
    api: origins.api,
  };
  const body = html`
<h1>${failure.note}</h1>
<p>Status: <strong id="status">waiting</strong></p>
<div class="actions"><a class="button" id="go" href="#">Log in</a></div>
${jsonIsland("config", config)}<script src="/page.js"></script>`;
  response.set("cache-control", "no-store").send(page({ title: failure.note, body }));
}

/** The authorization request; the page adds the code challenge of the verifier that comes with it. */
function requestOf(name: FailureName, failure: Failure, origins: Origins) {
  const redirectUri = `${origins[siteOf(failure)]}/${name}/callback`;
  const [state, nonce] = [random(), random()];
  const parameters = new URLSearchParams({
    client_id: siteOf(failure),
    redirect_uri: redirectUri,
    scope: "openid profile read:contacts",
    audience: audienceOf(origins),
    state,
    nonce,
    ...(failure.by === "server" ? { code_challenge: random(), code_challenge_method: "S256" } : {}),
    ...failure.request,
  });
  if (parameters.get("response_type") === "id_token") parameters.delete("audience");
  const needsPkce = parameters.get("response_type") === "code" && !parameters.has("code_challenge");
  for (const [parameter, value] of [...parameters]) if (value === "") parameters.delete(parameter);
  const endpoint = failure.server === "broken" ? `${origins.broken}/authorize` : `${origins.login}/authorize`;
  return {
    url: `${endpoint}?${parameters}`,
    state,
    nonce,
    needsPkce,
    redirectUri,
    clientId: parameters.get("client_id") ?? "",
  };
}

const random = () => randomBytes(32).toString("base64url");
