import type { Login } from "../flow/login.js";
import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { Case } from "./case.js";
import type { Verdict } from "./check.js";
import { type Undetermined, undetermined } from "./verdict.js";

/** A verdict on the effective request; undetermined where that was not visible. */
export function onRequest(judge: (request: AuthorizationRequest, theCase: Case) => Verdict) {
  return (theCase: Case): Verdict => {
    const request = effectiveRequest(theCase.login);
    return "outcome" in request ? request : judge(request, theCase);
  };
}

/**
 * The request as the authorization server takes it, where all of it can be read: its members, and the parameters in
 * {@link AuthorizationRequest.effective}.
 *
 * Does not verify the Request Object's signature.
 *
 * @see RFC 9101, sections 5 and 6; OpenID Connect Core 1.0, section 6.1; RFC 9126, section 4
 */
export function effectiveRequest({ request }: Login): AuthorizationRequest | Undetermined {
  if (request === null) return undetermined("The authorization request was not visible.");
  if (request.requestUri) return undetermined("The request's parameters are hidden behind its request_uri.");
  if (request.requestObject === "encrypted") return undetermined("The Request Object is encrypted.");
  if (request.requestObject === "unreadable") return undetermined("The Request Object cannot be read.");
  return request;
}
