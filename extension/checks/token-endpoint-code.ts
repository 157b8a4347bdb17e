import type { PastLogin } from "../flow/history.js";
import type { TokenCall } from "../flow/login.js";
import { mask } from "../mask.js";
import { sha256Base64url, shortHash } from "../oauth/digest.js";
import { textOf } from "../oauth/metadata.js";
import { originOf, splitUrl } from "../oauth/parameter.js";
import type { Case } from "./case.js";
import type { Check, Verdict } from "./check.js";
import { cited } from "./citation.js";
import { effectiveRequest } from "./effective-request.js";
import { type Fault, firedBy } from "./faults.js";
import { challengeMethodOf } from "./request-facts.js";
import { metadataOf, unknownMetadata } from "./server-facts.js";
import { isSameSite } from "./sites.js";
import { codeOf, isGranted, noTokenCalls } from "./traffic.js";
import { excerpt, isUndetermined, notApplicable, type Seen, silent, undetermined } from "./verdict.js";

/** A verdict on the requests that redeem the code of this login's response. */
const onRedemption =
  (judge: (calls: readonly TokenCall[], theCase: Case) => Verdict) =>
  (theCase: Case): Verdict => {
    const { login } = theCase;
    const code = codeOf(login);
    const calls = login.tokenCalls.filter(({ request }) => request.code !== null && request.code === code);
    return calls.length === 0 ? noTokenCalls(login) : judge(calls, theCase);
  };

const statusSeen = ({ answer }: TokenCall): Seen => ["status", answer?.status?.toString() ?? "none"];

/**
 * @severity high
 * @fires The request had a `code_challenge`, and the token request for its code has no `code_verifier`, or one of which the
 *   transformation differs from the challenge. An answer of 200 makes it the server's fault, too.
 * @silent Redemption by a server (undetermined); codes of another login.
 */
export const pkceVerifierMismatch: Check = {
  id: "pkce-verifier-mismatch",
  title: "The verifier is missing or does not fit the challenge.",
  citations: cited("RFC 7636 §4.5, §4.6; RFC 9700 §2.1.1"),
  remedy: "Send the stored verifier, and make the server refuse any other.",
  evaluate: onRedemption((calls, { login }) => {
    const request = effectiveRequest(login);
    if (isUndetermined(request)) return request;
    const { codeChallenge } = request;
    if (!codeChallenge) return notApplicable;
    const method = challengeMethodOf(request);
    const faults = calls
      .filter(({ pkce }) => pkce === "absent" || pkce === "mismatch")
      .map((call): Fault => {
        const { codeVerifier } = call.request;
        const computed = method === "S256" && codeVerifier ? sha256Base64url(codeVerifier) : codeVerifier;
        return {
          severity: "high",
          seen: [
            ["code_challenge_method", excerpt(method)],
            ["code_challenge", mask(codeChallenge)],
            ["from the verifier", computed ? mask(computed) : "no verifier"],
            statusSeen(call),
            ...(isGranted(call) ? [["server", "accepted it"] as const] : []),
          ],
        };
      });
    const isOpen = calls.some(({ pkce }) => pkce === "undetermined");
    return firedBy(faults, isOpen ? undetermined("The challenge's method is not known.") : silent);
  }),
};

/**
 * @severity high
 * @fires The readable request had no `code_challenge`, the token request has a `code_verifier`, and the answer holds a token.
 * @silent A challenge that was pushed or is in an encrypted Request Object (undetermined); error answers.
 */
export const pkceDowngradeAccepted: Check = {
  id: "pkce-downgrade-accepted",
  title: "The server accepted a verifier for a code issued without a challenge.",
  citations: cited("RFC 9700 §2.1.1, §4.8.1, §4.8.2"),
  remedy: "Reject verifiers for codes that carry no challenge, or require PKCE for the client.",
  evaluate: onRedemption((calls, { login }) => {
    const request = effectiveRequest(login);
    if (isUndetermined(request)) return request;
    const suspects = calls.filter(({ request: { codeVerifier } }) => codeVerifier !== null);
    if (request.codeChallenge || suspects.length === 0) return notApplicable;
    const faults = suspects.filter(isGranted).map(
      (call): Fault => ({
        severity: "high",
        seen: [["code_challenge", "absent"], ["code_verifier", "present"], statusSeen(call)],
      }),
    );
    const isOpen = suspects.some(
      ({ answer }) => !answer?.response && answer?.status !== null && (answer?.status ?? 200) < 400,
    );
    return firedBy(faults, isOpen ? undetermined("The token endpoint's response was not visible.") : silent);
  }),
};

/** How long before a token request the response may lie whose code it should have redeemed, ms. */
const recentMs = 10 * 60_000;

