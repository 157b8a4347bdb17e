import type { Login } from "../flow/login.js";
import { mask } from "../mask.js";
import { originOf, parametersOf, splitUrl } from "../oauth/parameter.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { effectiveRequest, onRequest } from "./effective-request.js";
import { deliveries } from "./front-channel.js";
import { modeOf, returnsToken, typeOf } from "./request-facts.js";
import { issuerOf } from "./server-facts.js";
import { hostNameOf, isPlainHttp } from "./sites.js";
import { excerpt, fired, isUndetermined, notApplicable, type Seen, silent, undetermined } from "./verdict.js";

const credentials = ["access_token", "id_token", "refresh_token", "code"];

/**
 * @severity high when a token is in the response or the response was actually seen over HTTP; medium for a code-only
 *   request; low where the browser upgraded the hop to HTTPS
 * @fires `redirect_uri`, or the URL that really received the response, has scheme `http` and a host that is not loopback.
 * @silent Loopback hosts (127.0.0.0/8, [::1], localhost and names under it); private-use schemes.
 */
const redirectUriInsecure: Check = {
  id: "redirect-uri-insecure",
  title: "The callback runs over plain HTTP.",
  citations: cited("RFC 9700 §2.6; OIDC Core §3.1.2.1, §3.2.2.1; RFC 6749 §3.1.2.1"),
  remedy: "Register and request only an https redirect URI.",
  evaluate({ login }) {
    const request = effectiveRequest(login);
    const { response } = login;
    const asked = isUndetermined(request) ? null : request.redirectUri;
    const received = response?.channel.startsWith("web_message") ? null : (response?.receivedAt ?? null);
    const isReceived = isPlainHttp(received ?? "");
    if (!isReceived && !isPlainHttp(asked ?? "")) {
      return isUndetermined(request) && received === null ? request : silent;
    }
    const found = response === null ? [] : deliveries(response, credentials).map(({ name }) => name);
    const hasToken =
      found.some((name) => name !== "code") || (!isUndetermined(request) && returnsToken(request));
    const isUpgraded = received !== null && !isReceived && hostNameOf(received) === hostNameOf(asked ?? "");
    return fired(isUpgraded ? "low" : isReceived || hasToken ? "high" : "medium", [
      ["redirect_uri", asked === null ? "not visible" : siteText(asked)],
      ["received at", received === null ? "not visible" : siteText(received)],
      ["carried", [...new Set(found)].join(", ") || "nothing yet"],
    ]);
  },
};

/** Scheme and host of a URL. */
const siteText = (url: string): string => excerpt(`${url.split(":", 1)[0]}://${hostNameOf(url)}`);

/**
 * @severity medium for a fragment; low for an embedded address
 * @fires `redirect_uri` contains `#`, or one of its query values decodes to an absolute or protocol-relative URL whose
 *   origin differs from the redirect URI's own.
 * @silent Same-origin return paths; values inside `state`; a value equal to the expected issuer, or of the server's origin
 *   where the issuer is not known.
 */
const redirectUriRisky: Check = {
  id: "redirect-uri-risky",
  title: "The redirect URI has a fragment or smuggles another site's address.",
  citations: cited("RFC 6749 §3.1.2; RFC 9700 §4.1.2, §4.1.3, §4.11.1"),
  remedy:
    "Use one fixed redirect URI and keep the return target server-side or in session storage keyed by state.",
  evaluate: onRequest(({ redirectUri }, theCase) => {
    if (!redirectUri) return notApplicable;
    if (redirectUri.includes("#")) return fired("medium", [["redirect_uri", "with a fragment"]]);
    const issuer = issuerOf(theCase);
    const isIssuer = (value: string) =>
      typeof issuer === "string" ? value === issuer : originOf(value) === theCase.login.server.origin;
    const foreign = parametersOf(splitUrl(redirectUri).query)
      .filter(({ name, value }) => name !== "state" && !isIssuer(value))
      .flatMap(({ name, value }): Seen[] => {
        const origin = foreignOrigin(value, redirectUri);
        return origin === null ? [] : [[`query parameter ${excerpt(name)}`, origin]];
      });
    return foreign.length > 0 ? fired("low", foreign) : silent;
  }),
};

/** Origin of an address in a value, as it stands or percent-encoded once more; null for none and for the base's own. */
function foreignOrigin(value: string, base: string): string | null {
  const [decoded] = parametersOf(`=${value}`);
  const address = /^\s*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}/i;
  const target = [value, decoded?.value ?? ""].find((text) => address.test(text));
  if (target === undefined || !URL.canParse(target, base)) return null;
  const { origin } = new URL(target, base);
  return origin === originOf(base) ? null : origin === "null" ? "an address of another scheme" : origin;
}

