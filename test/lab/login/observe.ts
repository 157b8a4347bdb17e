import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log, Parameters } from "../log.js";
import { parseForm, readPage, readRedirect } from "../wire/authorization-response.js";
import { authorizationScheme } from "../wire/authorization-scheme.js";
import { observeExchange, type SentResponse } from "../wire/observe-exchange.js";
import { PATHS } from "./paths.js";

/** Logs what one request to the authorization server and its response say on the wire. */
export function observeLogin(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  log: Log,
): void {
  const url = new URL(request.url ?? "/", origin);
  const method = request.method ?? "GET";
  const scheme = authorizationScheme(request.headers.authorization);
  const query = parseForm(url.search);
  let parameters: Parameters = query;

  const received = (body: string) => {
    parameters = method === "POST" ? parseForm(body) : query;
    if (url.pathname === PATHS.authorization) {
      const endpoint = url.origin + url.pathname;
      const clientId = first(parameters, "client_id");
      const redirectUri = first(parameters, "redirect_uri");
      log.add({ type: "authorization-request", method, endpoint, parameters, clientId, redirectUri });
    } else if (url.pathname === PATHS.token && method === "POST") {
      log.add({ type: "token-request", parameters, scheme, dpop: request.headers.dpop !== undefined });
    } else if (url.pathname === PATHS.jwks) {
      log.add({ type: "key-set-request", method, url: url.href, headers: request.headers });
    } else if (url.pathname === PATHS.end_session) {
      log.add({ type: "logout", parameters });
    }
  };

  const sent = (answer: SentResponse) => {
    const { status, body } = answer;
    if (method === "OPTIONS") return;
    if (isAuthorization(url.pathname)) logAuthorizationAnswer(answer, origin, log);
    else if (url.pathname === PATHS.token) log.add({ type: "token-response", status, body });
    else if (url.pathname === PATHS.userinfo) log.add({ type: "userinfo", method, scheme, status });
    else if (url.pathname === PATHS.pushed_authorization_request)
      log.add({ type: "pushed-authorization-request", parameters, status, body });
  };

  observeExchange(request, response, { received, sent });
}

function isAuthorization(path: string): boolean {
  return path === PATHS.authorization || path.startsWith(`${PATHS.authorization}/`);
}

function logAuthorizationAnswer({ location, body }: SentResponse, origin: string, log: Log): void {
  if (location !== null) {
    const target = new URL(location, origin);
    const prompt = /^\/u\/(login|consent)\//.exec(target.pathname)?.[1];
    if (target.origin !== origin) log.add({ type: "authorization-response", ...readRedirect(location) });
    else if (prompt === "login" || prompt === "consent") log.add({ type: "prompt", prompt });
    return;
  }
  const response = readPage(body);
  if (response !== null && new URL(response.redirectUri).origin !== origin)
    log.add({ type: "authorization-response", ...response });
}

function first(parameters: Parameters, name: string): string | null {
  return parameters.find(([key]) => key === name)?.[1] ?? null;
}