/**
 * @severity high for a foreign code; medium for a redirect URI that differs
 * @fires A page redeems a code that no response of this browser session brought, though one brought another code for the same
 *   client in the same tab shortly before; or the `redirect_uri` of the token request differs from the request's.
 * @silent Where no response was seen at all, or the code came encrypted (undetermined); a token request without
 *   `redirect_uri`, as OAuth 2.1 has it.
 * @differs The catalogue fires for any code that no response brought. A code may come by a way that is not seen, so
 *   that another one for the same client must have come in the same tab.
 */
export const codeOrRedirectMismatch: Check = {
  id: "code-or-redirect-mismatch",
  title: "The code redeemed, or its redirect URI, is not the one from this browser's response.",
  citations: cited("RFC 9700 §4.5.1; RFC 6749 §4.1.3; OAuth 2.1-15 §10.2"),
  remedy: "Bind code, verifier and redirect URI to one stored transaction.",
  evaluate: ({ login, history }) => {
    const calls = login.tokenCalls.filter(({ request }) => request.code !== null);
    if (calls.length === 0) return noTokenCalls(login);
    const known = codeOf(login);
    const asked = login.request?.redirectUri ?? null;
    const faults = calls.flatMap((call): Fault[] => {
      const { code, redirectUri } = call.request;
      if (code !== known) {
        const other = known === null ? foreignTo(call, history, login.tabId) : shortHash(known);
        return code === null || other === null
          ? []
          : [
              {
                severity: "high",
                seen: [
                  ["code redeemed", shortHash(code)],
                  ["code received", other],
                ],
              },
            ];
      }
      return redirectUri && asked && redirectUri !== asked
        ? [
            {
              severity: "medium",
              seen: [
                ["authorization request", excerpt(asked)],
                ["token request", excerpt(redirectUri)],
              ],
            },
          ]
        : [];
    });
    if (known === null)
      return firedBy(faults, undetermined("The response that brought the code was not visible."));
    const isHidden = asked === null && login.request?.hidden !== false;
    return firedBy(faults, isHidden ? undetermined("The request's redirect_uri was not visible.") : silent);
  },
};

/** Hash of the code that the client had just received, where the one that it redeems came with none of the responses. */
function foreignTo({ at, request }: TokenCall, history: readonly PastLogin[], tabId: number): string | null {
  const hash = shortHash(request.code ?? "");
  if (history.some(({ hashes }) => hashes.code === hash)) return null;
  const last = history.findLast(
    ({ clientId, tabId: otherTab, endedAt, hashes }) =>
      hashes.code !== undefined &&
      clientId === request.clientId &&
      otherTab === tabId &&
      endedAt !== null &&
      endedAt <= at &&
      at - endedAt <= recentMs,
  );
  return last?.hashes.code ?? null;
}

/**
 * @severity high
 * @fires The code came from the authorization endpoint of one issuer, and is posted to an endpoint that is neither the
 *   `token_endpoint` of its metadata nor the alias for mutual TLS.
 * @silent Calls to the client's own backend; where no metadata are known, a host of the server's registrable domain, any other
 *   being undetermined.
 */
export const codeSentToOtherAs: Check = {
  id: "code-sent-to-other-as",
  title: "A code is redeemed at a token endpoint of another server.",
  citations: cited("RFC 9700 §4.4.1, §4.4.2; RFC 9207 §1; RFC 6819 §4.4.1.7"),
  remedy: "Store the issuer with the transaction and use only its token endpoint.",
  evaluate: onRedemption((calls, { login, server }) => {
    const authorization = login.request?.endpoint;
    if (authorization === undefined) return undetermined("The authorization request was not visible.");
    const foreign = calls.filter(({ endpoint }) => !isSameSite(endpoint, login.client.origin));
    if (foreign.length === 0) return silent;
    const metadata = metadataOf(server);
    if (metadata === null || textOf(metadata, "token_endpoint") === null) {
      return foreign.every(({ endpoint }) => isSameSite(endpoint, authorization))
        ? silent
        : unknownMetadata(server);
    }
    const aliases = metadata.mtls_endpoint_aliases;
    const alias = typeof aliases === "object" && aliases !== null ? (aliases as Record<string, unknown>) : {};
    const listed = [metadata, alias].flatMap((from) => textOf(from, "token_endpoint") ?? []).map(normalised);
    const faults = foreign
      .filter(({ endpoint }) => !listed.includes(normalised(endpoint)))
      .map(
        ({ endpoint }): Fault => ({
          severity: "high",
          seen: [
            ["authorization endpoint", authorization],
            ["token endpoint used", endpoint],
            ["token endpoint published", excerpt(listed[0] ?? "")],
            ["issuer", excerpt(textOf(metadata, "issuer") ?? originOf(authorization) ?? "")],
          ],
        }),
      );
    return firedBy(faults);
  }),
};

function normalised(url: string): string {
  const { base } = splitUrl(url);
  return URL.canParse(base) ? new URL(base).href : base;
}
