/** What a registered claim or JOSE header parameter means. */
export interface ClaimInfo {
  /** One plain line. */
  readonly meaning: string;
  /** `time`: a NumericDate, seconds since the epoch (RFC 7519, section 2). */
  readonly type: "time" | "other";
  /** Where it is defined: `RFC 7519, section 4.1.1`. */
  readonly source: string;
}

type Entry = readonly [name: string, meaning: string, source: string];

const claims: readonly Entry[] = [
  // RFC 7519
  ["iss", "Issuer: who made and signed the token.", "RFC 7519, section 4.1.1"],
  ["sub", "Subject: whom or what the token is about.", "RFC 7519, section 4.1.2"],
  ["aud", "Audience: for whom the token is meant; others must refuse it.", "RFC 7519, section 4.1.3"],
  ["exp", "Expiration time: from then on the token must be refused.", "RFC 7519, section 4.1.4"],
  ["nbf", "Not before: until then the token must be refused.", "RFC 7519, section 4.1.5"],
  ["iat", "Issued at: when the token was made.", "RFC 7519, section 4.1.6"],
  ["jti", "Unique identifier of the token.", "RFC 7519, section 4.1.7"],
  // ID Token
  [
    "azp",
    "Authorized party: the client to which the ID Token was issued.",
    "OpenID Connect Core 1.0, section 2",
  ],
  [
    "nonce",
    "Value of the authorization request, by which the client knows the token belongs to its login.",
    "OpenID Connect Core 1.0, section 2",
  ],
  ["auth_time", "When the person signed in actively.", "OpenID Connect Core 1.0, section 2"],
  ["acr", "Authentication strength that the sign-in reached.", "OpenID Connect Core 1.0, section 2"],
  ["amr", "Methods used to sign in, such as `pwd` or `otp`.", "OpenID Connect Core 1.0, section 2; RFC 8176"],
  [
    "at_hash",
    "Left half of the access token's hash; binds that token to this one.",
    "OpenID Connect Core 1.0, section 3.2.2.9",
  ],
  [
    "c_hash",
    "Left half of the code's hash; binds the code to this token.",
    "OpenID Connect Core 1.0, section 3.3.2.11",
  ],
  [
    "s_hash",
    "Left half of the state's hash; binds the state to this token.",
    "Financial-grade API 1.0 Part 2, section 5.1.1",
  ],
  ["sub_jwk", "Public key of a self-issued provider.", "OpenID Connect Core 1.0, section 7.4"],
  ["sid", "Session at the provider.", "OpenID Connect Front-Channel Logout 1.0, section 3"],
  // The person
  ["name", "Full name, as it is to be shown.", "OpenID Connect Core 1.0, section 5.1"],
  ["given_name", "Given names.", "OpenID Connect Core 1.0, section 5.1"],
  ["family_name", "Family names.", "OpenID Connect Core 1.0, section 5.1"],
  ["middle_name", "Middle names.", "OpenID Connect Core 1.0, section 5.1"],
  ["nickname", "Casual name.", "OpenID Connect Core 1.0, section 5.1"],
  [
    "preferred_username",
    "Name the person likes to be addressed by; not unique.",
    "OpenID Connect Core 1.0, section 5.1",
  ],
  ["profile", "Address of the profile page.", "OpenID Connect Core 1.0, section 5.1"],
  ["picture", "Address of the picture.", "OpenID Connect Core 1.0, section 5.1"],
  ["website", "Address of the person's web page.", "OpenID Connect Core 1.0, section 5.1"],
  ["email", "E-mail address; may change and is no identifier.", "OpenID Connect Core 1.0, section 5.1"],
  [
    "email_verified",
    "Whether the e-mail address was proven to be the person's.",
    "OpenID Connect Core 1.0, section 5.1",
  ],
  ["gender", "Gender.", "OpenID Connect Core 1.0, section 5.1"],
  [
    "birthdate",
    "Birthday as `YYYY-MM-DD`, the year possibly `0000`.",
    "OpenID Connect Core 1.0, section 5.1",
  ],
  ["zoneinfo", "Time zone, such as `Europe/Paris`.", "OpenID Connect Core 1.0, section 5.1"],
  ["locale", "Language and country, such as `en-US`.", "OpenID Connect Core 1.0, section 5.1"],
  ["phone_number", "Telephone number, preferably in E.164 form.", "OpenID Connect Core 1.0, section 5.1"],
  [
    "phone_number_verified",
    "Whether the telephone number was proven to be the person's.",
    "OpenID Connect Core 1.0, section 5.1",
  ],
  ["address", "Postal address, a JSON object.", "OpenID Connect Core 1.0, section 5.1.1"],
  ["updated_at", "When the person's data last changed.", "OpenID Connect Core 1.0, section 5.1"],
  ["_claim_names", "Which claims another source holds.", "OpenID Connect Core 1.0, section 5.6.2"],
  ["_claim_sources", "Sources of the claims in `_claim_names`.", "OpenID Connect Core 1.0, section 5.6.2"],
  // Access tokens
  ["client_id", "Client to which the token was issued.", "RFC 8693, section 4.3; RFC 9068, section 2.2"],
  ["scope", "What the token allows, delimited by spaces.", "RFC 8693, section 4.2; RFC 9068, section 2.2.3"],
  ["roles", "Roles of the subject.", "RFC 9068, section 2.2.3.1; RFC 7643, section 4.1.2"],
  ["groups", "Groups of the subject.", "RFC 9068, section 2.2.3.1; RFC 7643, section 4.1.2"],
  ["entitlements", "Entitlements of the subject.", "RFC 9068, section 2.2.3.1; RFC 7643, section 4.1.2"],
  ["authorization_details", "What the token allows, in detail.", "RFC 9396, section 9.1"],
  ["cnf", "Key to which the token is bound; only its holder may use it.", "RFC 7800, section 3.1"],
  ["act", "Party that acts for the subject.", "RFC 8693, section 4.1"],
  ["may_act", "Party that is allowed to act for the subject.", "RFC 8693, section 4.4"],
  ["token_introspection", "Answer of an introspection, inside its signed form.", "RFC 9701, section 5"],
  // DPoP proof
  ["htm", "Method of the request that a DPoP proof belongs to.", "RFC 9449, section 4.2"],
  ["htu", "Address of the request that a DPoP proof belongs to.", "RFC 9449, section 4.2"],
  ["ath", "Hash of the access token that goes with a DPoP proof.", "RFC 9449, section 4.2"],
  // Security events and logout
  ["events", "What happened, in a security event or logout token.", "RFC 8417, section 2.2"],
  ["toe", "Time of the event.", "RFC 8417, section 2.2"],
  ["txn", "Identifier of the transaction.", "RFC 8417, section 2.2"],
  ["sub_id", "Subject in one of several formats.", "RFC 9493, section 4.1"],
  // Verified claims, credentials and others
  [
    "verified_claims",
    "Claims with how they were verified.",
    "OpenID Identity Assurance Schema Definition 1.0, section 5",
  ],
  ["place_of_birth", "Place of birth.", "OpenID Connect for Identity Assurance Claims 1.0, section 4"],
  [
    "nationalities",
    "Nationalities, as country codes.",
    "OpenID Connect for Identity Assurance Claims 1.0, section 4",
  ],
  [
    "birth_family_name",
    "Family names at birth.",
    "OpenID Connect for Identity Assurance Claims 1.0, section 4",
  ],
  [
    "birth_given_name",
    "Given names at birth.",
    "OpenID Connect for Identity Assurance Claims 1.0, section 4",
  ],
  [
    "birth_middle_name",
    "Middle names at birth.",
    "OpenID Connect for Identity Assurance Claims 1.0, section 4",
  ],
  ["salutation", "Salutation, such as `Mr`.", "OpenID Connect for Identity Assurance Claims 1.0, section 4"],
  ["title", "Title, such as `Dr`.", "OpenID Connect for Identity Assurance Claims 1.0, section 4"],
  [
    "msisdn",
    "Mobile number in international form.",
    "OpenID Connect for Identity Assurance Claims 1.0, section 4",
  ],
  [
    "also_known_as",
    "Stage name, religious name or other alias.",
    "OpenID Connect for Identity Assurance Claims 1.0, section 4",
  ],
  ["vc", "Verifiable credential.", "W3C Verifiable Credentials Data Model 1.1, section 6.3.1"],
  ["vp", "Verifiable presentation.", "W3C Verifiable Credentials Data Model 1.1, section 6.3.1"],
  ["vct", "Type of a verifiable credential.", "SD-JWT-based Verifiable Credentials (draft), section 3.2.2"],
  ["_sd", "Digests of claims that can be disclosed one by one.", "RFC 9901, section 4.2.4.1"],
  ["_sd_alg", "Hash algorithm of the digests in `_sd`.", "RFC 9901, section 4.1.1"],
  ["sd_hash", "Hash that binds a key proof to what was disclosed.", "RFC 9901, section 4.3"],
  ["vot", "Vector of trust: how far the identity can be relied on.", "RFC 8485, section 3.2"],
  ["vtm", "Address that explains `vot`.", "RFC 8485, section 3.2"],
];

