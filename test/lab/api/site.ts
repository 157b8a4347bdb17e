import type { RequestListener } from "node:http";
import cors from "cors";
import express, { type NextFunction, type Request, type Response } from "express";
import { auth, requiredScopes } from "express-oauth2-jwt-bearer";
import type { Log } from "../log.js";
import { audienceOf, issuerOf, type Origins } from "../origins.js";
import { authorizationScheme } from "../wire/authorization-scheme.js";

interface HttpError extends Error {
  readonly status?: number;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API: contacts, guarded by JWT access tokens of the lab's authorization server. */
export function apiSite(origins: Origins, log: Log): RequestListener {
  const contacts = [{ name: "Grace Hopper" }, { name: "Mary Somerville" }];
  const guard = auth({
    issuerBaseURL: issuerOf(origins),
    audience: audienceOf(origins),
    tokenSigningAlg: "RS256",
  });
  const site = express();
  site.disable("x-powered-by");
  // A repeated call would be answered from the cache.
  site.disable("etag");
  site.use(logCalls(origins.api, log));
  site.use(
    cors({
      origin: [origins.app, origins.web, origins.code, origins.hybrid, origins.ways, origins.failing],
      // A beacon is sent with credentials.
      credentials: true,
      allowedHeaders: ["Authorization", "Content-Type", "DPoP"],
      exposedHeaders: ["WWW-Authenticate"],
      methods: ["GET", "POST"],
      maxAge: 600,
    }),
  );
  site.get("/health", (_request, response) => {
    response.json({ status: "ok" });
  });
  site.use(express.urlencoded({ extended: false }));
  site.use(guard);
  site.get("/contacts", requiredScopes("read:contacts"), (_request, response) => {
    response.json(contacts);
  });
  site.post("/contacts", requiredScopes("write:contacts"), express.json(), (request, response) => {
    const contact = { name: String(request.body?.name ?? "") };
    contacts.push(contact);
    response.status(201).json(contact);
  });
  site.get("/events", (_request, response) => {
    response.type("text/event-stream").set("cache-control", "no-store").end(`data: ${contacts.length}\n\n`);
  });
  site.post("/visits", (_request, response) => {
    response.status(201).json({ visits: 1 });
  });
  site.post("/echo", express.text({ type: () => true }), (request, response) => {
    const { authorization: _token, ...headers } = request.headers;
    response.json({ method: request.method, headers, body: request.body ?? "" });
  });
  site.use((_request, response) => {
    response.status(404).json({ error: "not_found" });
  });
  site.use(reportError);
  return site;
}

function logCalls(origin: string, log: Log) {
  return (request: Request, response: Response, next: NextFunction) => {
    const { method, url } = request;
    const scheme = authorizationScheme(request.headers.authorization);
    if (method !== "OPTIONS")
      response.once("finish", () => {
        log.add({ type: "api-call", method, url: origin + url, scheme, status: response.statusCode });
      });
    next();
  };
}

function reportError(error: HttpError, _request: Request, response: Response, _next: NextFunction): void {
  const status = error.status ?? 500;
  if (status === 500) console.error(error);
  response
    .set(error.headers ?? {})
    .status(status)
    .json({ error: error.code ?? "error", error_description: error.message });
}
