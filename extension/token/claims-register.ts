import { furtherClaims } from "./further-claims.js";
import { headerParameters } from "./header-parameters.js";
import { registeredClaims } from "./registered-claims.js";
import { vendorClaims, vendorPrefixes } from "./vendor-claims.js";

/** What a claim or JOSE header parameter means. */
export interface ClaimInfo {
  /** One plain line. */
  readonly meaning: string;
  /** `time`: a NumericDate, seconds since the epoch (RFC 7519, section 2). */
  readonly type: "time" | "other";
  /** Where it is defined: `RFC 7519, section 4.1.1`; of a claim that no standard has, whose it is: `Okta`. */
  readonly source: string;
}

/** Meanings by name, by where they are defined. */
export type BySource = Readonly<Record<string, Readonly<Record<string, string>>>>;

const times = new Set(["exp", "nbf", "iat", "auth_time", "updated_at", "toe", "sip_date", "xms_tcdt"]);

const registerOf = (sources: BySource, isVendor = false) =>
  new Map(
    Object.entries(sources).flatMap(([source, meanings]) =>
      Object.entries(meanings).map(([name, meaning]) => [name, infoOf(name, meaning, source, isVendor)]),
    ),
  );

const infoOf = (name: string, meaning: string, source: string, isVendor: boolean): ClaimInfo => ({
  meaning: isVendor ? `${source}: ${meaning}` : meaning,
  type: times.has(name) ? "time" : "other",
  source,
});

const claims = new Map([
  ...registerOf(vendorClaims, true),
  ...registerOf(furtherClaims),
  ...registerOf(registeredClaims),
]);
const parameters = registerOf(headerParameters);

/** A name that is a URI belongs to nobody else (RFC 7519, section 4.2). */
const namespaced: ClaimInfo = {
  meaning: "Own claim of the issuer, its name a URI so that it clashes with no other.",
  type: "other",
  source: "RFC 7519, section 4.2",
};

/**
 * What a claim of a JWT means: by a standard, else by the big vendors, whose meanings begin with their names. Other private
 * claims of an issuer are unknown here, but for the fact that their names are URIs.
 *
 * Does not look at who issued the token.
 *
 * @param name exact spelling
 * @see IANA JSON Web Token Claims registry; RFC 7519, section 4
 */
export function claimInfo(name: string): ClaimInfo | null {
  const known = claims.get(name);
  if (known) return known;
  const prefix = vendorPrefixes.find(([start]) => name.startsWith(start));
  if (prefix) return infoOf(name, prefix[2], prefix[1], true);
  return /^(?:https?:\/\/|urn:)./i.test(name) ? namespaced : null;
}

/**
 * What a parameter of a JOSE header means.
 *
 * @param name exact spelling
 * @see IANA JOSE Header Parameters registry; RFC 7515, section 4; RFC 7516, section 4
 */
export function headerInfo(name: string): ClaimInfo | null {
  return parameters.get(name) ?? null;
}
