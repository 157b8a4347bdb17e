import { earlierThan, namesIssuer } from "../flow/history.js";
import { mask } from "../mask.js";
import { shortHash } from "../oauth/digest.js";
import { firstValue, splitUrl } from "../oauth/parameter.js";
import { claimsOf } from "../token/id-token-context.js";
import { acceptanceOf } from "./acceptance.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { effectiveRequest } from "./effective-request.js";
import { onAnyResponse, onResponse } from "./front-channel.js";
import { issuerOf, metadataOf, unknownMetadata } from "./server-facts.js";
import {
  excerpt,
  fired,
  isUndetermined,
  namesOf,
  notApplicable,
  type Seen,
  silent,
  timeText,
} from "./verdict.js";

/** Errors by which the server says that it could not read what was inside the Request Object. */
const unreadRequest: readonly string[] = ["invalid_request_object", "invalid_request_uri"];

/**
 * @severity high; low when a state came back although none was sent
 * @fires The request's `state` is S and the correlated response has no `state` or one that is not byte-equal.
 * @silent `invalid_request_object` or `invalid_request_uri` errors when `state` was inside the object; the value matches
 *   another open transaction. A hidden request is undetermined.
 */
const stateMismatch: Check = {
  id: "state-mismatch",
  title: "The returned state is absent or different.",
  citations: cited("RFC 6749 §4.1.2, §4.2.2, §10.12; OIDC Core §3.2.2.5; RFC 9700 §4.7.1"),
  remedy: "Reject the response before touching any code or token.",
  evaluate: onResponse((response, { login, history }) => {
    const request = effectiveRequest(login);
    if (isUndetermined(request)) return request;
    const [sent, returned] = [request.state || null, response.state || null];
    if (sent === null && returned === null) return notApplicable;
    const isInside = firstValue(request.parameters, "state") === null;
    const isUnread = response.error !== null && unreadRequest.includes(response.error);
    const isOthers =
      returned !== null &&
      history.some(
        ({ flowId, endedAt, hashes }) =>
          flowId !== login.id && endedAt === null && hashes.state === shortHash(returned),
      );
    if (sent === returned || (isInside && isUnread && returned === null) || isOthers) return silent;
    return fired(sent === null ? "low" : "high", [
      ["state sent", sent === null ? "none" : mask(sent)],
      ["state returned", returned === null ? "none" : mask(returned)],
      ["channel", response.channel],
      ["client", acceptanceText[acceptanceOf(login)]],
    ]);
  }),
};

const acceptanceText = {
  accepted: "went on with the response",
  rejected: "did not go on with the response",
  unknown: "what it did with the response was not seen",
} as const;

/**
 * @severity high
 * @fires Response `iss`, compared as a plain string, differs from the issuer in the metadata of the authorization endpoint
 *   used; or it differs from `iss` in the ID Token or JARM JWT of the same response.
 * @silent Issuer unknown and only one identifier present is undetermined.
 */
const issMismatch: Check = {
  id: "iss-mismatch",
  title: "The issuer named in the response is not the one the request went to.",
  citations: cited("RFC 9207 §2.4, §4; RFC 9700 §4.4.2.1; JARM §2.4"),
  remedy: "Abort the transaction when issuers differ.",
  evaluate: onResponse((response, theCase) => {
    const { login } = theCase;
    const iss = firstValue(response.outer, "iss");
    if (!iss) return notApplicable;
    const idToken = login.tokens.find(
      ({ kind, channel }) => kind === "id_token" && channel === response.channel,
    );
    const claimed = idToken && claimsOf(idToken)?.iss;
    const issuer = issuerOf(theCase);
    const others: readonly (readonly [string, string | null])[] = [
      ["issuer in the metadata", typeof issuer === "string" ? issuer : null],
      ["iss in the ID Token", typeof claimed === "string" ? claimed : null],
      ["iss in the JWT response", response.jarm && firstValue(response.parameters, "iss")],
    ];
    const known = others.filter((other): other is Seen => other[1] !== null);
    if (known.length === 0 && typeof issuer !== "string") return issuer;
    const different = known.filter(([, issuer]) => issuer !== iss);
    return different.length === 0
      ? silent
      : fired("high", [
          ["iss in the response", excerpt(iss)],
          ...different.map(([label, issuer]): Seen => [label, excerpt(issuer)]),
        ]);
  }),
};

/**
 * @severity medium; low if an ID Token from the same endpoint identifies the issuer
 * @fires Metadata has `authorization_response_iss_parameter_supported` true and a success or error response outside JARM
 *   has no `iss`.
 * @silent JARM responses. Metadata that cannot be retrieved leave it undetermined.
 */
const issMissing: Check = {
  id: "iss-missing",
  title: "The server promises an issuer parameter but did not send it.",
  citations: cited("RFC 9207 §2.3, §2.4, §3, §4"),
  remedy: "Add iss to all responses and reject responses without it.",
  evaluate: onAnyResponse((response, { login, server }) => {
    if (response.jarm !== null) return notApplicable;
    if (firstValue(response.parameters, "iss")) return silent;
    const metadata = metadataOf(server);
    if (metadata === null) return unknownMetadata(server);
    if (metadata.authorization_response_iss_parameter_supported !== true) return silent;
    const isNamed = login.tokens.some(
      (token) =>
        token.kind === "id_token" &&
        token.channel === response.channel &&
        typeof claimsOf(token)?.iss === "string",
    );
    return fired(isNamed ? "low" : "medium", [
      ["authorization_response_iss_parameter_supported", "true"],
      ["response", namesOf(response.parameters)],
    ]);
  }),
};

/**
 * @severity medium
 * @fires A client used the same `redirect_uri` with servers of two or more origins, and the responses carry no `iss`, no ID
 *   Token and no JARM JWT.
 * @silent Distinct redirect URIs per issuer; several tenants behind one origin.
 * @differs The catalogue compares issuers. They are not known of every earlier login, so that the origins of the
 *   servers are compared.
 */
const mixUpUndefended: Check = {
  id: "mix-up-undefended",
  title: "One redirect URI serves several authorization servers with no issuer identification.",
  citations: cited("RFC 9700 §2.1, §4.4.2, §4.4.2.2; BBA-27 §9.3; OAuth 2.1-15 §7.14"),
  remedy: "Check iss, or give each authorization server its own redirect URI.",
  evaluate: onAnyResponse((response, { login, history }) => {
    if (response.channel.startsWith("web_message") || login.server.origin === null) return notApplicable;
    if (namesIssuer(response)) return silent;
    const redirectUri = splitUrl(login.request?.redirectUri ?? response.receivedAt).base;
    const hash = shortHash(redirectUri);
    const others = earlierThan(login, history).filter(
      ({ hashes, serverOrigin, issuerNamed }) =>
        hashes.redirect_uri === hash &&
        issuerNamed === false &&
        serverOrigin !== null &&
        serverOrigin !== login.server.origin,
    );
    const other = others.at(-1);
    if (!other) return silent;
    return fired("medium", [
      ["redirect_uri", excerpt(redirectUri)],
      ["server", `${login.server.origin}, ${timeText(response.at)}`],
      ["other server", `${other.serverOrigin}, ${timeText(other.at)}`],
    ]);
  }),
};

/** Checks of what ties a response to its request and its issuer. */
export const responseBindingChecks: readonly Check[] = [
  stateMismatch,
  issMismatch,
  issMissing,
  mixUpUndefended,
];
