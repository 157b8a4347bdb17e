/** Match patterns that mean every site. */
const everySite = ["<all_urls>", "*://*/*"];

/** Whether match patterns cover every http and https site. */
export function coversAllSites(patterns: readonly string[]): boolean {
  return (
    patterns.some((pattern) => everySite.includes(pattern)) ||
    (patterns.includes("http://*/*") && patterns.includes("https://*/*"))
  );
}

/**
 * Whether match patterns cover every page of a host.
 *
 * Patterns with a path or a single scheme count as not covering it.
 *
 * @param host without port, as match patterns know none
 */
export function coversHost(patterns: readonly string[], host: string): boolean {
  return (
    coversAllSites(patterns) ||
    patterns.some((pattern) => {
      const site = /^\*:\/\/(\*\.)?([^/*]+)\/\*$/.exec(pattern);
      if (!site?.[2]) return false;
      return host === site[2] || (site[1] !== undefined && host.endsWith(`.${site[2]}`));
    })
  );
}

/** The match pattern for one host, whatever its scheme and port. */
export const patternOf = (host: string): string => `*://${host}/*`;

/** Host of an http or https URL without its port; null for anything else. */
export function hostOf(url: string | null): string | null {
  if (url === null || !/^https?:/i.test(url) || !URL.canParse(url)) return null;
  return new URL(url).hostname;
}
