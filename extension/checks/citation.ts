import type { Citation } from "./check.js";

const rfc = (number: number) => (section: string) =>
  `https://www.rfc-editor.org/rfc/rfc${number}.html#section-${section}`;
const openid = (file: string) => (section: string) =>
  `https://openid.net/specs/${file}.html#rfc.section.${section}`;
const draft = (name: string) => (section: string) =>
  `https://datatracker.ietf.org/doc/html/${name}#section-${section}`;

/** Short name of a document, its full name and the address of one of its sections. */
const documents = {
  "RFC 6749": ["RFC 6749", rfc(6749)],
  "RFC 6750": ["RFC 6750", rfc(6750)],
  "RFC 6819": ["RFC 6819", rfc(6819)],
  "RFC 7515": ["RFC 7515", rfc(7515)],
  "RFC 7516": ["RFC 7516", rfc(7516)],
  "RFC 7517": ["RFC 7517", rfc(7517)],
  "RFC 7518": ["RFC 7518", rfc(7518)],
  "RFC 7519": ["RFC 7519", rfc(7519)],
  "RFC 7636": ["RFC 7636", rfc(7636)],
  "RFC 8414": ["RFC 8414", rfc(8414)],
  "RFC 8705": ["RFC 8705", rfc(8705)],
  "RFC 8725": ["RFC 8725", rfc(8725)],
  "RFC 9068": ["RFC 9068", rfc(9068)],
  "RFC 8707": ["RFC 8707", rfc(8707)],
  "RFC 9101": ["RFC 9101", rfc(9101)],
  "RFC 9110": ["RFC 9110", rfc(9110)],
  "RFC 9126": ["RFC 9126", rfc(9126)],
  "RFC 9207": ["RFC 9207", rfc(9207)],
  "RFC 9396": ["RFC 9396", rfc(9396)],
  "RFC 9449": ["RFC 9449", rfc(9449)],
  "RFC 9700": ["RFC 9700", rfc(9700)],
  "OIDC Core": ["OpenID Connect Core 1.0", openid("openid-connect-core-1_0")],
  MRT: ["OAuth 2.0 Multiple Response Types", openid("oauth-v2-multiple-response-types-1_0")],
  "Form Post": ["OAuth 2.0 Form Post Response Mode", openid("oauth-v2-form-post-response-mode-1_0")],
  JARM: ["JWT Secured Authorization Response Mode", openid("oauth-v2-jarm")],
  Session: ["OpenID Connect Session Management 1.0", openid("openid-connect-session-1_0")],
  "Front-Channel": ["OpenID Connect Front-Channel Logout 1.0", openid("openid-connect-frontchannel-1_0")],
  "RP-Initiated": ["OpenID Connect RP-Initiated Logout 1.0", openid("openid-connect-rpinitiated-1_0")],
  Discovery: ["OpenID Connect Discovery 1.0", openid("openid-connect-discovery-1_0")],
  "Back-Channel": ["OpenID Connect Back-Channel Logout 1.0", openid("openid-connect-backchannel-1_0")],
  "FAPI1-Adv": ["Financial-grade API 1.0 Part 2: Advanced", openid("openid-financial-api-part-2-1_0")],
  "Unmet Authentication Requirements": [
    "OpenID Connect Unmet Authentication Requirements 1.0",
    openid("openid-connect-unmet-authentication-requirements-1_0"),
  ],
  "OAuth 2.1-15": ["OAuth 2.1 (draft 15)", draft("draft-ietf-oauth-v2-1-15")],
  "BBA-27": [
    "OAuth 2.0 for Browser-Based Applications (draft 27)",
    draft("draft-ietf-oauth-browser-based-apps-27"),
  ],
} as const satisfies Record<string, readonly [string, (section: string) => string]>;

export type Document = keyof typeof documents;

/**
 * Cites a section of a specification.
 *
 * @param document short name of the specification
 * @param section  number without a sign, such as `2.1.2`
 */
export function cite(document: Document, section: string): Citation {
  const [name, urlOf] = documents[document];
  return { label: `${name}, section ${section}`, url: urlOf(section) };
}

/**
 * Cites several sections at once.
 *
 * @param text short names and sections as in `RFC 6749 §4.1.1, §10.12; RFC 9700 §2.1`
 */
export const cited = (text: string): readonly Citation[] =>
  text.split("; ").flatMap((part) => {
    const [document = "", ...sections] = part.split(/,? §/);
    return sections.map((section) => cite(document as Document, section));
  });

const formPost = "get-started/authentication-and-authorization-flow/implicit-flow-with-form-post";
const auth0Pages = {
  "Authorize (Implicit Flow)": "api/authentication/implicit-flow/authorize",
  "Implicit Flow with Form Post": formPost,
  "Mitigate Replay Attacks When Using the Implicit Flow": `${formPost}/mitigate-replay-attacks-when-using-the-implicit-flow`,
  "Access Tokens": "secure/tokens/access-tokens",
  "Access Token Profiles": "secure/tokens/access-tokens/access-token-profiles",
  "Token Storage": "secure/security-guidance/data-security/token-storage",
  "Token Best Practices": "secure/tokens/token-best-practices",
} as const;

/** Cites a page of the Auth0 documentation, which has no section numbers. */
export function citeAuth0(page: keyof typeof auth0Pages): Citation {
  return { label: `Auth0 documentation, ${page}`, url: `https://auth0.com/docs/${auth0Pages[page]}` };
}
