import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import type { Check } from "./check.js";
import { cite, citeAuth0 } from "./citation.js";
import { effectiveRequest } from "./effective-request.js";
import { addressOf, deliveries, masked, onResponse } from "./front-channel.js";
import { claimsOf, compareNonce, isPlausibleIdToken, personalClaimsOf } from "./id-token-facts.js";
import { tokenLifetimeLong } from "./token-lifetime.js";
import { excerpt, fired, notApplicable, type Seen, silent, undetermined } from "./verdict.js";

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
  evaluate: onResponse((response, login) => {
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
  evaluate: onResponse((response, login) => {
    const token = login.tokens.find(({ kind }) => kind === "id_token");
    if (response.error !== null) return notApplicable;
    if (response.channel !== "fragment" || token === undefined) return silent;
    if (has(response, "access_token")) return notApplicable;
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

const idTokenFormPostLogin: Check = {
  id: "id-token-form-post-login",
  title: "Login-only ID Token delivered by form post, correctly bound.",
  citations: [
    cite("Form Post", "2"),
    cite("Form Post", "4"),
    cite("OIDC Core", "3.2"),
    citeAuth0("Implicit Flow with Form Post"),
  ],
  remedy: "Nothing to change.",
  evaluate: onResponse((response, login) => {
    const isLoginOnly =
      has(response, "id_token") &&
      !["access_token", "code", "refresh_token"].some((name) => has(response, name));
    if (response.channel !== "form_post" || response.error !== null || !isLoginOnly) return notApplicable;
    const request = effectiveRequest(login);
    if ("outcome" in request) return request;
    const [token, ...others] = login.tokens.filter(({ kind }) => kind === "id_token");
    if (token === undefined || others.length > 0 || !isBound(request, response)) return silent;
    if (token.decoded.format === "jwe") return undetermined("The ID Token is encrypted.");
    const claims = claimsOf(token);
    const hasNonce = claims !== null && compareNonce(request, claims) === "equal";
    if (!hasNonce || !isPlausibleIdToken(token, request.clientId)) return silent;
    return fired("pass", [
      ["callback", addressOf(response)],
      ["form", excerpt(response.parameters.map(({ name }) => name).join(", "))],
      ["state", "equal"],
      ["nonce", "equal"],
      ["signature", "pass, unverified: the signature has not been checked"],
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

const has = (response: AuthorizationResponse, name: string): boolean =>
  deliveries(response, [name]).length > 0;

/** Whether a response came to the very URI asked for, with the very state sent. */
function isBound(request: AuthorizationRequest, response: AuthorizationResponse): boolean {
  return (
    Boolean(request.state) &&
    response.state === request.state &&
    request.redirectUri !== null &&
    normalised(request.redirectUri) === normalised(response.receivedAt)
  );
}

/** As the browser writes a URL, so that `https://app.example` equals `https://app.example/`. */
const normalised = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);
