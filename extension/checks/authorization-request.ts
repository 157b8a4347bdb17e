import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { firstValue } from "../oauth/parameter.js";
import type { Check, Severity } from "./check.js";
import { cite, citeAuth0 } from "./citation.js";
import { onRequest } from "./effective-request.js";
import { excerpt, fired, notApplicable, silent } from "./verdict.js";

const responseTypeIssuesAccessToken: Check = {
  id: "response-type-issues-access-token",
  title: "The client asks for an access token directly from the authorization endpoint.",
  citations: [
    cite("RFC 9700", "2.1.2"),
    cite("RFC 6749", "10.16"),
    cite("OAuth 2.1-15", "10.1"),
    cite("BBA-27", "7.2"),
  ],
  remedy: "Switch to response_type=code with PKCE and obtain the access token from the token endpoint.",
  evaluate: onRequest((request) => {
    if (!request.responseTypes.includes("token")) return silent;
    // By form_post with an ID Token, no URL leaks the token and at_hash binds it.
    const isLessExposed =
      request.responseTypes.includes("id_token") && request.responseMode.value === "form_post";
    return fired(isLessExposed ? "medium" : "high", [
      ["response_type", excerpt(request.responseTypes.join(" "))],
      ["response_mode", modeOf(request)],
      ["client_id", excerpt(request.clientId ?? "")],
    ]);
  }),
};

const stateMissing: Check = {
  id: "state-missing",
  title: "Nothing, or only a weaker mechanism, ties the callback to this browser session.",
  citations: [
    cite("RFC 6749", "4.1.1"),
    cite("RFC 6749", "10.12"),
    cite("RFC 9700", "2.1"),
    cite("RFC 9700", "4.7.1"),
    cite("OIDC Core", "3.1.2.1"),
    cite("BBA-27", "6.3.2.2"),
  ],
  remedy: "Generate a one-time random state per request, bind it to the session and compare it on return.",
  evaluate: onRequest((request) => {
    if (request.state) return silent;
    // A nonce ties only what holds an ID Token, a challenge only what holds a code.
    const returnsCode = request.responseTypes.includes("code");
    const hasPkce = isSent(request, "code_challenge") && returnsCode;
    const hasNonce = isSent(request, "nonce") && returnsIdToken(request);
    const severity: Severity = hasPkce ? "info" : hasNonce ? "low" : "high";
    return fired(severity, [
      ["state", presence(request, "state")],
      ["nonce", presence(request, "nonce", returnsIdToken(request) ? null : "no ID Token returns it")],
      ["code_challenge", presence(request, "code_challenge", returnsCode ? null : "no code is bound to it")],
    ]);
  }),
};

const nonceMissing: Check = {
  id: "nonce-missing",
  title: "An ID Token is requested without a nonce.",
  citations: [
    cite("OIDC Core", "3.1.2.1"),
    cite("OIDC Core", "3.2.2.1"),
    cite("OIDC Core", "3.3.2.1"),
    cite("RFC 9700", "2.1.1"),
    cite("RFC 9700", "4.5.3.2"),
    citeAuth0("Mitigate Replay Attacks When Using the Implicit Flow"),
  ],
  remedy: "Create a fresh random nonce, store it with the session and verify it in the ID Token.",
  evaluate: onRequest((request) => {
    if (!returnsIdToken(request)) return notApplicable;
    if (request.nonce) return silent;
    return fired(request.responseTypes.includes("id_token") ? "high" : "info", [
      ["response_type", excerpt(request.responseTypes.join(" "))],
      ["nonce", presence(request, "nonce")],
      ["parameters", excerpt([...new Set(request.parameters.map(({ name }) => name))].join(", "))],
    ]);
  }),
};

/** Checks that look at the authorization request. */
export const authorizationRequestChecks: readonly Check[] = [
  responseTypeIssuesAccessToken,
  stateMissing,
  nonceMissing,
];

const modeOf = ({ responseMode: { value, source } }: AuthorizationRequest): string =>
  source === "sent" ? excerpt(value) : `${value} (default)`;

/** Whether an ID Token comes back, from the authorization endpoint or for the code. */
function returnsIdToken({ responseTypes, scope }: AuthorizationRequest): boolean {
  return responseTypes.includes("id_token") || (responseTypes.includes("code") && scope.includes("openid"));
}

const isSent = (request: AuthorizationRequest, name: string): boolean =>
  Boolean(firstValue(request.parameters, name));

/** @param remark why a parameter that is present does not help; null if it does */
function presence(request: AuthorizationRequest, name: string, remark: string | null = null): string {
  const value = firstValue(request.parameters, name);
  if (!value) return value === null ? "absent" : "empty";
  return remark === null ? "present" : `present, but ${remark}`;
}
