import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import type { ConfigParams } from "express-openid-connect";
import { auth } from "./express-openid-connect.js";
import { quietly } from "./quietly.js";

/**
 * express-openid-connect as the lab's server-side clients use it.
 *
 * The transaction cookie is `SameSite=None` and so "Secure", since the answer is posted from another site.
 * Browsers take such a cookie over http from `localhost` names, so the package's warning of it is moot.
 */
export function serverSideLogin(config: ConfigParams): RequestHandler {
  return quietly(() =>
    auth({
      secret: randomBytes(32).toString("base64url"),
      authRequired: false,
      idpLogout: true,
      transactionCookie: { sameSite: "None" },
      enableTelemetry: false,
      ...config,
    }),
  );
}
