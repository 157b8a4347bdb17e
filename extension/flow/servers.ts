import { listsEndpoint, type WellKnown, wellKnownOf, wellKnownOfIssuer } from "../oauth/metadata.js";
import { firstValue } from "../oauth/parameter.js";
import { nothingKnown, type ServerKnowledge } from "../oauth/server-knowledge.js";
import { isProfiled } from "../token/access-token-profile.js";
import { decode } from "../token/decode.js";
import { claimsOf } from "../token/id-token-context.js";
import { isAsymmetric } from "../token/key-choice.js";
import type { Login } from "./login.js";

/** What is known of servers, each by the authorization endpoint that a login used, or by the issuer that was asked for. */
export type Servers = ReadonlyMap<string, ServerKnowledge>;

/** What is to be found out of a server. */
export interface Inquiry {
  /** Under which name the answer is kept in {@link Servers}. */
  readonly subject: string;
  /** URL that names the server: nothing nearer to this machine is fetched for it. */
  readonly from: string;
  /** Authorization endpoint that the metadata should list; null for any. */
  readonly endpoint: string | null;
  readonly places: readonly WellKnown[];
  /** Names of the keys that are needed. */
  readonly kids: readonly string[];
}

/** What is to be found out of the server of a login; null where its authorization endpoint was not visible. */
export function inquiryOf(login: Login): Inquiry | null {
  const endpoint = login.request?.endpoint;
  if (endpoint === undefined) return null;
  const named = [firstValue(login.response?.parameters ?? [], "iss"), ...issuersNamedBy(login)];
  const places = wellKnownOf(
    endpoint,
    named.filter((issuer) => issuer !== null),
  );
  return { subject: endpoint, from: endpoint, endpoint, places, kids: kidsOf(login) };
}

/** What is to be found out of another issuer, by its own name. */
export const inquiryOfIssuer = (issuer: string, login: Login): Inquiry => ({
  subject: issuer,
  from: login.request?.endpoint ?? issuer,
  endpoint: null,
  places: wellKnownOfIssuer(issuer, "clicked"),
  kids: kidsOf(login, issuer),
});

/** Issuers that the tokens of a login name, each once; what a token says of itself proves nothing. */
export function issuersNamedBy({ tokens }: Login): readonly string[] {
  const named = tokens.map((token) => claimsOf(token)?.iss);
  return [...new Set(named.filter((iss) => typeof iss === "string"))];
}

/**
 * What is known of the server of a login.
 *
 * What a person asked for of an issuer counts only where nothing at the endpoint's own origin speaks for the endpoint.
 */
export function knowledgeOf(servers: Servers, { request }: Login): ServerKnowledge {
  const endpoint = request?.endpoint;
  if (endpoint === undefined) return nothingKnown;
  const lists = ({ metadata }: ServerKnowledge) =>
    metadata.state === "known" && listsEndpoint(metadata.value, "authorization_endpoint", endpoint);
  const own = servers.get(endpoint) ?? nothingKnown;
  return lists(own) ? own : ([...issuersIn(servers).values()].find(lists) ?? own);
}

/** What is known of issuers that a person asked for, by issuer. */
export function issuersIn(servers: Servers): Servers {
  return new Map(
    [...servers].filter(
      ([subject, { metadata, found }]) =>
        found?.how === "clicked" && metadata.state === "known" && metadata.value.issuer === subject,
    ),
  );
}

/** Longer names are no names. */
const longestKid = 1024;

/** Names of the keys with which the JWTs of a login are signed. */
function kidsOf({ tokens, response }: Login, issuer: string | null = null): readonly string[] {
  const signed = tokens
    .filter((token) => token.kind === "id_token" || isProfiled(token))
    .filter((token) => issuer === null || claimsOf(token)?.iss === issuer)
    .map(({ decoded }) => decoded);
  const kids = [...signed, ...(response?.jarm ? [decode(response.jarm.jwt)] : [])].map((token) =>
    token.format === "jws" && isAsymmetric(token.alg ?? "") ? token.header.value?.kid : null,
  );
  return [...new Set(kids.filter((kid) => typeof kid === "string" && kid.length <= longestKid))] as string[];
}
