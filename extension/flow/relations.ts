import type { Login, Relations } from "./login.js";

/**
 * How logins hang together: which one silently renews which, and which took place inside another's prompt.
 *
 * @param logins in any order
 */
export function relationsOf(logins: readonly Login[]): ReadonlyMap<string, Relations> {
  const byTime = [...logins].sort((a, b) => b.startedAt - a.startedAt);
  return new Map(
    byTime.map((login, index) => {
      const earlier = byTime.slice(index + 1);
      return [login.id, { renews: renewedBy(login, earlier), nestedIn: outerOf(login, earlier) }];
    }),
  );
}

/** The newest earlier login of the same client at the same server that a request with `prompt=none` renews. */
function renewedBy(login: Login, earlier: readonly Login[]): string | null {
  if (!login.request?.prompt.includes("none")) return null;
  const same = earlier.filter(
    ({ client, server, request }) =>
      request !== null &&
      !request.prompt.includes("none") &&
      client.id === login.client.id &&
      server.origin === login.server.origin,
  );
  return (same.find(({ tabId }) => tabId === login.tabId) ?? same[0])?.id ?? null;
}

/** The login that was under way in the same tab, at the server that is the client of this one. */
function outerOf(login: Login, earlier: readonly Login[]): string | null {
  const start = login.request?.at ?? login.startedAt;
  const outer = earlier.find(
    ({ tabId, request, endedAt, server }) =>
      tabId === login.tabId &&
      request !== null &&
      request.at < start &&
      start < (endedAt ?? Number.POSITIVE_INFINITY) &&
      server.origin !== null &&
      server.origin === login.client.origin,
  );
  return outer?.id ?? null;
}
