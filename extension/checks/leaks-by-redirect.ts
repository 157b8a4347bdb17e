import { callbackDocument } from "../flow/documents.js";
import type { Login } from "../flow/login.js";
import { originOf, parametersOf, splitUrl } from "../oauth/parameter.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { decodingsOf } from "./decodings.js";
import { type Fault, firedBy } from "./faults.js";
import { deliveries } from "./front-channel.js";
import { isSameSite } from "./sites.js";
import { notApplicable, silent, undetermined } from "./verdict.js";

/** Shorter values occur by chance. */
const shortest = 16;

/** One step of the browser from the client's site to another. */
interface Hop {
  readonly at: number;
  readonly from: string;
  readonly to: string;
}

/**
 * @severity high if a credential travelled along, also in a fragment that the browser attached anew; medium otherwise
 * @fires The client's site sends the browser to another site, to an address that a parameter of the URL there, such as
 *   `target_link_uri`, or the `state` holds; or a redirect without a fragment of its own leads to another site with the
 *   credential's fragment still attached.
 * @silent Targets on the client's or the server's site. A list of allowed targets cannot be seen.
 */
export const openRedirectCallback: Check = {
  id: "open-redirect-callback",
  title: "The callback or login entry forwards the browser to an address taken from the URL.",
  citations: cited("RFC 9700 §2.1, §4.1.2, §4.1.3, §4.11.1; RFC 6749 §10.15; OIDC Core §4; RFC 6819 §4.1.5"),
  remedy: "Redirect only to stored or allow-listed targets and end fragments with #_ on redirects.",
  evaluate: ({ login }) => {
    const callback = callbackDocument(login);
    const credentials = login.response
      ? deliveries(login.response, ["access_token", "id_token", "refresh_token", "code"])
      : [];
    const faults = hopsOf(login).flatMap(({ from, to }): Fault[] => {
      const travelled = credentials.filter(({ value }) => value.length >= shortest && to.includes(value));
      const source = sourceOf(to, from, login);
      if (source === null && travelled.length === 0) return [];
      return [
        {
          severity: travelled.length > 0 ? "high" : "medium",
          seen: [
            ["from", splitUrl(from).base],
            ["to", originOf(to) ?? splitUrl(to).base],
            ["address taken from", source ?? "no parameter that was seen"],
            ["credentials that travelled along", travelled.map(({ name }) => name).join(", ") || "none"],
          ],
        },
      ];
    });
    if (login.response === null)
      return firedBy(faults, undetermined("No authorization response was visible."));
    if (callback === null) return firedBy(faults, notApplicable);
    const isSeen = callback.exchanges.length > 0 || callback.leftAt !== null;
    return firedBy(faults, isSeen ? silent : undetermined("Where the callback led was not visible."));
  },
};

/** Redirects from the client's site to others, and navigations that its callback page began. */
function hopsOf(login: Login): readonly Hop[] {
  const { documents, client } = login;
  const redirects = documents.flatMap(({ exchanges }) =>
    exchanges.flatMap(({ at, url, redirectUrl }) =>
      redirectUrl ? [{ at, from: url, to: redirectUrl }] : [],
    ),
  );
  const callback = callbackDocument(login);
  const next = documents.find(
    ({ committedAt, tabId, frameId, initiator }) =>
      callback?.leftAt !== undefined &&
      committedAt === callback.leftAt &&
      committedAt !== null &&
      tabId === callback.tabId &&
      frameId === callback.frameId &&
      (initiator === null || initiator === client.origin),
  );
  const first = next?.exchanges[0]?.url ?? next?.url;
  const scripted = callback && next && first ? [{ at: next.at, from: callback.url, to: first }] : [];
  return [...redirects, ...scripted].filter(
    ({ from, to }) =>
      /^https?:/i.test(to) &&
      isSameSite(from, client.origin) &&
      !isSameSite(to, client.origin) &&
      !isSameSite(to, login.server.origin),
  );
}

/** The parameter that holds an address; null if none does. */
function sourceOf(target: string, from: string, { response }: Login): string | null {
  const wanted = normalised(target);
  const { query, fragment } = splitUrl(from);
  const parameter = [...parametersOf(query), ...parametersOf(fragment)].find(
    ({ name, value }) => name !== "state" && normalised(value) === wanted,
  );
  if (parameter) return parameter.name;
  const states = response?.state ? decodingsOf(response.state) : [];
  const { base } = splitUrl(target);
  return base.length > "https://".length && states.some(({ text }) => text.includes(base)) ? "state" : null;
}

function normalised(url: string): string {
  const plain = url.split("#", 1)[0] ?? "";
  return URL.canParse(plain) ? new URL(plain).href : plain;
}
