/** Sites of the lab, one a virtual host below `localhost`. */
export const SITES = [
  "home",
  "login",
  "idp",
  "app",
  "web",
  "code",
  "hybrid",
  "ways",
  "failing",
  "www.failing",
  "broken",
  "api",
  "tracker",
  "busy",
] as const;

export type Site = (typeof SITES)[number];

/** Origin of every site, without a trailing slash: `http://app.localhost:PORT`. */
export type Origins = Readonly<Record<Site, string>>;

/** Gives the origins of all sites for one TCP port. */
export function originsOn(port: number): Origins {
  return Object.fromEntries(SITES.map((site) => [site, `http://${site}.localhost:${port}`])) as Origins;
}

/** The issuer identifier, with the trailing slash that Auth0's clients expect. */
export function issuerOf(origins: Origins): string {
  return `${origins.login}/`;
}

/** The audience of the API's access tokens, which is also its resource indicator (RFC 8707). */
export function audienceOf(origins: Origins): string {
  return origins.api;
}
