import { originOf } from "../oauth/parameter.js";
import { audienceOf, claimsOf } from "../token/id-token-context.js";
import { acceptanceOf } from "./acceptance.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { type JudgedIdToken, onIdTokens, onStep, verdictOf } from "./on-id-tokens.js";
import { metadataOf } from "./server-facts.js";
import { isSameSite } from "./sites.js";
import { excerpt, fired, notApplicable, silent } from "./verdict.js";

/**
 * @severity high if the embedded key verifies the token but is not in the JWKS; medium otherwise
 * @fires (a) Header has `jku`, `jwk`, `x5u` or `x5c`; (b) `crit` is present: nothing that is critical is understood.
 * @silent `x5t`, `x5t#S256`, `kid`, `typ`, `cty`.
 * @differs The catalogue lists faults of `crit` one by one. As no extension is understood here, each of them is refused
 *   alike (RFC 7515, section 4.1.11).
 */
const idtHeaderUnsafe: Check = {
  id: "idt-header-unsafe",
  title: "The header carries its own key material or an unsupported critical extension.",
  citations: cited("OIDC Core §2; RFC 8725 §3.10; RFC 7515 §4.1.2, §4.1.3, §4.1.5, §4.1.6, §4.1.11"),
  remedy: "Take keys only from the configured issuer and reject tokens with unknown critical members.",
  evaluate: onStep("header", ({ fault }) => (fault === "embedded" ? "high" : "medium")),
};

/**
 * @severity high
 * @fires `typ` is `at+jwt`, `logout+jwt`, `dpop+jwt`, `oauth-authz-req+jwt`, `secevent+jwt` or the same with the
 *   `application/` prefix; or the payload has the back-channel logout `events` member; or the string equals the
 *   `access_token` of the same response.
 * @silent `typ` absent or `JWT`; vendor types documented for ID Tokens.
 */
const idtTypConfusion: Check = {
  id: "idt-typ-confusion",
  title: "Another kind of JWT is passed off as an ID Token.",
  citations: cited("RFC 8725 §2.8, §3.11, §3.12; RFC 9068 §2.1, §5; Back-Channel §2.4; RFC 9101 §10.8"),
  remedy: "Check typ and the claim set before accepting a JWT as an ID Token.",
  evaluate: onStep("typ", () => "high"),
};

/**
 * @severity info; medium for `RSA1_5`; low when the header does not mark a nested JWT
 * @fires The value has five parts.
 * @silent Three-part tokens. All content checks become undetermined, not passed.
 */
const idtEncrypted: Check = {
  id: "idt-encrypted",
  title: "The ID Token is encrypted and cannot be inspected.",
  citations: cited("OIDC Core §2, §3.1.3.7, §16.14; RFC 8725 §3.2; RFC 7519 §5.2, §11.2"),
  remedy: "Use RSA-OAEP or ECDH-ES and sign before encrypting.",
  evaluate: onIdTokens(({ token: { decoded } }) => {
    if (decoded.format !== "jwe") return silent;
    const cty = decoded.header.value?.cty;
    const isNested = typeof cty === "string" && /^(?:application\/)?jwt$/i.test(cty);
    return fired(decoded.alg === "RSA1_5" ? "medium" : isNested ? "info" : "low", [
      ["alg", excerpt(decoded.alg ?? "absent")],
      ["enc", excerpt(decoded.enc ?? "absent")],
      ["cty", typeof cty === "string" ? excerpt(cty) : "absent"],
    ]);
  }),
};

/**
 * @severity high
 * @fires `iss`, `sub`, `aud`, `exp` or `iat` is missing, or is not a string, string list or number as required, or `sub` is
 *   empty or over 255 ASCII characters.
 * @silent Encrypted tokens; JSON numbers with fractions.
 */
const idtClaimMissing: Check = {
  id: "idt-claim-missing",
  title: "A mandatory ID Token claim is absent or has the wrong type.",
  citations: cited("OIDC Core §2; RFC 7519 §4.1"),
  remedy: "Reject the token and have the server emit all required claims.",
  evaluate: onStep("claims", () => "high"),
};

/**
 * @severity high; medium when only the host comparison is possible
 * @fires `iss` is not byte-equal to the metadata issuer; or is not an `https` URL without query and fragment; or, without
 *   metadata, its registrable domain differs from the authorization endpoint's.
 * @silent Metadata issuer containing a tenant placeholder, compared after substitution; a custom domain confirmed by
 *   metadata; http on loopback.
 * @differs The catalogue asks for `https` everywhere. On loopback, where no network is crossed, `http` is let pass, as
 *   with redirect URIs.
 */
const idtIssMismatch: Check = {
  id: "idt-iss-mismatch",
  title: "The ID Token comes from another issuer, or its issuer is not a proper URL.",
  citations: cited("OIDC Core §2, §3.1.3.7; Discovery §4.3; RFC 8725 §3.8"),
  remedy: "Compare iss with the configured issuer by exact string match.",
  evaluate: onIdTokens((token, theCase) => {
    const verdict = verdictOf("iss", ({ fault }) => (fault === "absent" ? null : "high"), token, theCase);
    const iss = claimsOf(token.token)?.iss;
    const endpoint = theCase.login.request?.endpoint;
    if (verdict.outcome !== "undetermined" || typeof iss !== "string" || !endpoint) return verdict;
    const isConfirmed = metadataOf(theCase.server)?.issuer === iss;
    if (isConfirmed || isSameSite(iss, endpoint)) return verdict;
    return fired("medium", [
      ["iss", excerpt(iss)],
      ["authorization endpoint", endpoint],
    ]);
  }),
};

