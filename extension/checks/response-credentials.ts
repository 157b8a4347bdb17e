import { callbackDocument } from "../flow/documents.js";
import { originOf } from "../oauth/parameter.js";
import { claimsOf } from "../token/id-token-context.js";
import type { Check } from "./check.js";
import { citeAuth0, cited } from "./citation.js";
import { addressOf, deliveredBy, deliveries, masked, onResponse } from "./front-channel.js";
import { idTokensOf } from "./on-id-tokens.js";
import { modeOf, typeOf } from "./request-facts.js";
import { excerpt, fired, namesOf, notApplicable, type Seen, silent } from "./verdict.js";

/**
 * @severity high
 * @fires The callback's fragment has `access_token` plus `token_type`, `expires_in`, `state` or a preceding authorization
 *   request, also in a JWT that is not encrypted.
 * @silent Fragment routes of single-page apps without the companion parameters; error responses.
 * @differs The catalogue does not name `expires_in`, which stands beside the token as well (RFC 6749, section 4.2.2).
 */
const accessTokenInFragment: Check = {
  id: "access-token-in-fragment",
  title: "An access token arrives in the URL fragment.",
  citations: [
    ...cited("RFC 9700 §2.1.2, §4.1.2, §4.3.2; RFC 6749 §4.2.2, §10.3; BBA-27 §7.2"),
    citeAuth0("Authorize (Implicit Flow)"),
  ],
  remedy: "Move to code with PKCE so that tokens come from the token endpoint.",
  evaluate: onResponse((response, { login }) => {
    if (response.error !== null) return notApplicable;
    const found = deliveredBy("fragment", response, ["access_token"]);
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

/**
 * @severity high
 * @fires The query of the callback contains `access_token`, `id_token` or `refresh_token`, also in a JWT that is not
 *   encrypted, or beside a response that came in the fragment or a form.
 * @silent API calls, see `access-token-in-api-query`; an encrypted JARM `response`; `id_token_hint`.
 */
const tokenInQuery: Check = {
  id: "token-in-query",
  title: "An access, ID or refresh token arrives in the query string.",
  citations: cited("MRT §3, §5, §7; RFC 9700 §4.2.1, §4.3.2; RFC 6750 §5.3; OAuth 2.1-15 §7.1.3.7"),
  remedy: "Never encode tokens in the query; return a code or use form_post.",
  evaluate: onResponse((response, { login: { furtherResponses } }) => {
    const found = [response, ...furtherResponses].flatMap((seen) =>
      deliveredBy("query", seen, ["access_token", "id_token", "refresh_token"]),
    );
    return found.length === 0 ? silent : fired("high", [["callback", addressOf(response)], ...masked(found)]);
  }),
};

/**
 * @severity medium
 * @fires A POST to the redirect URI that the client's own page did not send carries `access_token`.
 * @silent A POST from the client's own page to its backend. A body that cannot be read is undetermined.
 */
const accessTokenInFormPost: Check = {
  id: "access-token-in-form-post",
  title: "An access token is posted to the callback.",
  citations: cited("RFC 9700 §2.1.2; Form Post §2, §4"),
  remedy: "Use the code flow; keep form_post for code or login-only ID Token responses.",
  evaluate: onResponse((response, { login }) => {
    const found = deliveredBy("form_post", response, ["access_token"]);
    if (found.length === 0) return silent;
    const initiator = callbackDocument(login)?.initiator ?? null;
    if (initiator !== null && initiator === login.client.origin && initiator !== login.server.origin) {
      return notApplicable;
    }
    return fired("medium", [
      ["form", namesOf(response.outer)],
      ["posted by", initiator ?? "not visible"],
      ...masked(found),
    ]);
  }),
};

/**
 * @severity low with a matching nonce, or where none can be compared; medium if the token also carries personal claims
 * @fires The callback's fragment has `id_token`, and neither `access_token` nor `code`.
 * @silent Accompanied by `access_token` or `code`, which `access-token-in-fragment` and `code-in-fragment` report; JARM;
 *   nonce faults, which `idt-nonce-mismatch` reports.
 * @differs The catalogue excludes `access_token` alone. With `code` the fragment is the default of a hybrid response
 *   (OpenID Connect Core 1.0, section 3.3.2.5), which `code-in-fragment` reports.
 */
const idTokenInFragment: Check = {
  id: "id-token-in-fragment",
  title: "An ID Token arrives alone in the fragment.",
  citations: [
    ...cited("OIDC Core §3.2.2.5, §16.16; MRT §3; RFC 9700 §4.3"),
    citeAuth0("Implicit Flow with Form Post"),
  ],
  remedy: "Use response_mode=form_post for login-only apps, or the code flow.",
  evaluate: onResponse((response, theCase) => {
    const judged = idTokensOf(theCase).find(({ token }) => token.channel === "fragment");
    if (response.error !== null || response.jarm !== null) return notApplicable;
    if (judged === undefined) return silent;
    if (deliveries(response, ["access_token", "code"]).length > 0) return notApplicable;
    const nonce = judged.steps.find(({ id }) => id === "nonce");
    if (nonce?.outcome === "failed") return notApplicable;
    const claims = claimsOf(judged.token);
    const personal = Object.keys(claims ?? {}).filter((name) => personalClaims.has(name));
    return fired(personal.length > 0 ? "medium" : "low", [
      ["callback", addressOf(response)],
      ...masked(deliveries(response, ["id_token"])),
      ["claims", claims === null ? "not readable" : excerpt(Object.keys(claims).join(", "))],
      ["personal claims", claims === null ? "not readable" : personal.join(", ") || "none"],
      ["nonce", nonceText[nonce?.outcome ?? "undetermined"]],
    ]);
  }),
};

const nonceText = {
  passed: "equal",
  failed: "at fault",
  undetermined: "not compared",
  "not-applicable": "not used",
} as const;

/** What the scopes `profile`, `email`, `address` and `phone` ask for (OpenID Connect Core 1.0, section 5.4). */
const personalClaims = new Set(
  (
    "name family_name given_name middle_name nickname preferred_username profile picture website gender birthdate " +
    "zoneinfo locale updated_at email email_verified address phone_number phone_number_verified"
  ).split(" "),
);

/**
 * @severity info for hybrid types, whose default mode it is; low for `response_type=code`
 * @fires The callback's fragment has `code`.
 * @silent Hash routes with a `code` parameter but no `state`, `iss` or authorization request before them.
 */
const codeInFragment: Check = {
  id: "code-in-fragment",
  title: "An authorization code arrives in the fragment.",
  citations: cited("OIDC Core §3.3.2.5; MRT §2.1, §5; RFC 9700 §4.1.2"),
  remedy: "For pure code flows use the query or form_post, and redirect only to fixed URIs.",
  evaluate: onResponse((response, { login: { request } }) => {
    if (response.error !== null) return notApplicable;
    const found = deliveredBy("fragment", response, ["code"]);
    const isTied = request !== null || deliveries(response, ["state", "iss"]).length > 0;
    if (found.length === 0 || !isTied) return silent;
    const isHybrid =
      (request?.responseTypes.length ?? 0) > 1 ||
      deliveries(response, ["access_token", "id_token"]).length > 0;
    return fired(isHybrid ? "info" : "low", [
      ["response_type", request === null ? "not visible" : typeOf(request)],
      ["response_mode", request === null ? "not visible" : modeOf(request)],
      ...masked(found),
    ]);
  }),
};

/**
 * @severity high
 * @fires `refresh_token` in a query, fragment, form body or cross-document message that carries an authorization response.
 * @silent The JSON answer of the token endpoint; same-origin messages between the client's own frames.
 */
const refreshTokenInFrontChannel: Check = {
  id: "refresh-token-in-front-channel",
  title: "A refresh token is delivered through the browser redirect.",
  citations: [
    ...cited("RFC 6749 §4.2.2"),
    citeAuth0("Authorize (Implicit Flow)"),
    citeAuth0("Token Best Practices"),
  ],
  remedy: "Issue refresh tokens only from the token endpoint, and none in the implicit flow.",
  evaluate: onResponse((response, { login }) => {
    const found = deliveries(response, ["refresh_token"]);
    if (found.length === 0) return silent;
    const own = originOf(login.request?.redirectUri ?? null);
    if (response.channel.startsWith("web_message") && response.receivedAt === own) return notApplicable;
    return fired("high", [
      ["callback", addressOf(response)],
      ["channel", [...new Set(found.map(({ channel }) => channel))].join(", ")],
      ...masked(found),
    ]);
  }),
};

/** Checks of which credentials came through the front channel, and by which part of it. */
export const responseCredentialChecks: readonly Check[] = [
  accessTokenInFragment,
  tokenInQuery,
  accessTokenInFormPost,
  idTokenInFragment,
  codeInFragment,
  refreshTokenInFrontChannel,
];
