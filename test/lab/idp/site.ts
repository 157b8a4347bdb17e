import { randomBytes } from "node:crypto";
import type { RequestListener } from "node:http";
import express, { type Response } from "express";
import type { Log, Parameters, WireResponseMode } from "../log.js";
import type { Origins } from "../origins.js";
import { Html, html, jsonIsland } from "../shared/html.js";
import { page } from "../shared/page.js";
import { parseForm } from "../wire/authorization-response.js";

const modes = [
  "query",
  "fragment",
  "form_post",
  "web_message",
] as const satisfies readonly WireResponseMode[];

/** An answer that is ready to go. */
interface Answer {
  readonly mode: (typeof modes)[number];
  readonly redirectUri: string;
  readonly parameters: Parameters;
  /** How it goes: by a redirect of this status, or by a page that moves on. */
  readonly by: string;
}

/**
 * A second, small authorization server: takes any client, checks nothing, and answers as the request's `answer` says.
 *
 * Its codes and tokens are random and open nothing. `/login/oauth/authorize` knows no `response_type`.
 */
export function idpSite(origins: Origins, log: Log): RequestListener {
  const waiting = new Map<string, Answer>();
  const site = express();
  site.disable("x-powered-by");
  site.get(["/authorize", "/login/oauth/authorize"], ({ path, url }, response) => {
    const parameters = parseForm(new URL(url, origins.idp).search);
    const value = (wanted: string) => parameters.find(([name]) => name === wanted)?.[1] ?? null;
    log.add({
      type: "authorization-request",
      method: "GET",
      endpoint: origins.idp + path,
      parameters,
      clientId: value("client_id"),
      redirectUri: value("redirect_uri"),
    });
    const answer = answerTo(value);
    response.set("cache-control", "no-store");
    if (value("prompt") === "login") {
      const id = random();
      waiting.set(id, answer);
      response.send(promptPage(id));
      log.add({ type: "prompt", prompt: "login" });
    } else give(answer, response);
  });
  site.get("/check_session", (_request, response) => {
    response.send(
      page({
        title: "Session",
        body: html`<script>addEventListener("message", ({ origin, source }) => source.postMessage("unchanged", origin));</script>`,
      }),
    );
  });
  site.post("/answer/:id", ({ params }, response) => {
    const answer = waiting.get(params.id);
    waiting.delete(params.id);
    if (answer) give(answer, response);
    else response.status(400).end();
  });
  return site;

  function give(answer: Answer, response: Response): void {
    const { mode, redirectUri, parameters } = answer;
    log.add({ type: "authorization-response", mode, redirectUri, parameters });
    send(answer, response);
  }
}

function answerTo(value: (name: string) => string | null): Answer {
  const types = (value("response_type") ?? "code").split(" ");
  const parameters: (readonly [string, string])[] = [];
  if (types.includes("code")) parameters.push(["code", random()]);
  if (types.includes("token")) {
    parameters.push(["access_token", random()], ["token_type", "Bearer"], ["expires_in", "3600"]);
  }
  const state = value("state");
  if (state !== null) parameters.push(["state", state]);
  // More than Firefox hands over of a form.
  if (value("answer") === "large") parameters.push(["session_state", "x".repeat(1_200_000)]);
  const usual = types.includes("token") ? "fragment" : "query";
  const asked = value("response_mode");
  return {
    mode: modes.find((mode) => mode === asked) ?? usual,
    redirectUri: value("redirect_uri") ?? "",
    parameters,
    by: value("answer") ?? "302",
  };
}

function send({ mode, redirectUri, parameters, by }: Answer, response: Response): void {
  if (mode === "form_post") {
    response.send(postingPage(redirectUri, parameters));
    return;
  }
  if (mode === "web_message") {
    response.send(tellingPage(parameters));
    return;
  }
  const target = targetOf(redirectUri, mode, new URLSearchParams([...parameters.map((pair) => [...pair])]));
  const script = leaving[by];
  if (script) response.send(leavingPage(target, script));
  else if (by === "meta") response.send(refreshingPage(target));
  else response.redirect(Number(by), target);
}

/** A hash router has its route in the fragment already, and the response becomes that route's query, or the route. */
function targetOf(redirectUri: string, mode: "query" | "fragment", parameters: URLSearchParams): string {
  if (mode === "query") return `${redirectUri}?${parameters}`;
  if (!redirectUri.includes("#")) return `${redirectUri}#${parameters}`;
  return redirectUri.endsWith("/") ? `${redirectUri}${parameters}` : `${redirectUri}?${parameters}`;
}

function promptPage(id: string): string {
  const body = html`
<h1>Who are you?</h1>
<form method="post" action="/answer/${id}"><div class="actions"><button id="continue">Go on as Ada</button></div></form>`;
  return page({ title: "Who are you?", body, narrow: true });
}

function postingPage(action: string, parameters: Parameters): string {
  const fields = parameters.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const body = html`
<form method="post" action="${action}">${fields}</form>
<script>document.forms[0].submit();</script>`;
  return page({ title: "Going on", body, narrow: true });
}

/** Tells whoever opened it, which is the fault of this server. */
function tellingPage(parameters: Parameters): string {
  const message = { type: "authorization_response", response: Object.fromEntries(parameters) };
  const body = html`${jsonIsland("message", message)}
<script>(opener ?? parent).postMessage(JSON.parse(document.getElementById("message").textContent), "*");</script>`;
  return page({ title: "Going on", body, narrow: true });
}

const target = 'JSON.parse(document.getElementById("target").textContent)';

/** Scripts of pages that move on; the second takes along the page that opened it. */
const leaving: Readonly<Record<string, Html>> = {
  script: new Html(`<script>location.replace(${target});</script>`),
  opener: new Html(`<script>opener.location.replace(${target}); close();</script>`),
};

function leavingPage(to: string, script: Html): string {
  return page({ title: "Going on", body: html`${jsonIsland("target", to)}${script}`, narrow: true });
}

function refreshingPage(target: string): string {
  const head = html`<meta http-equiv="refresh" content="0; url=${target}">`;
  return page({ title: "Going on", head, body: html`<p>Going on …</p>`, narrow: true });
}

const random = () => randomBytes(24).toString("base64url");
