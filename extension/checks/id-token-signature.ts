import { earlierThan } from "../flow/history.js";
import { isSymmetric } from "../token/key-choice.js";
import { isUnsigned } from "../token/signature.js";
import { shown } from "../token/verification.js";
import { clientKindOf } from "./acceptance.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { onIdTokens, onStep, verdictOf } from "./on-id-tokens.js";
import { excerpt, fired, notApplicable, silent, undetermined } from "./verdict.js";

/**
 * @severity high
 * @fires The value is neither three (JWS) nor five (JWE) base64url parts, or header or payload is not a UTF-8 JSON object.
 * @silent The capture is marked truncated; the value is a JSON error object.
 */
const idtMalformed: Check = {
  id: "idt-malformed",
  title: "The ID Token is not a well-formed JWT.",
  citations: cited("RFC 7519 §7.2; RFC 7515 §5.2; RFC 7516 §9; OIDC Core §2"),
  remedy: "Reject the response and fix the token serialisation at the server.",
  evaluate: onIdTokens((token, theCase) => {
    const isTruncated = theCase.login.problems.some((problem) => problem.includes(": truncated, "));
    if (isTruncated) return undetermined("The capture is truncated.");
    return verdictOf("form", () => "high", token, theCase);
  }),
};

/**
 * @severity high from the authorization endpoint; low from the token endpoint
 * @fires Header `alg` is `none` in any letter case, or the signature part is empty.
 * @silent Five-part tokens.
 * @differs The catalogue excepts clients that are registered for `none`. For what a client is registered is not
 *   visible.
 */
const idtAlgNone: Check = {
  id: "idt-alg-none",
  title: "The ID Token is unsigned.",
  citations: cited("OIDC Core §2, §3.1.3.7; RFC 8725 §3.2"),
  remedy: "Register an asymmetric signing algorithm and refuse none.",
  evaluate: onIdTokens(({ token, from }) => {
    const { decoded, channel } = token;
    if (decoded.format === "jwe") return notApplicable;
    if (decoded.format === "opaque") return undetermined("The ID Token cannot be read.");
    if (!isUnsigned(decoded)) return silent;
    return fired(from === "authorization" ? "high" : "low", [
      ["header", excerpt(decoded.header.text)],
      ["signature", decoded.signature === "none" ? "empty" : "present"],
      ["channel", channel],
    ]);
  }),
};

/**
 * @severity medium; low for the history variant
 * @fires `alg` is missing from `id_token_signing_alg_values_supported`; or it contradicts the JWK chosen by `kid`; or it
 *   differs from earlier ID Tokens of the same client and issuer.
 * @silent Metadata unavailable; JWK without `alg` whose `kty` fits; announced key rollover within the metadata list.
 */
const idtAlgUnexpected: Check = {
  id: "idt-alg-unexpected",
  title: "The signing algorithm does not fit the issuer or the key.",
  citations: cited("OIDC Core §3.1.3.7; RFC 8725 §3.1; RFC 7517 §4.4; Discovery §3"),
  remedy: "Pin the expected algorithm per issuer and reject any other.",
  evaluate: onIdTokens((token, theCase) => {
    const verdict = verdictOf("alg", () => "medium", token, theCase);
    const { decoded } = token.token;
    if (verdict.outcome === "fired" || decoded.format !== "jws") return verdict;
    const { login, history } = theCase;
    const before = earlierThan(login, history).findLast(
      ({ clientId, serverOrigin, idTokenAlg }) =>
        idTokenAlg !== null && clientId === login.client.id && serverOrigin === login.server.origin,
    );
    const isAnnounced = decoded.alg !== null && token.algs?.includes(decoded.alg);
    if (!before || before.idTokenAlg === decoded.alg || isAnnounced) return verdict;
    return fired("low", [
      ["alg", shown(decoded.alg)],
      ["alg before", shown(before.idTokenAlg)],
    ]);
  }),
};

/**
 * @severity high for a browser client or when a public value verifies the MAC; medium for front-channel delivery to an
 *   unknown client
 * @fires `alg` is HS256, HS384 or HS512 and the client kind is browser, or unknown with front-channel delivery; or the MAC
 *   verifies with an empty key, the `client_id`, or the bytes of a public key from the JWKS.
 * @silent Code flow redeemed by a server with a secret.
 */
