import type { Login } from "../flow/login.js";
import { secretsOf } from "../flow/traces.js";
import { readJwt } from "../oauth/jwt.js";
import { originOf } from "../oauth/parameter.js";
import { decode } from "../token/decode.js";
import type { Check, Severity } from "./check.js";
import { citeAuth0, cited } from "./citation.js";
import { decodingsOf } from "./decodings.js";
import { onRequest } from "./effective-request.js";
import { presence, returnsIdToken, typeOf } from "./request-facts.js";
import { isPkceSupported } from "./request-pkce.js";
import { fired, namesOf, notApplicable, silent } from "./verdict.js";

/**
 * @severity high when `state`, `nonce` and `code_challenge` are all absent; low when only `nonce` is present; info when
 *   PKCE is present
 * @fires No or empty `state` in the effective request. A nonce counts only where an ID Token returns it, a challenge only
 *   where a code is bound to it.
 * @silent Request content hidden; `state` present. PKCE counts only if `pkce-support-not-advertised` is silent.
 * @differs The catalogue counts any `nonce` and any challenge. A nonce that no ID Token returns and a challenge to
 *   which no code is bound tie nothing (RFC 9700, section 2.1).
 */
const stateMissing: Check = {
  id: "state-missing",
  title: "Nothing, or only a weaker mechanism, ties the callback to this browser session.",
  citations: cited("RFC 6749 §4.1.1, §10.12; RFC 9700 §2.1, §4.7.1; OIDC Core §3.1.2.1; BBA-27 §6.3.2.2"),
  remedy: "Generate a one-time random state per request, bind it to the session and compare it on return.",
  evaluate: onRequest((request, theCase) => {
    if (request.state) return silent;
    const returnsCode = request.responseTypes.includes("code");
    const isSupported = isPkceSupported(theCase);
    const hasPkce = Boolean(request.codeChallenge) && returnsCode && isSupported;
    const hasNonce = Boolean(request.nonce) && returnsIdToken(request);
    const severity: Severity = hasPkce ? "info" : hasNonce ? "low" : "high";
    const why = !returnsCode
      ? "no code is bound to it"
      : isSupported
        ? null
        : "the server is not known to support it";
    return fired(severity, [
      ["state", presence(request, "state")],
      ["nonce", presence(request, "nonce", returnsIdToken(request) ? null : "no ID Token returns it")],
      ["code_challenge", presence(request, "code_challenge", why)],
    ]);
  }),
};

/**
 * @severity high when `response_type` contains `id_token`; info for a code flow with `openid`
 * @fires `id_token` in `response_type`, or `openid` in `scope` with `code`, and no or empty `nonce`.
 * @silent Request hidden; plain OAuth without `openid`. With `code token` the nonce is optional, so info at most.
 */
const nonceMissing: Check = {
  id: "nonce-missing",
  title: "An ID Token is requested without a nonce.",
  citations: [
    ...cited("OIDC Core §3.1.2.1, §3.2.2.1, §3.3.2.1; RFC 9700 §2.1.1, §4.5.3.2"),
    citeAuth0("Mitigate Replay Attacks When Using the Implicit Flow"),
  ],
  remedy: "Create a fresh random nonce, store it with the session and verify it in the ID Token.",
  evaluate: onRequest((request) => {
    if (!returnsIdToken(request)) return notApplicable;
    if (request.nonce) return silent;
    return fired(request.responseTypes.includes("id_token") ? "high" : "info", [
      ["response_type", typeOf(request)],
      ["nonce", presence(request, "nonce")],
      ["parameters", namesOf(request.effective)],
    ]);
  }),
};

/**
 * @severity high for a credential; medium for a foreign URL without integrity protection; low for personal data
 * @fires After at most two rounds of percent or base64url decoding, `state` contains a token or code known from this login
 *   or any access or ID Token in the form of a JWT, an absolute URL of an origin that is neither the client's nor the
 *   server's, or an e-mail address or phone number.
 * @silent Opaque random text; a URL in a `state` that is a JWS or JWE; same-origin paths.
 * @differs The catalogue flags a URL of any other origin. The server's own takes part in the flow; and a code is a
 *   credential, too.
 */
const stateReadableData: Check = {
  id: "state-readable-data",
  title: "state exposes personal data, credentials or unprotected routing data.",
  citations: cited("RFC 6749 §10.8; RFC 9700 §4.7.1"),
  remedy: "Put only a random handle in state and keep the data in the session, or sign and encrypt it.",
  evaluate: onRequest((request, theCase) => {
    const { state } = request;
    if (!state) return notApplicable;
    const texts = decodingsOf(state);
    for (const [severity, content, find] of contentsFor(theCase.login, isSealed(state))) {
      for (const { text, how } of texts) {
        const at = find(text);
        if (at >= 0) {
          return fired(severity, [
            ["content", content],
            ["position", `character ${at + 1}${how && ` after ${how} decoding`}`],
          ]);
        }
      }
    }
    return silent;
  }),
};

type Content = readonly [severity: Severity, name: string, find: (text: string) => number];

/** What may be found in a `state`, the gravest first; `find` returns its index or -1. */
const contentsFor = (login: Login, sealed: boolean): readonly Content[] => [
  ["high", "a token or code", (text) => credentialIn(text, login)],
  ["medium", "a URL of another origin", (text) => (sealed ? -1 : foreignUrlIn(text, login))],
  ["low", "an e-mail address or phone number", (text) => text.search(personal)],
];

const personal = /[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|(?<![\w.+/=-])\+[1-9]\d{7,14}(?!\w)/;

/** Whether a `state` is a signed or encrypted JWT, so that nobody can change what is in it. */
function isSealed(state: string): boolean {
  const { format } = readJwt(state);
  return format === "signed" || format === "encrypted";
}

function credentialIn(text: string, { tokens, response }: Login): number {
  const secrets = secretsOf(tokens, response);
  const [known] = secrets.map(({ raw }) => text.indexOf(raw)).filter((index) => index >= 0);
  if (known !== undefined) return known;
  const jwts = [...text.matchAll(/(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]*/g)];
  return jwts.find(([jwt]) => isToken(jwt))?.index ?? -1;
}

/** Whether a JWT is an access or ID Token rather than one that merely wraps a message. */
function isToken(jwt: string): boolean {
  const decoded = decode(jwt);
  if (decoded.format !== "jws") return false;
  const claims = decoded.payload.value ?? {};
  const typ = decoded.header.value?.typ;
  return (typeof typ === "string" && /at\+jwt$/i.test(typ)) || ("sub" in claims && "aud" in claims);
}

function foreignUrlIn(text: string, { client, server }: Login): number {
  const urls = [...text.matchAll(/https?:\\?\/\\?\/[^\s"'<>]+/gi)];
  const foreign = urls.find(([url]) => {
    const origin = originOf(url.replaceAll("\\", ""));
    return origin !== null && origin !== client.origin && origin !== server.origin;
  });
  return foreign?.index ?? -1;
}

/** Checks of what ties a response to its request. */
export const requestBindingChecks: readonly Check[] = [stateMissing, nonceMissing, stateReadableData];
