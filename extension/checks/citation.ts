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
  "RFC 9700": ["RFC 9700", rfc(9700)],
  "OIDC Core": ["OpenID Connect Core 1.0", openid("openid-connect-core-1_0")],
  MRT: ["OAuth 2.0 Multiple Response Types", openid("oauth-v2-multiple-response-types-1_0")],
  "Form Post": ["OAuth 2.0 Form Post Response Mode", openid("oauth-v2-form-post-response-mode-1_0")],
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

const formPost = "get-started/authentication-and-authorization-flow/implicit-flow-with-form-post";
const auth0Pages = {
  "Authorize (Implicit Flow)": "api/authentication/implicit-flow/authorize",
  "Implicit Flow with Form Post": formPost,
  "Mitigate Replay Attacks When Using the Implicit Flow": `${formPost}/mitigate-replay-attacks-when-using-the-implicit-flow`,
  "Access Tokens": "secure/tokens/access-tokens",
  "Token Best Practices": "secure/tokens/token-best-practices",
} as const;

/** Cites a page of the Auth0 documentation, which has no section numbers. */
export function citeAuth0(page: keyof typeof auth0Pages): Citation {
  return { label: `Auth0 documentation, ${page}`, url: `https://auth0.com/docs/${auth0Pages[page]}` };
}
