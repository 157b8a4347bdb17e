import { headerOf } from "../flow/documents.js";
import type { Login, ScriptedRequest, TokenCall } from "../flow/login.js";
import type { Header } from "../flow/observation.js";
import { mask } from "../mask.js";
import { firstValue, originOf } from "../oauth/parameter.js";
import { decode } from "../token/decode.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { credentialResponseCacheable } from "./token-endpoint-answers.js";
import {
  codeOrRedirectMismatch,
  codeSentToOtherAs,
  pkceDowngradeAccepted,
  pkceVerifierMismatch,
} from "./token-endpoint-code.js";
import { refreshTokenNotRotated, refreshTokenReuseAccepted } from "./token-endpoint-refresh.js";
import { noTokenCalls } from "./traffic.js";
import { excerpt, namesOf, notApplicable, silent, undetermined } from "./verdict.js";

/**
 * @severity high; info for `private_key_jwt`, whose key may have been made in the browser
 * @fires A token request or pushed request of a page or worker has `client_secret`, HTTP Basic credentials with a secret, an
 *   assertion with a MAC (`client_secret_jwt`), or `grant_type=client_credentials`.
 * @silent Requests of servers, which are not seen; DPoP proofs.
 */
const clientSecretInBrowser: Check = {
  id: "client-secret-in-browser",
  title: "A browser sends a shared client credential.",
  citations: cited("BBA-27 §6.3.3.1; RFC 6819 §4.1.1, §5.3.1; RFC 6749 §2.1, §4.4, §10.1"),
  remedy: "Register the app as a public client with PKCE or move token calls to a backend.",
  evaluate: ({ login }) => {
    const sent = [
      ...login.tokenCalls.map(ofCall),
      ...login.scriptedRequests.filter(({ kind }) => kind === "pushed"),
    ];
    if (sent.length === 0) return login.tokens.length > 0 ? notApplicable : noTokenCalls(login);
    const isHidden = sent.some(({ requestHeaders }) => requestHeaders === null);
    return firedBy(
      sent.flatMap(secretFault),
      isHidden ? undetermined("The headers of a token request were not visible.") : silent,
    );
  },
};

type Authenticated = Pick<ScriptedRequest, "endpoint" | "parameters" | "requestHeaders">;

const ofCall = ({ endpoint, request: { parameters }, requestHeaders }: TokenCall): Authenticated => ({
  endpoint,
  parameters,
  requestHeaders,
});

function secretFault({ endpoint, parameters, requestHeaders }: Authenticated): readonly Fault[] {
  const fault = (method: string, value: string, severity: Fault["severity"] = "high"): readonly Fault[] => [
    {
      severity,
      seen: [
        ["endpoint", endpoint],
        ["authentication", method],
        ["value", value],
      ],
    },
  ];
  const secret = firstValue(parameters, "client_secret");
  if (secret) return fault("client_secret_post", mask(secret));
  const basic = basicSecretIn(requestHeaders ?? []);
  if (basic) return fault("client_secret_basic", mask(basic));
  const assertion = firstValue(parameters, "client_assertion");
  const jwt = assertion ? decode(assertion) : null;
  if (assertion && jwt?.format === "jws") {
    return /^HS/i.test(jwt.alg ?? "")
      ? fault("client_secret_jwt", mask(assertion))
      : fault("private_key_jwt", mask(assertion), "info");
  }
  return firstValue(parameters, "grant_type") === "client_credentials"
    ? fault("grant_type=client_credentials", "no secret in sight")
    : [];
}

/** The password of HTTP Basic credentials; null for none, or an empty one, as public clients send it. */
function basicSecretIn(headers: readonly Header[]): string | null {
  const [, encoded] = /^Basic\s+([A-Za-z\d+/]+)={0,2}$/i.exec(headerOf(headers, "authorization") ?? "") ?? [];
  if (encoded === undefined || encoded.length % 4 === 1) return null;
  const credentials = atob(encoded);
  return credentials.slice(credentials.indexOf(":") + 1) || null;
}

/**
 * @severity high
 * @fires A token request has `grant_type=password`, or Auth0's `password-realm`.
 * @silent The server's own login form: a page of the endpoint's origin. Bodies that could not be read are not recognised as
 *   token requests at all.
 * @differs The catalogue does not name `password-realm`, which is the same grant with a realm.
 */
const passwordGrant: Check = {
  id: "password-grant",
  title: "The password grant is used.",
  citations: cited("RFC 9700 §2.4; BBA-27 §7.3; OAuth 2.1-15 §10"),
  remedy: "Redirect to the authorization server with the code flow.",
  evaluate: ({ login }) => {
    if (login.tokenCalls.length === 0) return withoutCalls(login);
    const faults = login.tokenCalls
      .filter(
        ({ request, initiator, endpoint }) =>
          /^password$|\/password-realm$/.test(request.grantType) && initiator !== originOf(endpoint),
      )
      .map(
        ({ endpoint, initiator, request }): Fault => ({
          severity: "high",
          seen: [
            ["endpoint", endpoint],
            ["page of", initiator ?? "unknown"],
            ["grant_type", excerpt(request.grantType)],
            ["parameters", namesOf(request.parameters)],
          ],
        }),
      );
    return firedBy(faults);
  },
};

/** A login that has its own grant, seen in its response, sends no password. */
const withoutCalls = (login: Login) => (login.response === null ? noTokenCalls(login) : notApplicable);

/** Checks of the token endpoint. */
export const tokenEndpointChecks: readonly Check[] = [
  clientSecretInBrowser,
  passwordGrant,
  pkceVerifierMismatch,
  pkceDowngradeAccepted,
  codeOrRedirectMismatch,
  codeSentToOtherAs,
  credentialResponseCacheable,
  refreshTokenNotRotated,
  refreshTokenReuseAccepted,
];
