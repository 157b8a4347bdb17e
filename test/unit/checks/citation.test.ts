import { cite, citeAuth0, cited } from "../../../extension/checks/citation.js";

describe("cite", () => {
  it.each([
    [
      cite("RFC 9700", "2.1.2"),
      "RFC 9700, section 2.1.2",
      "https://www.rfc-editor.org/rfc/rfc9700.html#section-2.1.2",
    ],
    [
      cite("OIDC Core", "3.2.2.5"),
      "OpenID Connect Core 1.0, section 3.2.2.5",
      "https://openid.net/specs/openid-connect-core-1_0.html#rfc.section.3.2.2.5",
    ],
    [
      cite("Form Post", "2"),
      "OAuth 2.0 Form Post Response Mode, section 2",
      "https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html#rfc.section.2",
    ],
    [
      cite("MRT", "5"),
      "OAuth 2.0 Multiple Response Types, section 5",
      "https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html#rfc.section.5",
    ],
    [
      cite("BBA-27", "7.2"),
      "OAuth 2.0 for Browser-Based Applications (draft 27), section 7.2",
      "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-browser-based-apps-27#section-7.2",
    ],
    [
      citeAuth0("Access Tokens"),
      "Auth0 documentation, Access Tokens",
      "https://auth0.com/docs/secure/tokens/access-tokens",
    ],
  ])("%j", (citation, label, url) => {
    expect(citation).toEqual({ label, url });
  });
});

describe("cited", () => {
  it("cites several sections of several documents in their order", () => {
    expect(cited("RFC 6749 §4.1.1, §10.12; OIDC Core §3.1.2.1")).toEqual([
      cite("RFC 6749", "4.1.1"),
      cite("RFC 6749", "10.12"),
      cite("OIDC Core", "3.1.2.1"),
    ]);
  });
});
