/** Paths of the redirect URIs, each of which receives a response in its own way; see `landingRoutes`. */
export const LANDINGS = [
  "/callback",
  "/callback/popup",
  "/callback/frame",
  "/callback/hop",
  "/callback/at-once",
  "/callback/repost",
  "/callback/router",
  "/callback/local-storage",
  "/callback/session-storage",
  "/callback/cookie",
  "/callback/leaky",
  "/callback/tracked",
  "/callback/watched",
] as const;

export type Landing = (typeof LANDINGS)[number];

/** Redirect URI of a native app (RFC 8252, section 7.1); no browser can go there. */
export const NATIVE_REDIRECT_URI = "com.example.app:/callback";