/**
 * @severity high
 * @fires `aud` (string or list) lacks the `client_id` of the request.
 * @silent `client_id` unknown because of a hidden request; encrypted token.
 */
const idtAudMismatch: Check = {
  id: "idt-aud-mismatch",
  title: "The ID Token is not addressed to this client.",
  citations: cited("OIDC Core §3.1.3.7; RFC 8725 §3.9"),
  remedy: "Reject tokens whose audience does not contain your client identifier.",
  evaluate: onStep("aud", ({ fault }) => (fault === "different" ? "high" : null)),
};

/**
 * @severity medium for a foreign `azp` or when the token is also sent to the extra audience; low for extra audiences alone
 * @fires `azp` present and not the `client_id`; or `aud` has members beside the `client_id`.
 * @silent `azp` equal to the client; several audiences all equal to the client; `aud` without the client (see
 *   `idt-aud-mismatch`).
 */
const idtAzpOrExtraAudience: Check = {
  id: "idt-azp-or-extra-audience",
  title: "The authorized party differs, or extra audiences are listed.",
  citations: cited("OIDC Core §2, §3.1.3.7"),
  remedy: "Accept only audiences you trust and compare azp when your extension uses it.",
  evaluate: onStep("azp", ({ fault }, token, { login }) => {
    if (fault === "azp") return "medium";
    const audiences = (audienceOf(claimsOf(token.token)?.aud) ?? []).map(originOf);
    const isSent = login.calls.some(
      ({ tokenId, url }) => tokenId === token.token.id && audiences.includes(originOf(url)),
    );
    return isSent ? "medium" : "low";
  }),
};

/**
 * @severity high
 * @fires Delivery time, corrected by the server's Date header, is at or after `exp` plus 300 s.
 * @silent ID Tokens read from storage or used as hints; local clock wrong and no Date header (undetermined).
 */
const idtExpired: Check = {
  id: "idt-expired",
  title: "The ID Token had expired when it was delivered.",
  citations: cited("OIDC Core §2, §3.1.3.7"),
  remedy: "Reject expired tokens and check clocks.",
  evaluate: onStep("exp", ({ fault }) => (fault === "expired" ? "high" : null)),
};

/**
 * @severity medium
 * @fires (a) `iat` more than 300 s in the future; (b) `iat` earlier than the authorization request minus 300 s; (c) `exp` not
 *   after `iat`; (d) a time above 10^11 (milliseconds); (e) `nbf` more than 300 s in the future.
 * @silent (b) for refresh answers and for requests whose time is unknown; offsets explained by the Date header; (c) for a token
 *   that had expired (see `idt-expired`).
 */
const idtTimeImplausible: Check = {
  id: "idt-time-implausible",
  title: "The ID Token's times make no sense for this login.",
  citations: cited("OIDC Core §3.1.3.7; RFC 7519 §4.1.4, §4.1.5, §4.1.6"),
  remedy: "Issue fresh tokens in seconds and reject tokens outside a few minutes of skew.",
  evaluate: onIdTokens((token, theCase) => {
    const early = verdictOf("nbf", ({ fault }) => (fault === "early" ? "medium" : null), token, theCase);
    if (early.outcome === "fired") return early;
    const isExpired = token.steps.some(({ id, fault }) => id === "exp" && fault === "expired");
    const severityOf = ({ fault }: { fault: string }) => (fault === "order" && isExpired ? null : "medium");
    return verdictOf("iat", severityOf, token, theCase);
  }),
};

/**
 * @severity high; medium when the token has a nonce but none was sent
 * @fires Request nonce N and token `nonce` missing or not byte-equal to N; or token `nonce` without a request nonce.
 * @silent ID Tokens from refresh answers without `nonce`; hidden request; encrypted token.
 */
const idtNonceMismatch: Check = {
  id: "idt-nonce-mismatch",
  title: "The nonce in the ID Token is absent or different.",
  citations: cited("OIDC Core §2, §3.1.3.7, §3.2.2.11, §12.2; RFC 9700 §4.5.3.2"),
  remedy: "Compare with the stored nonce before using any token, then delete it.",
  evaluate: onIdTokens((token: JudgedIdToken, theCase) => {
    const severityOf = ({ fault }: { fault: string }) => (fault === "unrequested" ? "medium" : "high");
    const verdict = verdictOf("nonce", severityOf, token, theCase);
    if (verdict.outcome === "not-applicable") return token.from === "refresh" ? notApplicable : silent;
    if (verdict.outcome !== "fired") return verdict;
    const acceptance = acceptanceOf(theCase.login);
    const more = [
      { label: "channel", value: token.token.channel },
      { label: "client", value: acceptance === "unknown" ? "not seen to go on" : acceptance },
    ];
    return { ...verdict, evidence: [...verdict.evidence, ...more] };
  }),
};

/** Checks of the ID Token's header, kind and claims. */
export const idTokenClaimChecks: readonly Check[] = [
  idtHeaderUnsafe,
  idtTypConfusion,
  idtEncrypted,
  idtClaimMissing,
  idtIssMismatch,
  idtAudMismatch,
  idtAzpOrExtraAudience,
  idtExpired,
  idtTimeImplausible,
  idtNonceMismatch,
];
