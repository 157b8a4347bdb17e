import type { Login, TokenCall } from "../flow/login.js";
import { listOf } from "../oauth/metadata.js";
import { firstValue } from "../oauth/parameter.js";
import { clientKindOf } from "./acceptance.js";
import type { Case } from "./case.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { effectiveRequest, onRequest } from "./effective-request.js";
import { challengeMethodOf, presence, returnsIdToken, typeOf } from "./request-facts.js";
import { metadataOf, unknownMetadata } from "./server-facts.js";
import { characterAt, excerpt, fired, isUndetermined, notApplicable, type Seen, silent } from "./verdict.js";

/** Requests that redeem a code. */
const redemptionsIn = ({ tokenCalls }: Login): readonly TokenCall[] =>
  tokenCalls.filter(({ request }) => request.grantType === "authorization_code" || request.code);

/** Whether a token request proves who sends it (RFC 6749, section 2.3; RFC 7521, section 4.2). */
const isAuthenticated = ({ request, requestHeaders }: TokenCall): boolean =>
  ["client_secret", "client_assertion"].some((name) => firstValue(request.parameters, name)) ||
  (requestHeaders ?? []).some(({ name }) => name.toLowerCase() === "authorization");

/**
 * @severity high when the code is redeemed from the browser without client authentication; else medium when no `nonce`
 *   binds an ID Token, low when one does
 * @fires `code` in `response_type` and no `code_challenge` in the effective request.
 * @silent The request is hidden; a `code_verifier` appears in the token request, so that the challenge was pushed.
 * @differs The catalogue lowers the severity for any `nonce`. Only an ID Token returns it, so that it binds nothing in
 *   plain OAuth (RFC 9700, section 2.1.1).
 */
const pkceMissing: Check = {
  id: "pkce-missing",
  title: "The code flow runs without PKCE.",
  citations: cited("RFC 9700 §2.1.1; OAuth 2.1-15 §4.1.1, §7.5.1.1; BBA-27 §6.3.2.1; RFC 7636 §4.3"),
  remedy: "Send an S256 code_challenge and the matching code_verifier in every code flow.",
  evaluate: onRequest((request, { login }) => {
    if (!request.responseTypes.includes("code")) return notApplicable;
    const redemptions = redemptionsIn(login);
    if (request.codeChallenge || redemptions.some((call) => call.request.codeVerifier)) return silent;
    const isPublic = redemptions.some((call) => !isAuthenticated(call));
    const hasNonce = Boolean(request.nonce) && returnsIdToken(request);
    const by =
      redemptions.length > 0 ? `the browser, ${isPublic ? "without" : "with"} client authentication` : "";
    return fired(isPublic ? "high" : hasNonce ? "low" : "medium", [
      ["response_type", typeOf(request)],
      ["nonce", presence(request, "nonce", returnsIdToken(request) ? null : "no ID Token returns it")],
      ["code redeemed by", by || (clientKindOf(login) === "server" ? "the client's server" : "not seen")],
    ]);
  }),
};

/**
 * @severity medium; high if the metadata lists `S256`
 * @fires `code_challenge` is present and `code_challenge_method` is `plain` or absent.
 * @silent The challenge is carried only in a pushed or encrypted request.
 */
const pkcePlain: Check = {
  id: "pkce-plain",
  title: "PKCE is used with the plain method.",
  citations: cited("RFC 7636 §4.2, §4.3; RFC 9700 §2.1.1"),
  remedy: "Set code_challenge_method=S256 explicitly and hash the verifier.",
  evaluate: onRequest((request, { server }) => {
    if (!request.codeChallenge) return notApplicable;
    if (challengeMethodOf(request) !== "plain") return silent;
    const methods = listOf(metadataOf(server), "code_challenge_methods_supported");
    return fired(methods.includes("S256") ? "high" : "medium", [
      ["code_challenge_method", request.codeChallengeMethod ? "plain" : "absent, so plain"],
      ["metadata", metadataOf(server) === null ? "not known" : excerpt(methods.join(", ")) || "no methods"],
    ]);
  }),
};

