import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import { firstValue } from "../oauth/parameter.js";
import { whyUnknown } from "../oauth/server-knowledge.js";
import type { Case } from "./case.js";
import type { Check } from "./check.js";
import { citeAuth0, cited } from "./citation.js";
import { effectiveRequest } from "./effective-request.js";
import { addressOf, deliveries, onResponse } from "./front-channel.js";
import { idTokenChecks } from "./id-token.js";
import { idTokensOf } from "./on-id-tokens.js";
import { challengeMethodOf } from "./request-facts.js";
import { responseBindingChecks } from "./response-binding.js";
import { responseContentChecks } from "./response-content.js";
import { responseCredentialChecks } from "./response-credentials.js";
import { responseDeliveryChecks } from "./response-delivery.js";
import { responseReplayChecks } from "./response-replay.js";
import { responseTokenChecks } from "./response-tokens.js";
import { isPlainHttp } from "./sites.js";
import { fired, isUndetermined, namesOf, notApplicable, silent, undetermined } from "./verdict.js";

/** Checks by which a response can fail. */
export const responseFaultChecks: readonly Check[] = [
  ...responseCredentialChecks,
  ...responseDeliveryChecks,
  ...responseBindingChecks,
  ...responseContentChecks,
  ...responseTokenChecks,
  ...responseReplayChecks,
];

/**
 * @severity pass
 * @fires A POST to the exact `redirect_uri` with `id_token` and equal `state`, without `access_token`, `code` or
 *   `refresh_token`, its nonce equal and no `idt-` check fired. Where one of these is undetermined: "pass, unverified".
 * @silent Any `idt-` check fired.
 */
const idTokenFormPostLogin: Check = {
  id: "id-token-form-post-login",
  title: "Login-only ID Token delivered by form post, correctly bound.",
  citations: [...cited("Form Post §2, §4; OIDC Core §3.2"), citeAuth0("Implicit Flow with Form Post")],
  remedy: "Nothing to change.",
  evaluate: onResponse((response, theCase) => {
    const { login } = theCase;
    const isLoginOnly =
      has(response, "id_token") &&
      !["access_token", "code", "refresh_token"].some((name) => has(response, name));
    if (response.channel !== "form_post" || response.error !== null || !isLoginOnly) return notApplicable;
    const request = effectiveRequest(login);
    if (isUndetermined(request)) return request;
    const [judged, ...others] = idTokensOf(theCase);
    const isBound = Boolean(request.state) && response.state === request.state && isAtRedirectUri(theCase);
    if (judged === undefined || others.length > 0 || !isBound) return silent;
    if (judged.token.decoded.format === "jwe") return undetermined("The ID Token is encrypted.");
    if (judged.steps.find(({ id }) => id === "nonce")?.outcome !== "passed") return silent;
    const verdicts = idTokenChecks
      .filter(({ id }) => id.startsWith("idt-"))
      .map((check) => check.evaluate(theCase));
    if (verdicts.some(({ outcome }) => outcome === "fired")) return silent;
    const unknown = verdicts.find(isUndetermined);
    return fired("pass", [
      ["callback", addressOf(response)],
      ["form", namesOf(response.parameters)],
      ["state", "equal"],
      ["nonce", "equal"],
      ["ID Token", unknown ? `pass, unverified: ${unknown.reason}` : "verified"],
    ]);
  }),
};

const has = (response: AuthorizationResponse, name: string): boolean =>
  deliveries(response, [name]).length > 0;

/** Whether the response came to the redirect URI that was asked for. */
const isAtRedirectUri = (theCase: Case): boolean =>
  verdictOf("response-at-other-uri", theCase).outcome === "silent";

const verdictOf = (wanted: string, theCase: Case) =>
  responseDeliveryChecks.find(({ id }) => id === wanted)?.evaluate(theCase) ?? notApplicable;

/**
 * @severity pass
 * @fires A success response by query or `form_post` at the exact redirect URI over HTTPS, S256 challenge in the request,
 *   `state` equal or `nonce` present, `iss` equal if advertised, no token beside the code.
 * @silent Any check of the authorization response of severity medium or higher fired.
 */
const codePkceResponse: Check = {
  id: "code-pkce-response",
  title: "Code delivered over HTTPS with S256, matching state and issuer.",
  citations: cited("RFC 9700 §2.1, §2.1.1, §4.2.4; OAuth 2.1-15 §4.1"),
  remedy: "Nothing to change.",
  evaluate: onResponse((response, theCase) => {
    if (response.error !== null || !has(response, "code")) return notApplicable;
    const request = effectiveRequest(theCase.login);
    if (isUndetermined(request)) return request;
    const isState = Boolean(request.state) && request.state === response.state;
    const isSound =
      request.responseTypes.join() === "code" &&
      !["access_token", "id_token", "refresh_token"].some((name) => has(response, name)) &&
      /^(?:query|form_post)(?:\.jwt)?$/.test(response.channel) &&
      !isPlainHttp(response.receivedAt) &&
      Boolean(request.codeChallenge) &&
      challengeMethodOf(request) === "S256" &&
      (isState || Boolean(request.nonce)) &&
      isAtRedirectUri(theCase);
    if (!isSound || hasFault(theCase)) return silent;
    return fired("pass", [
      ["callback", addressOf(response)],
      ["channel", response.channel],
      ["code_challenge_method", "S256"],
      ["state", isState ? "equal" : "not used, but a nonce is"],
      ["iss", issuerText(response, theCase)],
    ]);
  }),
};

/** Whether a check of the response, of its JWT too, finds something of weight. */
const hasFault = (theCase: Case): boolean =>
  [...responseFaultChecks, ...idTokenChecks.filter(({ id }) => id === "jarm-response-invalid")]
    .map((check) => check.evaluate(theCase))
    .some(
      (verdict) =>
        verdict.outcome === "fired" && (verdict.severity === "high" || verdict.severity === "medium"),
    );

function issuerText({ parameters, jarm }: AuthorizationResponse, { server }: Case): string {
  const why = whyUnknown(server.metadata);
  if (why !== null) return `not compared: ${why}`;
  return firstValue(parameters, "iss") || jarm ? "equal" : "not promised by the server";
}

/** Checks that say what is right. */
export const responsePassChecks: readonly Check[] = [idTokenFormPostLogin, codePkceResponse];
