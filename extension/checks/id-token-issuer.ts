import { isPublishedAt, isTenantIssuer, listsEndpoint, textOf } from "../oauth/metadata.js";
import type { Jwk, ServerKnowledge } from "../oauth/server-knowledge.js";
import { whyUnknown } from "../oauth/server-knowledge.js";
import { rsaBits, smallestRsa } from "../token/key-choice.js";
import type { Case } from "./case.js";
import type { Check, Verdict } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { metadataOf, unknownMetadata } from "./server-facts.js";
import { isPlainHttp } from "./sites.js";
import { excerpt, silent, undetermined } from "./verdict.js";

const secretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

/**
 * @severity high for secret members, RSA under 2048 bits in use, or `http`; low for duplicate `kid` or missing `use`; info for
 *   a shorter RSA key that is neither referenced nor marked for signatures
 * @fires A JWK holds `d`, `p`, `q`, `dp`, `dq`, `qi`, `oth` or is `kty` `oct`; an RSA key used by RS or PS algorithms is under
 *   2048 bits; `jwks_uri` is not `https`; two keys share `kid`; signing and encryption keys are mixed and one lacks `use`.
 * @silent Keys without `kid`; a missing `use` where all keys are for signatures; http on loopback.
 */
const jwksUnsafe: Check = {
  id: "jwks-unsafe",
  title: "The issuer's published key set is weak or leaks secrets.",
  citations: cited("Discovery §3; RFC 7518 §3.3, §3.5; RFC 7517 §4.2, §4.5, §9.2"),
  remedy: "Publish only public keys of adequate size with unique identifiers over HTTPS.",
  evaluate: ({ login, server }) => {
    const uri = textOf(metadataOf(server), "jwks_uri");
    const faults: Fault[] = [];
    if (uri !== null && isPlainHttp(uri))
      faults.push({ severity: "high", seen: [["jwks_uri", excerpt(uri)]] });
    const { keys } = server;
    if (keys.state !== "known") return firedBy(faults, undetermined(whyUnknown(keys) ?? ""));
    const used = new Set(
      login.tokens.map(({ decoded }) => (decoded.format === "jws" ? decoded.header.value?.kid : undefined)),
    );
    const set = keys.value.keys;
    return firedBy([...faults, ...set.flatMap((jwk) => faultsOfKey(jwk, used)), ...faultsOfSet(set)]);
  },
};

const nameOf = ({ kid }: Jwk): string => (typeof kid === "string" ? excerpt(kid) : "a key without kid");

/** @param used each `kid` that a token of the login bears */
function faultsOfKey(jwk: Jwk, used: ReadonlySet<unknown>): readonly Fault[] {
  const secret = secretMembers.filter((name) => name in jwk);
  const bits = rsaBits(jwk);
  const { use, alg, kid } = jwk;
  const isUsed = use === "sig" || /^[RP]S\d/.test(String(alg)) || (kid !== undefined && used.has(kid));
  return [
    ...(secret.length > 0 || jwk.kty === "oct"
      ? [
          {
            severity: "high",
            seen: [
              ["key", nameOf(jwk)],
              ["secret members", secret.join(", ") || "oct"],
            ],
          } as const,
        ]
      : []),
    ...(bits !== null && bits < smallestRsa
      ? [
          {
            severity: isUsed ? "high" : "info",
            seen: [
              ["key", nameOf(jwk)],
              ["RSA modulus", `${bits} bits`],
            ],
          } as const,
        ]
      : []),
  ];
}

function faultsOfSet(keys: readonly Jwk[]): readonly Fault[] {
  const kids = keys.map(({ kid }) => kid).filter((kid) => typeof kid === "string");
  const once = new Set<string>();
  const shared = new Set(kids.filter((kid) => once.size === once.add(kid).size));
  const unmarked = keys.filter(({ use }) => use === undefined);
  const isMixed = keys.some(({ use }) => use === "enc");
  return [
    ...[...shared].map((kid): Fault => ({ severity: "low", seen: [["kid of several keys", excerpt(kid)]] })),
    ...(isMixed && unmarked[0]
      ? [
          {
            severity: "low",
            seen: [["key without use beside one for encryption", nameOf(unmarked[0])]],
          } as const,
        ]
      : []),
  ];
}

/**
 * @severity high for the issuer; medium for an `http` endpoint; low when the observed endpoint is not listed; info for the
 *   issuer and the endpoint where the document was found by guessing
 * @fires `issuer` is not identical to the URL the document was fetched for; or an endpoint is not `https`; or the
 *   authorization or token endpoint seen is not the one listed.
 * @silent Listed aliases such as those for mutual TLS.
 */
const discoveryIssuerMismatch: Check = {
  id: "discovery-issuer-mismatch",
  title: "The metadata document names another issuer or other endpoints than those used.",
  citations: cited("Discovery §3, §4.3, §7.2; RFC 8414 §3.3; RFC 9700 §2.6"),
  remedy: "Configure clients from metadata fetched for the exact issuer and abort on mismatch.",
  evaluate: (theCase): Verdict => {
    const metadata = metadataOf(theCase.server);
    if (metadata === null) return unknownMetadata(theCase.server);
    return firedBy(
      [
        ...issuerFaults(theCase.server),
        ...Object.entries(metadata).flatMap(([name, url]): Fault[] =>
          /_(?:endpoint|uri)$/.test(name) && typeof url === "string" && isPlainHttp(url)
            ? [{ severity: "medium", seen: [[name, excerpt(url)]] }]
            : [],
        ),
        ...endpointFaults(theCase),
      ],
      silent,
    );
  },
};

function issuerFaults({ metadata, found }: ServerKnowledge): readonly Fault[] {
  if (metadata.state !== "known") return [];
  const issuer = textOf(metadata.value, "issuer");
  const isFor =
    found && found.how !== "guessed"
      ? issuer === found.issuer
      : issuer !== null && isPublishedAt(issuer, metadata.url);
  if (isFor || (issuer !== null && isTenantIssuer(issuer))) return [];
  const severity = found?.how === "guessed" ? "info" : "high";
  return [
    {
      severity,
      seen: [
        ["fetched", metadata.url],
        ["issuer", issuer === null ? "absent" : excerpt(issuer)],
      ],
    },
  ];
}

function endpointFaults({ login, server }: Case): readonly Fault[] {
  const metadata = metadataOf(server) ?? {};
  const aliases = metadata.mtls_endpoint_aliases;
  const tokenEndpoints = login.tokenCalls.map(({ endpoint }) => endpoint);
  const used: readonly (readonly [string, string | undefined])[] = [
    ["authorization_endpoint", login.request?.endpoint],
    ...[...new Set(tokenEndpoints)].map((endpoint) => ["token_endpoint", endpoint] as const),
  ];
  return used.flatMap(([name, url]): Fault[] => {
    if (url === undefined || textOf(metadata, name) === null || listsEndpoint(metadata, name, url)) return [];
    const isAlias =
      typeof aliases === "object" && aliases !== null && listsEndpoint({ ...aliases }, name, url);
    const severity = server.found?.how === "guessed" ? "info" : "low";
    return isAlias
      ? []
      : [
          {
            severity,
            seen: [
              [name, excerpt(textOf(metadata, name) ?? "")],
              ["used", url],
            ],
          },
        ];
  });
}

/** Checks of what the issuer publishes. */
export const issuerChecks: readonly Check[] = [jwksUnsafe, discoveryIssuerMismatch];