/**
 * @severity medium
 * @fires A challenge or verifier has fewer than 43 or more than 128 characters or a character outside A-Z a-z 0-9 `-` `.`
 *   `_` `~`; or an S256 challenge is not exactly 43 base64url characters.
 * @silent An empty `code_challenge`, which `pkce-missing` handles.
 */
const pkceValueMalformed: Check = {
  id: "pkce-value-malformed",
  title: "A PKCE challenge or verifier breaks the syntax rules.",
  citations: cited("RFC 7636 §4.1, §4.2"),
  remedy: "Use 32 random bytes, base64url without padding, as the verifier and hash that for the challenge.",
  evaluate({ login }) {
    const request = effectiveRequest(login);
    const challenge = isUndetermined(request) ? null : request.codeChallenge;
    const method = isUndetermined(request) ? "plain" : challengeMethodOf(request);
    const verifiers = redemptionsIn(login).flatMap((call) => call.request.codeVerifier || []);
    const faults = [
      ...(challenge ? faultsOf(`code_challenge, ${excerpt(method)}`, challenge, method === "S256") : []),
      ...verifiers.flatMap((verifier) => faultsOf("code_verifier", verifier, false)),
    ];
    if (faults.length > 0) return fired("medium", faults);
    if (isUndetermined(request)) return request;
    return challenge || verifiers.length > 0 ? silent : notApplicable;
  },
};

function faultsOf(name: string, value: string, isHash: boolean): readonly Seen[] {
  const illegal = value.search(isHash ? /[^\w-]/ : /[^\w.~-]/);
  const isRightLength = isHash ? value.length === 43 : value.length >= 43 && value.length <= 128;
  if (isRightLength && illegal < 0) return [];
  const character = illegal < 0 ? "" : `, illegal character ${characterAt(value, illegal)}`;
  return [[name, `${value.length} characters${character}`]];
}

/**
 * @severity medium; low when `state` or `nonce` is also sent
 * @fires The request has `code_challenge`, and `code_challenge_methods_supported` of the metadata is absent or lacks the
 *   method used.
 * @silent Metadata that are not available leave it undetermined; the token endpoint was seen rejecting a missing or wrong
 *   verifier.
 */
const pkceSupportNotAdvertised: Check = {
  id: "pkce-support-not-advertised",
  title: "PKCE is the only protection but the server does not say it supports it.",
  citations: cited("RFC 9700 §2.1.1, §4.7.1, §4.8.2; RFC 8414 §2"),
  remedy: "Publish the supported methods, or keep checking state until support is proven.",
  evaluate: onRequest((request, theCase) => {
    if (!request.codeChallenge) return notApplicable;
    if (rejectsWrongVerifier(theCase)) return silent;
    const metadata = metadataOf(theCase.server);
    if (metadata === null) return unknownMetadata(theCase.server);
    const methods = listOf(metadata, "code_challenge_methods_supported");
    if (methods.includes(challengeMethodOf(request))) return silent;
    return fired(request.state || request.nonce ? "low" : "medium", [
      ["metadata", metadataUrl(theCase)],
      ["code_challenge_methods_supported", excerpt(methods.join(", ")) || "absent or empty"],
      ["code_challenge_method", excerpt(challengeMethodOf(request))],
    ]);
  }),
};

const metadataUrl = ({ server: { metadata } }: Case): string =>
  metadata.state === "known" ? excerpt(metadata.url) : "";

const rejectsWrongVerifier = ({ login }: Case): boolean =>
  redemptionsIn(login).some(
    ({ pkce, answer }) =>
      (pkce === "mismatch" || pkce === "absent") && answer?.response?.error === "invalid_grant",
  );

/** Whether a challenge ties the code to this browser: the server says that it compares it. */
export const isPkceSupported = (theCase: Case): boolean =>
  pkceSupportNotAdvertised.evaluate(theCase).outcome === "silent";

/** Checks of Proof Key for Code Exchange in the authorization request. */
export const requestPkceChecks: readonly Check[] = [
  pkceMissing,
  pkcePlain,
  pkceValueMalformed,
  pkceSupportNotAdvertised,
];