const times = new Set(["exp", "nbf", "iat", "auth_time", "updated_at", "toe"]);

const headerParameters: readonly Entry[] = [
  [
    "alg",
    "Algorithm of the signature, or of the key's encryption; `none` means unsigned.",
    "RFC 7515, section 4.1.1; RFC 7516, section 4.1.1",
  ],
  ["kid", "Which of the issuer's keys was used.", "RFC 7515, section 4.1.4"],
  ["typ", "Type of the token, such as `JWT` or `at+jwt`.", "RFC 7515, section 4.1.9; RFC 7519, section 5.1"],
  [
    "cty",
    "Type of the content; `JWT` for a token inside a token.",
    "RFC 7515, section 4.1.10; RFC 7519, section 5.2",
  ],
  ["jku", "Address of a key set; not to be trusted by itself.", "RFC 7515, section 4.1.2"],
  ["jwk", "Public key inside the token; not to be trusted by itself.", "RFC 7515, section 4.1.3"],
  ["x5u", "Address of a certificate chain; not to be trusted by itself.", "RFC 7515, section 4.1.5"],
  ["x5c", "Certificate chain inside the token.", "RFC 7515, section 4.1.6"],
  ["x5t", "SHA-1 thumbprint of the certificate.", "RFC 7515, section 4.1.7"],
  ["x5t#S256", "SHA-256 thumbprint of the certificate.", "RFC 7515, section 4.1.8"],
  ["crit", "Header parameters that a recipient must understand.", "RFC 7515, section 4.1.11"],
  ["b64", "Whether the payload is base64url-encoded.", "RFC 7797, section 3"],
  ["enc", "Algorithm that encrypts the content.", "RFC 7516, section 4.1.2"],
  ["zip", "Compression applied before encryption.", "RFC 7516, section 4.1.3"],
  ["epk", "Ephemeral public key of the key agreement.", "RFC 7518, section 4.6.1.1"],
  ["apu", "Who produced the token, in the key agreement.", "RFC 7518, section 4.6.1.2"],
  ["apv", "For whom the token is, in the key agreement.", "RFC 7518, section 4.6.1.3"],
  ["iv", "Initialization vector of the key's encryption.", "RFC 7518, section 4.7.1.1"],
  ["tag", "Authentication tag of the key's encryption.", "RFC 7518, section 4.7.1.2"],
  ["p2s", "Salt of the password-based encryption.", "RFC 7518, section 4.8.1.1"],
  ["p2c", "Iterations of the password-based encryption.", "RFC 7518, section 4.8.1.2"],
  ["iss", "Issuer, copied from the encrypted claims.", "RFC 7519, section 5.3"],
  ["sub", "Subject, copied from the encrypted claims.", "RFC 7519, section 5.3"],
  ["aud", "Audience, copied from the encrypted claims.", "RFC 7519, section 5.3"],
  ["url", "Address to which the token is sent.", "RFC 8555, section 6.4.1"],
  ["nonce", "Value against replay that the server gave.", "RFC 8555, section 6.5.2"],
  [
    "trust_chain",
    "Chain of statements by which a federation vouches for the issuer.",
    "OpenID Federation 1.0, section 4.3",
  ],
];

const registerOf = (entries: readonly Entry[], timeNames: ReadonlySet<string>) =>
  new Map(
    entries.map(([name, meaning, source]): [string, ClaimInfo] => [
      name,
      { meaning, type: timeNames.has(name) ? "time" : "other", source },
    ]),
  );

const claimRegister = registerOf(claims, times);
const headerRegister = registerOf(headerParameters, new Set());

/**
 * What a claim of a JWT means. Private claims of an issuer are unknown here.
 *
 * @param name exact spelling
 * @see IANA JSON Web Token Claims registry; RFC 7519, section 4
 */
export function claimInfo(name: string): ClaimInfo | null {
  return claimRegister.get(name) ?? null;
}

/**
 * What a parameter of a JOSE header means.
 *
 * @param name exact spelling
 * @see IANA JOSE Header Parameters registry; RFC 7515, section 4; RFC 7516, section 4
 */
export function headerInfo(name: string): ClaimInfo | null {
  return headerRegister.get(name) ?? null;
}