/**
 * @severity high; medium for `id_token token` or `code id_token token` with `response_mode` `form_post`, by which no URL
 *   leaks the token and `at_hash` binds it
 * @fires The `response_type` set contains `token`.
 * @silent `token` absent; `id_token` alone. Parameters hidden by PAR or JWE are undetermined.
 */
const responseTypeIssuesAccessToken: Check = {
  id: "response-type-issues-access-token",
  title: "The client asks for an access token directly from the authorization endpoint.",
  citations: cited("RFC 9700 §2.1.2; RFC 6749 §10.16; OAuth 2.1-15 §10.1; BBA-27 §7.2"),
  remedy: "Switch to response_type=code with PKCE and obtain the access token from the token endpoint.",
  evaluate: onRequest((request) => {
    if (!request.responseTypes.includes("token")) return silent;
    const isLessExposed =
      request.responseTypes.includes("id_token") && request.responseMode.value === "form_post";
    return fired(isLessExposed ? "medium" : "high", [
      ["response_type", typeOf(request)],
      ["response_mode", modeOf(request)],
      ["client_id", excerpt(request.clientId ?? "")],
    ]);
  }),
};

/**
 * @severity high
 * @fires `response_mode=query` with a `response_type` containing `token` or `id_token`; or `response_mode=query.jwt` with
 *   such a type, and the returned `response` value is a three-part JWS.
 * @silent `code` or `none` alone; an encrypted (five-part) JARM response. Without a response, the JARM case is undetermined.
 */
const responseModeQueryForTokens: Check = {
  id: "response-mode-query-for-tokens",
  title: "Tokens are requested in the query string.",
  citations: cited("MRT §3, §5, §7; JARM §2.3.1"),
  remedy: "Drop response_mode=query; use the default mode, form_post, or the code flow.",
  evaluate: onRequest((request, { login: { response } }) => {
    const { resolved } = request.responseMode;
    if (!returnsToken(request) || !/^query(?:\.jwt)?$/.test(resolved)) return silent;
    const evidence: readonly Seen[] = [
      ["response_type", typeOf(request)],
      ["response_mode", modeOf(request)],
    ];
    if (resolved === "query") return fired("high", evidence);
    if (response === null) return undetermined("Whether the response is encrypted is not visible yet.");
    const parts = response.jarm?.jwt.split(".", 6).length;
    return parts === 3 ? fired("high", [...evidence, ["parts of the JWT", "3"]]) : silent;
  }),
};

const secrets = ["client_secret", "client_assertion", "code_verifier", "refresh_token", "password"];

/**
 * @severity high
 * @fires A navigation, redirect or authorization request that went to the server carries a non-empty `client_secret`,
 *   `client_assertion`, `code_verifier`, `refresh_token` or `password` in its URL.
 * @silent Hosts that are not part of the login; empty values; bodies of POST requests.
 */
const secretInFrontChannel: Check = {
  id: "secret-in-front-channel",
  title: "A credential that belongs in a token request body travels through a browser URL.",
  citations: cited("RFC 6749 §2.3.1, §3.2, §10.4; RFC 9700 §2.1.1"),
  remedy: "Send credentials only in a POST body or header of a direct HTTPS call to the token endpoint.",
  evaluate({ login }) {
    const found = new Map(requestsTo(login).flatMap(secretsIn));
    if (found.size > 0) return fired("high", [...found]);
    return login.request === null ? undetermined("The authorization request was not visible.") : silent;
  },
};

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

/** What went to the server by the browser's own navigation, with the parameters in its URL. */
function requestsTo({ request, documents, server }: Login): readonly Sent[] {
  const hops = documents
    .flatMap(({ exchanges }) => exchanges)
    .filter(({ url }) => server.origin !== null && originOf(url) === server.origin)
    .map(({ url, method }) => ({ url, method, parameters: parametersOf(splitUrl(url).query) }));
  // Of a posted one it is not kept what stood in the URL.
  if (request === null || request.method !== "GET") return hops;
  return [{ url: request.endpoint, method: "GET", parameters: request.parameters }, ...hops];
}

const secretsIn = ({ url, method, parameters }: Sent): readonly Seen[] =>
  parameters
    .filter(({ name, value }) => secrets.includes(name) && value !== "")
    .map(({ name, value }) => [name, `${mask(value)} by ${method} to ${splitUrl(url).base}`]);

/** Checks of how request and response are to travel. */
export const requestDeliveryChecks: readonly Check[] = [
  redirectUriInsecure,
  redirectUriRisky,
  responseTypeIssuesAccessToken,
  responseModeQueryForTokens,
  secretInFrontChannel,
];
