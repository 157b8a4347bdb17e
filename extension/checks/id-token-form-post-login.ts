import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import type { Check } from "./check.js";
import { cite, citeAuth0 } from "./citation.js";
import { effectiveRequest } from "./effective-request.js";
import { addressOf, deliveries, onResponse } from "./front-channel.js";
import { claimsOf, compareNonce, isPlausibleIdToken } from "./id-token-facts.js";
import { excerpt, fired, notApplicable, silent, undetermined } from "./verdict.js";

export const idTokenFormPostLogin: Check = {
  id: "id-token-form-post-login",
  title: "Login-only ID Token delivered by form post, correctly bound.",
  citations: [
    cite("Form Post", "2"),
    cite("Form Post", "4"),
    cite("OIDC Core", "3.2"),
    citeAuth0("Implicit Flow with Form Post"),
  ],
  remedy: "Nothing to change.",
  evaluate: onResponse((response, { login }) => {
    const isLoginOnly =
      has(response, "id_token") &&
      !["access_token", "code", "refresh_token"].some((name) => has(response, name));
    if (response.channel !== "form_post" || response.error !== null || !isLoginOnly) return notApplicable;
    const request = effectiveRequest(login);
    if ("outcome" in request) return request;
    const [token, ...others] = login.tokens.filter(({ kind }) => kind === "id_token");
    if (token === undefined || others.length > 0 || !isBound(request, response)) return silent;
    if (token.decoded.format === "jwe") return undetermined("The ID Token is encrypted.");
    const claims = claimsOf(token);
    const hasNonce = claims !== null && compareNonce(request, claims) === "equal";
    if (!hasNonce || !isPlausibleIdToken(token, request.clientId)) return silent;
    return fired("pass", [
      ["callback", addressOf(response)],
      ["form", excerpt(response.parameters.map(({ name }) => name).join(", "))],
      ["state", "equal"],
      ["nonce", "equal"],
      ["signature", "pass, unverified: the signature has not been checked"],
    ]);
  }),
};

const has = (response: AuthorizationResponse, name: string): boolean =>
  deliveries(response, [name]).length > 0;

/** Whether a response came to the very URI asked for, with the very state sent. */
function isBound(request: AuthorizationRequest, response: AuthorizationResponse): boolean {
  return (
    Boolean(request.state) &&
    response.state === request.state &&
    request.redirectUri !== null &&
    normalised(request.redirectUri) === normalised(response.receivedAt)
  );
}

/** As the browser writes a URL, so that `https://app.example` equals `https://app.example/`. */
const normalised = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);
