import type { RequestListener, ServerResponse } from "node:http";
import express, { type NextFunction, type Request, type Response } from "express";
import { commitFaults } from "../faults/commit.js";
import type { FaultSwitch } from "../faults/faults.js";
import type { Log } from "../log.js";
import type { Origins } from "../origins.js";
import { Accounts } from "./accounts.js";
import { CLIENT_SECRET } from "./clients.js";
import { makeKeys } from "./keys.js";
import { observeLogin } from "./observe.js";
import { PATHS } from "./paths.js";
import { promptRoutes } from "./prompts.js";
import { makeProvider } from "./provider.js";

/** The authorization server with its prompts, observed by the log. */
export async function loginSite(origins: Origins, log: Log, faults: FaultSwitch): Promise<RequestListener> {
  const accounts = new Accounts();
  const keys = await makeKeys();
  const provider = makeProvider(origins, keys.signing, accounts);
  commitFaults(provider, faults, keys, CLIENT_SECRET);
  const site = express();
  site.disable("x-powered-by");
  site.use(promptRoutes(provider, accounts, origins));
  site.get(PATHS.end_session, acceptReturnTo);
  site.use(provider.callback());
  return (request, response) => {
    secureCookies(response);
    observeLogin(request, response, origins.login, log);
    site(request, response);
  };
}

/** Takes Auth0's `returnTo` for the standard `post_logout_redirect_uri`. */
function acceptReturnTo(request: Request, _response: Response, next: NextFunction): void {
  const url = new URL(request.url, "http://localhost");
  const returnTo = url.searchParams.get("returnTo");
  if (returnTo !== null && !url.searchParams.has("post_logout_redirect_uri")) {
    url.searchParams.set("post_logout_redirect_uri", returnTo);
    request.url = url.pathname + url.search;
  }
  next();
}

/**
 * Adds "Secure" to the cookies that say `SameSite=None`, without which browsers drop them.
 *
 * Browsers take such cookies over http from `localhost` names; the provider would set them over https only.
 */
function secureCookies(response: ServerResponse): void {
  const { writeHead } = response;
  response.writeHead = function (this: ServerResponse, ...values: unknown[]) {
    const cookies = [response.getHeader("set-cookie") ?? []].flat().map(String);
    const secured = cookies.map((cookie) =>
      /; *samesite=none/i.test(cookie) ? `${cookie}; secure` : cookie,
    );
    if (secured.length > 0) response.setHeader("set-cookie", secured);
    return Reflect.apply(writeHead, this, values) as ServerResponse;
  } as typeof response.writeHead;
}
