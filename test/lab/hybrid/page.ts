import { base64url, createRemoteJWKSet, type JWTPayload, jwtVerify } from "jose";
import { enable, onClick, readConfig, show, showFailure, showResponse } from "../shared/in-page.js";
import type { HybridConfig } from "./config.js";

const config = readConfig<HybridConfig>();
const redirectUri = `${location.origin}/callback`;
const STORE = "hybrid-login";

interface Transaction {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

interface TokenResponse {
  readonly access_token: string;
  readonly error?: string;
  readonly error_description?: string;
}

let accessToken = "";

function random(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(32)));
}

async function sha256(ascii: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(ascii)));
}

async function logIn(): Promise<void> {
  const transaction: Transaction = { state: random(), nonce: random(), verifier: random() };
  sessionStorage.setItem(STORE, JSON.stringify(transaction));
  const request = new URL("authorize", config.issuer);
  request.search = new URLSearchParams({
    response_type: "code id_token",
    client_id: config.clientId,
    redirect_uri: redirectUri,
    scope: "openid profile email read:contacts",
    audience: config.audience,
    state: transaction.state,
    nonce: transaction.nonce,
    code_challenge: base64url.encode(await sha256(transaction.verifier)),
    code_challenge_method: "S256",
  }).toString();
  location.assign(request);
}

async function finishLogin(fragment: string): Promise<void> {
  const stored = sessionStorage.getItem(STORE);
  sessionStorage.removeItem(STORE);
  if (stored === null) throw new Error("no login was started here");
  const { state, nonce, verifier } = JSON.parse(stored) as Transaction;
  const response = new URLSearchParams(fragment);
  if (response.get("state") !== state) throw new Error("the state is not the one sent");
  const error = response.get("error");
  if (error !== null) throw { error, errorDescription: response.get("error_description") ?? "" };

  const code = response.get("code") ?? "";
  const claims = await verifyIdToken(response.get("id_token") ?? "", nonce);
  const half = (await sha256(code)).slice(0, 16);
  if (claims.c_hash !== base64url.encode(half)) throw new Error("the c_hash is not that of the code");

  accessToken = (await redeem(code, verifier)).access_token;
  show("profile", claims);
  show("status", "logged in");
  enable(["call-api"], true);
}

/** OpenID Connect Core 1.0, section 3.3.2.12. */
async function verifyIdToken(idToken: string, nonce: string): Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL(".well-known/jwks.json", config.issuer));
  const { payload } = await jwtVerify(idToken, keys, {
    issuer: config.issuer,
    audience: config.clientId,
    algorithms: ["RS256"],
    clockTolerance: 5,
  });
  if (payload.nonce !== nonce) throw new Error("the nonce is not the one sent");
  return payload;
}

async function redeem(code: string, verifier: string): Promise<TokenResponse> {
  const response = await fetch(new URL("oauth/token", config.issuer), {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: config.clientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    }),
  });
  const tokens = (await response.json()) as TokenResponse;
  if (!response.ok) throw { error: tokens.error, errorDescription: tokens.error_description };
  return tokens;
}

onClick("login", logIn);
onClick("call-api", async () => {
  const headers = { Authorization: `Bearer ${accessToken}` };
  await showResponse(await fetch(`${config.api}/contacts`, { headers }));
});
onClick("logout", () => {
  const request = new URL("v2/logout", config.issuer);
  request.search = new URLSearchParams({
    client_id: config.clientId,
    returnTo: `${location.origin}/`,
  }).toString();
  location.assign(request);
});

show("status", "logged out");
if (location.pathname === "/callback") {
  const fragment = location.hash.slice(1);
  history.replaceState(null, "", "/");
  finishLogin(fragment).catch(showFailure);
}
