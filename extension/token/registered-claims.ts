import type { BySource } from "./claims-register.js";

/** Meanings of the claims of the IANA JSON Web Token Claims registry that logins have to do with, by where they are defined. */
export const registeredClaims: BySource = {
  "RFC 7519, section 4.1.1": {
    iss: "Issuer: who made and signed the token.",
  },
  "RFC 7519, section 4.1.2": {
    sub: "Subject: whom or what the token is about.",
  },
  "RFC 7519, section 4.1.3": {
    aud: "Audience: for whom the token is meant; others must refuse it.",
  },
  "RFC 7519, section 4.1.4": {
    exp: "Expiration time: from then on the token must be refused.",
  },
  "RFC 7519, section 4.1.5": {
    nbf: "Not before: until then the token must be refused.",
  },
  "RFC 7519, section 4.1.6": {
    iat: "Issued at: when the token was made.",
  },
  "RFC 7519, section 4.1.7": {
    jti: "Unique identifier of the token.",
  },
  "OpenID Connect Core 1.0, section 2": {
    azp: "Authorized party: the client to which the ID Token was issued.",
    nonce: "Value of the authorization request, by which the client knows the token belongs to its login.",
    auth_time: "When the person signed in actively.",
    acr: "Authentication strength that the sign-in reached.",
  },
  "OpenID Connect Core 1.0, section 2; RFC 8176": {
    amr: "Methods used to sign in, such as `pwd` or `otp`.",
  },
  "OpenID Connect Core 1.0, section 3.2.2.9": {
    at_hash: "Left half of the access token's hash; binds that token to this one.",
  },
  "OpenID Connect Core 1.0, section 3.3.2.11": {
    c_hash: "Left half of the code's hash; binds the code to this token.",
  },
  "Financial-grade API 1.0 Part 2, section 5.1.1": {
    s_hash: "Left half of the state's hash; binds the state to this token.",
  },
  "OpenID Connect Core 1.0, section 7.4": {
    sub_jwk: "Public key of a self-issued provider.",
  },
  "OpenID Connect Front-Channel Logout 1.0, section 3": {
    sid: "Session at the provider.",
  },
  "OpenID Connect Core 1.0, section 5.1": {
    name: "Full name, as it is to be shown.",
    given_name: "Given names.",
    family_name: "Family names.",
    middle_name: "Middle names.",
    nickname: "Casual name.",
    preferred_username: "Name the person likes to be addressed by; not unique.",
    profile: "Address of the profile page.",
    picture: "Address of the picture.",
    website: "Address of the person's web page.",
    email: "E-mail address; may change and is no identifier.",
    email_verified: "Whether the e-mail address was proven to be the person's.",
    gender: "Gender.",
    birthdate: "Birthday as `YYYY-MM-DD`, the year possibly `0000`.",
    zoneinfo: "Time zone, such as `Europe/Paris`.",
    locale: "Language and country, such as `en-US`.",
    phone_number: "Telephone number, preferably in E.164 form.",
    phone_number_verified: "Whether the telephone number was proven to be the person's.",
    updated_at: "When the person's data last changed.",
  },
  "OpenID Connect Core 1.0, section 5.1.1": {
    address: "Postal address, a JSON object.",
  },
  "OpenID Connect Core 1.0, section 5.6.2": {
    _claim_names: "Which claims another source holds.",
    _claim_sources: "Sources of the claims in `_claim_names`.",
  },
  "RFC 8693, section 4.3; RFC 9068, section 2.2": {
    client_id: "Client to which the token was issued.",
  },
  "RFC 8693, section 4.2; RFC 9068, section 2.2.3": {
    scope: "What the token allows, delimited by spaces.",
  },
  "RFC 9068, section 2.2.3.1; RFC 7643, section 4.1.2": {
    roles: "Roles of the subject.",
    groups: "Groups of the subject.",
    entitlements: "Entitlements of the subject.",
  },
  "RFC 9396, section 9.1": {
    authorization_details: "What the token allows, in detail.",
  },
  "RFC 7800, section 3.1": {
    cnf: "Key to which the token is bound; only its holder may use it.",
  },
  "RFC 8693, section 4.1": {
    act: "Party that acts for the subject.",
  },
  "RFC 8693, section 4.4": {
    may_act: "Party that is allowed to act for the subject.",
  },
  "RFC 9701, section 5": {
    token_introspection: "Answer of an introspection, inside its signed form.",
  },
  "RFC 9449, section 4.2": {
    htm: "Method of the request that a DPoP proof belongs to.",
    htu: "Address of the request that a DPoP proof belongs to.",
    ath: "Hash of the access token that goes with a DPoP proof.",
  },
  "RFC 8417, section 2.2": {
    events: "What happened, in a security event or logout token.",
    toe: "Time of the event.",
    txn: "Identifier of the transaction.",
  },
  "RFC 9493, section 4.1": {
    sub_id: "Subject in one of several formats.",
  },
  "OpenID Identity Assurance Schema Definition 1.0, section 5": {
    verified_claims: "Claims with how they were verified.",
  },
  "OpenID Connect for Identity Assurance Claims 1.0, section 4": {
    place_of_birth: "Place of birth.",
    nationalities: "Nationalities, as country codes.",
    birth_family_name: "Family names at birth.",
    birth_given_name: "Given names at birth.",
    birth_middle_name: "Middle names at birth.",
    salutation: "Salutation, such as `Mr`.",
    title: "Title, such as `Dr`.",
    msisdn: "Mobile number in international form.",
    also_known_as: "Stage name, religious name or other alias.",
  },
  "W3C Verifiable Credentials Data Model 1.1, section 6.3.1": {
    vc: "Verifiable credential.",
    vp: "Verifiable presentation.",
  },
  "SD-JWT-based Verifiable Credentials (draft), section 3.2.2": {
    vct: "Type of a verifiable credential.",
    "vct#integrity": "Digest of the type's metadata.",
  },
  "RFC 9901, section 4.2.4.1": {
    _sd: "Digests of claims that can be disclosed one by one.",
  },
  "RFC 9901, section 4.1.1": {
    _sd_alg: "Hash algorithm of the digests in `_sd`.",
  },
  "RFC 9901, section 4.3": {
    sd_hash: "Hash that binds a key proof to what was disclosed.",
  },
  "RFC 8485, section 3.2": {
    vot: "Vector of trust: how far the identity can be relied on.",
    vtm: "Address that explains `vot`.",
  },
};
