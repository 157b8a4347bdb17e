import { randomBytes } from "node:crypto";
import express, { type Request, type Response, Router } from "express";
import type { InteractionDetails, Provider } from "oidc-provider";
import type { Origins } from "../origins.js";
import { type Accounts, DEMO_USER } from "./accounts.js";
import { clientsOf } from "./clients.js";
import { consentPage, errorPage, loginPage } from "./pages.js";

/** The prompts that the provider sends the browser to: `/u/login/…` and `/u/consent/…`. */
export function promptRoutes(provider: Provider, accounts: Accounts, origins: Origins): Router {
  const names = new Map(clientsOf(origins).map(({ client_id, client_name }) => [client_id, client_name]));
  const nameOf = ({ params }: InteractionDetails) => String(names.get(params.client_id) ?? params.client_id);

  const show = async (request: Request, response: Response) => {
    const details = await provider.interactionDetails(request, response);
    const parts = { client: nameOf(details), action: request.path };
    const markup =
      details.prompt.name === "consent"
        ? consentPage({ ...parts, scopes: scopesOf(details) })
        : loginPage({ ...parts, email: textOf(details.params.login_hint) });
    response.set("cache-control", "no-store").send(markup);
  };

  const logIn = async (request: Request, response: Response) => {
    const details = await provider.interactionDetails(request, response);
    const email = textOf(request.body?.username);
    if (!email.includes("@") || textOf(request.body?.password) === "") {
      const problem = "Enter an e-mail address and a password.";
      const markup = loginPage({ client: nameOf(details), action: request.path, email, problem });
      response.status(400).send(markup);
      return;
    }
    const { accountId } = accounts.logIn(email);
    await provider.interactionFinished(request, response, { login: { accountId } });
  };

  // Another server's login within this one, of which this server is the client.
  const elsewhere = new Map<string, string>();
  const leave = (request: Request, response: Response) => {
    const state = randomBytes(16).toString("base64url");
    elsewhere.set(state, textOf(request.params.uid));
    const target = new URL("/authorize", origins.idp);
    target.search = new URLSearchParams({
      response_type: "code",
      client_id: "login",
      redirect_uri: `${origins.login}/u/federated/callback`,
      scope: "openid",
      prompt: "login",
      state,
    }).toString();
    response.redirect(target.href);
  };
  // The prompt's cookie is sent to the prompt's own path only.
  const comeBack = (request: Request, response: Response) => {
    const uid = elsewhere.get(textOf(request.query.state));
    if (uid === undefined || textOf(request.query.code) === "") response.status(400).end();
    else response.redirect(`/u/login/${uid}/finish`);
  };
  const finish = async (request: Request, response: Response) => {
    if (![...elsewhere.values()].includes(textOf(request.params.uid))) {
      response.status(400).end();
      return;
    }
    const { accountId } = accounts.logIn(DEMO_USER.email);
    await provider.interactionFinished(request, response, { login: { accountId } });
  };

  const consent = async (request: Request, response: Response) => {
    const details = await provider.interactionDetails(request, response);
    const result =
      request.body?.decision === "allow"
        ? await grantFor(provider, details)
        : { error: "access_denied", error_description: "the user did not allow it" };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  };

  const unframed = (_request: Request, response: Response, next: () => void) => {
    response.set({ "content-security-policy": "frame-ancestors 'none'", "x-frame-options": "DENY" });
    next();
  };

  const router = Router();
  router.use("/u", unframed);
  const form = express.urlencoded({ extended: false });
  router.get(["/u/login/:uid", "/u/consent/:uid"], show);
  router.get("/u/login/:uid/elsewhere", leave);
  router.get("/u/federated/callback", comeBack);
  router.get("/u/login/:uid/finish", finish);
  router.post("/u/login/:uid", form, logIn);
  router.post("/u/consent/:uid", form, consent);
  router.use("/u", (error: Error, _request: Request, response: Response, next: () => void) => {
    if (error.name !== "SessionNotFound") return next();
    response
      .status(400)
      .send(errorPage("invalid_request", "This prompt has expired. Start again at the client."));
  });
  return router;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The scopes still to be granted, or all that were asked for where the prompt was asked for itself. */
function scopesOf({ prompt, params }: InteractionDetails): readonly string[] {
  const { missingOIDCScope = [], missingResourceScopes = {} } = prompt.details;
  const missing = [...missingOIDCScope, ...Object.values(missingResourceScopes).flat()];
  return missing.length > 0 ? missing : textOf(params.scope).split(" ").filter(Boolean);
}

async function grantFor(provider: Provider, details: InteractionDetails) {
  const { grantId, session, params, prompt } = details;
  const existing = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant =
    existing ??
    new provider.Grant({ accountId: session?.accountId ?? "", clientId: String(params.client_id) });
  const { missingOIDCScope, missingOIDCClaims, missingResourceScopes = {} } = prompt.details;
  if (missingOIDCScope !== undefined) grant.addOIDCScope(missingOIDCScope.join(" "));
  if (missingOIDCClaims !== undefined) grant.addOIDCClaims(missingOIDCClaims);
  for (const [resource, scopes] of Object.entries(missingResourceScopes))
    grant.addResourceScope(resource, scopes.join(" "));
  return { consent: { grantId: await grant.save() } };
}
