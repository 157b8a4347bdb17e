import { isLoopback } from "../oauth/reach.js";

/** Host name of a URL, in lower case and without port; empty where it has none. */
export const hostNameOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : "");

/** Whether a URL goes over plain HTTP to another machine. */
export const isPlainHttp = (url: string): boolean => /^http:/i.test(url) && !isLoopback(hostNameOf(url));

/** Second-level names under which countries register domains: `co.uk`, `com.au`. */
const registries = /^(?:ac|co|com|edu|go|gob|gouv|gov|ne|net|or|org)\.[a-z]{2}$/;

/**
 * The registrable domain of a host: an IP address or a single name as it is, else its last two names, or three under
 * registries such as `co.uk`.
 *
 * A short guess, without the Public Suffix List: what is registered under the suffix of a hosting service, such as
 * `github.io`, counts as one site here.
 */
export function siteOf(host: string): string {
  if (/[\d.\]]$/.test(host)) return host;
  const names = host.toLowerCase().split(".");
  const suffix = names.slice(-2).join(".");
  return names.slice(registries.test(suffix) ? -3 : -2).join(".");
}

/** Whether two URLs belong to one site, whatever scheme and port; false where either has no host. */
export function isSameSite(a: string | null, b: string | null): boolean {
  const [first, second] = [a, b].map((url) => siteOf(hostNameOf(url ?? "")));
  return first !== "" && first === second;
}
