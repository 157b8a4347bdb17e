import type { Check } from "./check.js";
import { cite, citeAuth0 } from "./citation.js";
import { effectiveRequest } from "./effective-request.js";
import { addressOf, deliveries, masked, onResponse } from "./front-channel.js";
import { claimsOf, compareNonce, personalClaimsOf } from "./id-token-facts.js";
import { idTokenFormPostLogin } from "./id-token-form-post-login.js";
import { tokenLifetimeLong } from "./token-lifetime.js";
import { excerpt, fired, notApplicable, type Seen, silent } from "./verdict.js";

const accessTokenInFragment: Check = {
  id: "access-token-in-fragment",
  title: "An access token arrives in the URL fragment.",
  citations: [
    cite("RFC 9700", "2.1.2"),
    cite("RFC 9700", "4.1.2"),
    cite("RFC 9700", "4.3.2"),
    cite("RFC 6749", "4.2.2"),
    cite("RFC 6749", "10.3"),
    cite("BBA-27", "7.2"),
    citeAuth0("Authorize (Implicit Flow)"),
  ],
  remedy: "Move to code with PKCE so that tokens come from the token endpoint.",
  evaluate: onResponse((response, { login }) => {
    if (response.error !== null) return notApplicable;
    const found = deliveries(response, ["access_token"]).filter(({ channel }) => channel === "fragment");
    // Alone and unasked for, it may as well be the route of a single-page app.
    const companions = deliveries(response, ["token_type", "expires_in", "state"]);
    if (found.length === 0 || (companions.length === 0 && login.request === null)) return silent;
    return fired("high", [
      ["callback", addressOf(response)],
      ...masked(found),
      ...companions
        .filter(({ name }) => name !== "state")
        .map(({ name, value }): Seen => [name, excerpt(value)]),
    ]);
  }),
};

const tokenInQuery: Check = {
  id: "token-in-query",
  title: "An access, ID or refresh token arrives in the query string.",
  citations: [
    cite("MRT", "3"),
    cite("MRT", "5"),
    cite("MRT", "7"),
    cite("RFC 9700", "4.2.1"),
    cite("RFC 9700", "4.3.2"),
    cite("RFC 6750", "5.3"),
    cite("OAuth 2.1-15", "7.1.3.7"),
  ],
  remedy: "Never encode tokens in the query; return a code or use form_post.",
  evaluate: onResponse((response) => {
    const found = deliveries(response, ["access_token", "id_token", "refresh_token"]).filter(
      ({ channel }) => channel === "query",
    );
    return found.length === 0 ? silent : fired("high", [["callback", addressOf(response)], ...masked(found)]);
  }),
};

const idTokenInFragment: Check = {
  id: "id-token-in-fragment",
  title: "An ID Token arrives alone in the fragment.",
  citations: [
    cite("OIDC Core", "3.2.2.5"),
    cite("OIDC Core", "16.16"),
    cite("MRT", "3"),
    cite("RFC 9700", "4.3"),
    citeAuth0("Implicit Flow with Form Post"),
  ],
  remedy: "Use response_mode=form_post for login-only apps, or the code flow.",
  evaluate: onResponse((response, { login }) => {
    const token = login.tokens.find(({ kind }) => kind === "id_token");
    if (response.error !== null) return notApplicable;
    if (response.channel !== "fragment" || token === undefined) return silent;
    if (deliveries(response, ["access_token"]).length > 0) return notApplicable;
    const request = effectiveRequest(login);
    const claims = claimsOf(token);
    const nonce = claims === null || "outcome" in request ? "not compared" : compareNonce(request, claims);
    // A nonce at fault is another check's finding.
    if (nonce === "different" || nonce === "missing" || nonce === "unrequested") return notApplicable;
    const personal = claims === null ? [] : personalClaimsOf(claims);
    return fired(personal.length > 0 ? "medium" : "low", [
      ["callback", addressOf(response)],
      ...masked(deliveries(response, ["id_token"])),
      ["claims", claims === null ? "not readable" : excerpt(Object.keys(claims).join(", "))],
      ["personal claims", claims === null ? "not readable" : personal.join(", ") || "none"],
      ["nonce", nonce === "not-used" ? "not used" : nonce],
    ]);
  }),
};

const refreshTokenInFrontChannel: Check = {
  id: "refresh-token-in-front-channel",
  title: "A refresh token is delivered through the browser redirect.",
  citations: [
    cite("RFC 6749", "4.2.2"),
    citeAuth0("Authorize (Implicit Flow)"),
    citeAuth0("Token Best Practices"),
  ],
  remedy: "Issue refresh tokens only from the token endpoint, and none in the implicit flow.",
  evaluate: onResponse((response) => {
    const found = deliveries(response, ["refresh_token"]);
    if (found.length === 0) return silent;
    return fired("high", [
      ["callback", addressOf(response)],
      ["channel", [...new Set(found.map(({ channel }) => channel))].join(", ")],
      ...masked(found),
    ]);
  }),
};

/** Checks that look at the authorization response. */
export const authorizationResponseChecks: readonly Check[] = [
  accessTokenInFragment,
  tokenInQuery,
  idTokenInFragment,
  idTokenFormPostLogin,
  refreshTokenInFrontChannel,
  tokenLifetimeLong,
];
