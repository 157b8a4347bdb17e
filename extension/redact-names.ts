/**
 * What stands by a name: a credential; something of a browser's own, such as a session, whose values are often common words;
 * what tells who the person is; or what is public by its purpose.
 */
export type Sort = "credential" | "browser" | "personal" | "public";

/** Where a name stands: in a query or form, in a JSON object, as the name of a header or field. */
export type Place = "parameter" | "member" | "field";

/** A family of names. */
export interface Names {
  readonly name: string;
  readonly sort: Sort;
  /** Of names as {@link plainName} gives them. */
  readonly pattern: RegExp;
  /** null for everywhere. */
  readonly place: Place | null;
}

/**
 * A name without case, delimiters, and the address before a claim of an own namespace: `X-Api-Key` gives `xapikey`,
 * `https://app.example/email` gives `email`.
 */
export const plainName = (name: string): string =>
  name
    .slice(1 + Math.max(name.lastIndexOf("/"), name.lastIndexOf(":")))
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

const names = (name: string, sort: Sort, pattern: RegExp, place: Place | null = null): Names => ({
  name,
  sort,
  pattern,
  place,
});

/** The first family that a name belongs to decides. */
export const families: readonly Names[] = [
  names("public names", "public", /^(?:clientid|aud|azp|iss|redirecturi)$/),
  names(
    "names of codes",
    "credential",
    /^(?:(?:auth|authorization|device|user)?code|authreqid|ticket|samlart)$/,
  ),
  names("names of verifiers", "credential", /verifier$/),
  names("names of client secrets", "credential", /secret$/),
  names("names of assertions", "credential", /assertion$|^(?:samlresponse|wresult|credential)$/),
  names("names of tokens", "credential", /token$|^(?:idtokenhint|dpop|rpt|pct|jwt|proof)$/),
  names("names of passwords", "credential", /passw(?:or)?d$|^(?:pass|passphrase|passcode|pwd|pin|t?otp)$/),
  names(
    "names of API keys",
    "credential",
    /(?:api|access|account|private|signing|subscription)key$|signature$|^(?:key|sig|hmac|auth|authorization|xamzcredential)$/,
  ),
  names("names of sessions", "browser", /sess(?:ion)?(?:id)?$|^(?:sid|[cx]srf)$/),
  names(
    "names of personal claims",
    "personal",
    /^(?:sub|uid|oid|upn|(?:user|unique|given|family|middle|nick|full|first|last|birthgiven|birthfamily|birthmiddle)?name|familyname|preferredusername|profile|picture|website|gender|birthdate|formatted|streetaddress|locality|region|postalcode|placeofbirth|nationalities|alsoknownas|salutation|userid|ipaddr)$/,
    "member",
  ),
  names(
    "names of personal parameters",
    "personal",
    /(?:email|emails|emailaddress|phone|phonenumber|msisdn|loginhint|logouthint|username|clientinfo)$/,
  ),
];
