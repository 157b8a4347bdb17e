import { originOf, pathOf, splitUrl } from "./parameter.js";
import { isLoopback } from "./reach.js";
import { type Found, type ServerKnowledge, type ServerMetadata, whyUnknown } from "./server-knowledge.js";

/** A place at which a server may publish its metadata. */
export interface WellKnown extends Found {
  readonly url: string;
}

/** Most places that are tried for one server. */
const mostTried = 12;

/**
 * Where the metadata of an authorization server may be, the likeliest place first, all at the origin of its endpoint.
 *
 * Issuers that responses and tokens name come first, those of another origin left out; then what the endpoint's path
 * suggests: no path, and each beginning of it, the longest first.
 *
 * @param named issuers as responses and tokens name them
 */
export function wellKnownOf(endpoint: string, named: readonly string[]): readonly WellKnown[] {
  const origin = originOf(endpoint);
  if (origin === null) return [];
  const own = named.filter((issuer) => originOf(issuer) === origin);
  const guessed = [origin, ...prefixesOf(pathOf(endpoint)).map((prefix) => origin + prefix)];
  const places = [...new Set(own)].flatMap((issuer) => wellKnownOfIssuer(issuer, "named"));
  const guesses = guessed.flatMap((issuer) => wellKnownOfIssuer(issuer, "guessed").slice(0, 2));
  const urls = new Set<string>();
  return [...places, ...guesses].filter(({ url }) => !urls.has(url) && urls.add(url)).slice(0, mostTried);
}

/**
 * Where an issuer publishes its metadata: by OpenID Connect Discovery, and by RFC 8414 with either suffix.
 *
 * @see OpenID Connect Discovery 1.0, section 4.1; RFC 8414, sections 3.1 and 5
 */
export function wellKnownOfIssuer(issuer: string, how: Found["how"]): readonly WellKnown[] {
  const origin = originOf(issuer);
  if (origin === null) return [];
  const path = withoutSlashesAtEnd(pathOf(issuer));
  const urls = [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
    ...(path === "" ? [] : [`${origin}/.well-known/openid-configuration${path}`]),
  ];
  return urls.map((url) => ({ issuer, how, url }));
}

function withoutSlashesAtEnd(path: string): string {
  let end = path.length;
  while (path[end - 1] === "/") end -= 1;
  return path.slice(0, end);
}

/**
 * Beginnings of a path, the longest first, without its last segment; also without a segment `oauth2` in the middle. Of a path
 * of very many segments only the longest, as more are not tried.
 */
function prefixesOf(path: string): readonly string[] {
  const segments = path.split("/").filter((segment) => segment !== "");
  const lengths = segments.map((_, index) => index).slice(1);
  return lengths
    .slice(-mostTried)
    .reverse()
    .map((length) => `/${segments.slice(0, length).join("/")}`)
    .flatMap((prefix) => [...new Set([prefix.replace(/\/oauth2(?=\/.)/, ""), prefix])]);
}

/** Whether a URL is one at which an issuer publishes its metadata. */
export const isPublishedAt = (issuer: string, url: string): boolean =>
  wellKnownOfIssuer(issuer, "named").some((place) => place.url === url);

/** A member that is text; null for anything else. */
export function textOf(metadata: ServerMetadata | null, name: string): string | null {
  const member = metadata?.[name];
  return typeof member === "string" && member !== "" ? member : null;
}

/** Members of a list that are text; none for anything else. */
export function listOf(metadata: ServerMetadata | null, name: string): readonly string[] {
  const list = metadata?.[name];
  return Array.isArray(list) ? list.filter((member) => typeof member === "string") : [];
}

/** Whether metadata list a URL as that endpoint, whatever query either bears. */
export function listsEndpoint(metadata: ServerMetadata, name: string, url: string): boolean {
  const listed = textOf(metadata, name);
  return listed !== null && normalised(listed) === normalised(url);
}

/** Whether a URL has the usual path of a UserInfo endpoint, of which no metadata are needed to know. */
export const isUserInfoPath = (url: string): boolean => /\/userinfo\/?$/i.test(pathOf(url));

export type ExpectedIssuer =
  | { readonly state: "known"; readonly issuer: string }
  /** `reason`: one plain line. */
  | { readonly state: "unknown"; readonly reason: string };

/**
 * The issuer that a login has to do with: that of the metadata which list the authorization endpoint it used.
 *
 * Metadata that were asked for by an issuer's name and name another must not be used (OpenID Connect Discovery 1.0, section 4.3).
 *
 * @param endpoint authorization endpoint; null where it was not visible
 */
export function expectedIssuer(
  { metadata, found }: Pick<ServerKnowledge, "metadata" | "found">,
  endpoint: string | null,
): ExpectedIssuer {
  const unknown = (reason: string) => ({ state: "unknown", reason }) as const;
  if (metadata.state !== "known") return unknown(whyUnknown(metadata) ?? "");
  if (endpoint === null) return unknown("The authorization endpoint was not visible.");
  if (!listsEndpoint(metadata.value, "authorization_endpoint", endpoint)) {
    return unknown("The metadata that were found list another authorization endpoint.");
  }
  const issuer = textOf(metadata.value, "issuer");
  if (issuer === null) return unknown("The server's metadata name no issuer.");
  const isAskedFor = found !== undefined && found.how !== "guessed";
  return isAskedFor && !isTenantIssuer(issuer) && !isPublishedAt(issuer, metadata.url)
    ? unknown("The metadata that were found name an issuer that does not publish there.")
    : { state: "known", issuer };
}

/**
 * The issuer as it has to stand in a token of one tenant, where metadata for all tenants have a placeholder for it.
 *
 * @param tenant `tid` of the token
 */
export const issuerOfTenant = (issuer: string, tenant: unknown): string =>
  typeof tenant === "string" ? issuer.replace(/\{tenant_?id\}/i, () => tenant) : issuer;

/**
 * Whether text is an issuer identifier: an https URL without query and fragment. On this very machine http is taken too.
 *
 * @see RFC 8414, section 2; OpenID Connect Core 1.0, section 2 (`iss`)
 */
export function isIssuerUrl(text: string): boolean {
  if (!URL.canParse(text) || /[?#]/.test(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

const normalised = (url: string): string => {
  const { base } = splitUrl(url);
  return URL.canParse(base) ? new URL(base).href : base;
};

/** Whether an issuer of metadata stands for those of all tenants, by a placeholder. */
export const isTenantIssuer = (issuer: string): boolean => /\{tenant_?id\}/i.test(issuer);
