import type { Login } from "../flow/login.js";
import { type AuthorizationRequest, parseAuthorizationRequest } from "../oauth/authorization-request.js";
import { firstValue, type Parameter } from "../oauth/parameter.js";
import { decode } from "../token/decode.js";
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
 * The request as the authorization server takes it: its parameters, overlaid with a readable Request Object.
 *
 * Does not verify the Request Object's signature.
 *
 * @see RFC 9101, sections 5 and 6; OpenID Connect Core 1.0, section 6.1; RFC 9126, section 4
 */
export function effectiveRequest({ request }: Login): AuthorizationRequest | Undetermined {
  if (request === null) return undetermined("The authorization request was not visible.");
  if (firstValue(request.parameters, "request_uri")) {
    return undetermined("The request's parameters are hidden behind its request_uri.");
  }
  const object = firstValue(request.parameters, "request");
  if (!object) return request;
  const decoded = decode(object);
  if (decoded.format === "jwe") return undetermined("The Request Object is encrypted.");
  const claims = decoded.format === "jws" ? decoded.payload.value : null;
  if (claims === null) return undetermined("The Request Object cannot be read.");
  const inner = Object.entries(claims).map(([name, value]) => parameterOf(name, value));
  // Of two values of one name the first counts.
  const overlaid = [...inner, ...request.parameters];
  return parseAuthorizationRequest(request.endpoint, request.method, overlaid) ?? request;
}

function parameterOf(name: string, value: unknown): Parameter {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return { name, value: text, raw: `${name}=${text}`, problem: null };
}
