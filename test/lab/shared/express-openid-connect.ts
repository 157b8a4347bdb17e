import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** express-openid-connect, a CommonJS package whose exports Node.js cannot name. */
export const { auth, requiresAuth } =
  require("express-openid-connect") as typeof import("express-openid-connect");
