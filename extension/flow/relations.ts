import type { Login, Relations } from "./login.js";

/**
 * How logins hang together: which one silently renews which, and which took place inside another's prompt.
 *
 * @param logins in any order
 */
export function relationsOf(logins: readonly Login[]): ReadonlyMap<string, Relations> {
  /** Of each client at its server, and of each of its tabs: the newest login so far that is no silent renewal. */
  const newest = new Map<string, string>();
  /** By tab and server, oldest first: the logins so far that another may take place in. */
  const outer = new Map<string, Login[]>();
  const relations = logins
    .toSorted((a, b) => b.startedAt - a.startedAt)
    .reverse()
    .map((login): [string, Relations] => {
      const { id, client, server, request, tabId } = login;
      const party = JSON.stringify([client.id, server.origin]);
      const isSilent = request?.prompt.includes("none") ?? false;
      const renews = isSilent ? (newest.get(`${tabId} ${party}`) ?? newest.get(party) ?? null) : null;
      const around = client.origin === null ? [] : (outer.get(`${tabId} ${client.origin}`) ?? []);
      const nestedIn =
        around.findLast((other) => isUnderWay(other, request?.at ?? login.startedAt))?.id ?? null;
      if (request !== null && !isSilent) newest.set(`${tabId} ${party}`, id).set(party, id);
      if (request !== null && server.origin !== null) {
        const place = `${tabId} ${server.origin}`;
        const some = outer.get(place);
        if (some) some.push(login);
        else outer.set(place, [login]);
      }
      return [id, { renews, nestedIn }];
    });
  return new Map(relations.reverse());
}

const isUnderWay = ({ request, endedAt }: Login, at: number): boolean =>
  request !== null && request.at < at && at < (endedAt ?? Number.POSITIVE_INFINITY);
