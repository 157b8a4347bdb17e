import { randomBytes } from "node:crypto";
import type { RequestListener } from "node:http";
import cors from "cors";
import express, { type Response } from "express";
import { generateKeyPair, SignJWT } from "jose";
import type { Origins } from "../origins.js";
import { html } from "../shared/html.js";
import { page } from "../shared/page.js";

/** By how much the server's clock is wrong where it is told to be, ms. */
const AHEAD_MS = 10 * 60_000;

/**
 * An authorization server that fails as the request's `fail` says, by default with the error of that name.
 *
 * Its codes and access tokens are random and open nothing; its ID Tokens are signed with a key that nobody knows.
 */
export async function brokenSite(origins: Origins): Promise<RequestListener> {
  const { privateKey } = await generateKeyPair("RS256");
  const waiting = new Map<string, Record<string, string>>();
  const site = express();
  site.disable("x-powered-by");
  site.get("/authorize", async ({ query }, response) => {
    response.set("cache-control", "no-store");
    const { fail = "", ...asked } = query as Record<string, string>;
    const ways: Readonly<Record<string, () => unknown>> = {
      "x-frame-options": () => prompt(response.set("x-frame-options", "DENY")),
      "frame-ancestors": () => prompt(response.set("content-security-policy", "frame-ancestors 'self'")),
      mail: () => {
        const id = random();
        waiting.set(id, asked);
        const body = html`
<h1>You have mail</h1>
<div class="actions"><a class="button" id="mail" href="/mail/${id}" target="_blank" rel="noopener">Confirm</a></div>`;
        response.send(page({ title: "You have mail", body, narrow: true }));
      },
      clock: async () => {
        const now = Date.now() + AHEAD_MS;
        response.set("date", new Date(now).toUTCString());
        answer(response, asked, { id_token: await idTokenAt(now, asked) });
      },
      state: () =>
        answer(response, { ...asked, state: random() }, { access_token: random(), token_type: "Bearer" }),
      late: () => answer(response, asked, { code: random() }),
    };
    const way = ways[fail];
    if (way) await way();
    else answer(response, asked, { error: fail });
  });
  site.get("/mail/:id", async ({ params }, response) => {
    const asked = waiting.get(params.id) ?? {};
    answer(response, asked, { id_token: await idTokenAt(Date.now(), asked) });
  });
  site.use(cors({ origin: [origins.failing] }));
  site.post("/token", (_request, response) => {
    response
      .status(400)
      .json({ error: "invalid_grant", error_description: "The authorization code has expired." });
  });
  return site;

  /** An ID Token that is issued at a moment, ms since the epoch. */
  function idTokenAt(at: number, { nonce, client_id = "" }: Record<string, string>): Promise<string> {
    return new SignJWT({ nonce })
      .setProtectedHeader({ alg: "RS256", kid: "made-up" })
      .setIssuer(origins.broken)
      .setSubject("ada")
      .setAudience(client_id)
      .setIssuedAt(Math.floor(at / 1000))
      .setExpirationTime(Math.floor(at / 1000) + 600)
      .sign(privateKey);
  }
}

const random = () => randomBytes(32).toString("base64url");

const prompt = (response: Response): Response =>
  response.send(page({ title: "Log in", body: html`<h1>Log in</h1>`, narrow: true }));

/** Sends a response by redirect: a code and errors of its flow in the query, all else in the fragment. */
function answer(
  response: Response,
  { redirect_uri = "", state = "", response_type }: Record<string, string>,
  parameters: Readonly<Record<string, string>>,
): void {
  const separator = response_type === "code" ? "?" : "#";
  response.redirect(`${redirect_uri}${separator}${new URLSearchParams({ ...parameters, state })}`);
}