const idtHmacInBrowser: Check = {
  id: "idt-hmac-in-browser",
  title: "A symmetric algorithm protects an ID Token that a browser client consumes.",
  citations: cited("OIDC Core §10.1, §16.19, §3.1.3.7; RFC 8725 §2.1, §3.1, §3.5; RFC 7518 §3.2"),
  remedy: "Use RS256, PS256, ES256 or EdDSA for public clients.",
  evaluate: onIdTokens(({ token, from, steps }, { login }) => {
    const { decoded } = token;
    if (decoded.format === "jwe") return undetermined("The ID Token is encrypted.");
    if (decoded.format === "opaque") return undetermined("The ID Token cannot be read.");
    if (!isSymmetric(decoded.alg ?? "")) return silent;
    const signature = steps.find(({ id }) => id === "signature");
    const isPublic = signature?.fault === "public-secret";
    const kind = clientKindOf(login);
    const isExposed = kind === "unknown" && from === "authorization";
    if (!isPublic && kind !== "browser" && !isExposed) return silent;
    const key = isPublic ? signature.inputs.find(({ label }) => label === "key")?.value : undefined;
    return fired(isPublic || kind === "browser" ? "high" : "medium", [
      ["alg", shown(decoded.alg)],
      ["client", kind],
      ...(key === undefined ? [] : [["key that fits", key] as const]),
    ]);
  }),
};

/**
 * @severity high
 * @fires Verification with `jose` fails for every key selected from the issuer's JWKS, after one forced refresh; or a MAC does
 *   not fit the client secret that a person typed.
 * @silent JWKS unreachable, blocked or of unsupported type (undetermined); no key selectable (see `idt-kid-unresolved`);
 *   HS algorithms where the secret is not known.
 */
const idtSignatureInvalid: Check = {
  id: "idt-signature-invalid",
  title: "The ID Token signature does not verify.",
  citations: cited("OIDC Core §3.1.3.7, §3.2.2.11, §3.3.2.12; RFC 8725 §3.3"),
  remedy: "Reject the token; check for a stale key set or tampering.",
  evaluate: onIdTokens((token, theCase) => {
    const { decoded } = token.token;
    const signature = token.steps.find(({ id }) => id === "signature");
    const isMac = decoded.format === "jws" && isSymmetric(decoded.alg ?? "");
    if (isMac && signature?.fault !== "bad-signature") return notApplicable;
    if (["kid-unknown", "no-key", "weak-key"].includes(signature?.fault ?? "")) {
      return undetermined(signature?.reason ?? "");
    }
    return verdictOf("signature", ({ fault }) => (fault === "bad-signature" ? "high" : null), token, theCase);
  }),
};

/**
 * @severity high for an unknown `kid`; medium for the ambiguous cases
 * @fires (a) `kid` absent and two or more JWKs fit `kty`, `use` and `alg`; (b) `kid` not in the JWKS after a refresh; (c)
 *   `kid` matches several JWKs. Without a `kid`, also where no key fits.
 * @silent `kid` absent with exactly one candidate; JWKS unreachable.
 * @differs The catalogue does not say what holds where there is no `kid` and no key fits. No key can be chosen then,
 *   either.
 */
const idtKidUnresolved: Check = {
  id: "idt-kid-unresolved",
  title: "No unique key can be chosen for the ID Token.",
  citations: cited("OIDC Core §10.1, §10.1.1; RFC 7517 §4.5"),
  remedy: "Always send a unique kid and keep retired keys published for a while.",
  evaluate: onStep("kid", ({ fault }, { token: { decoded } }) => {
    if (fault === "kid-unknown") return "high";
    if (fault === "ambiguous") return "medium";
    // That the key of the kid does not fit is idt-alg-unexpected.
    const hasKid = decoded.format === "jws" && decoded.header.value?.kid !== undefined;
    return fault === "no-key" && !hasKid ? "medium" : null;
  }),
};

/** Checks of the ID Token's form, algorithm, key and signature. */
export const idTokenSignatureChecks: readonly Check[] = [
  idtMalformed,
  idtAlgNone,
  idtAlgUnexpected,
  idtHmacInBrowser,
  idtSignatureInvalid,
  idtKidUnresolved,
];
