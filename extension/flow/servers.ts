import { listsEndpoint } from "../oauth/metadata.js";
import { nothingKnown, type ServerKnowledge } from "../oauth/server-knowledge.js";
import { claimsOf } from "../token/id-token-context.js";
import type { Login } from "./login.js";

/** What is known of servers, each by the authorization endpoint that a login used, or by the issuer that was asked for. */
export type Servers = ReadonlyMap<string, ServerKnowledge>;

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
