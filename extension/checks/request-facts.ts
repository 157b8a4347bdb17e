import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { firstValue } from "../oauth/parameter.js";
import { excerpt } from "./verdict.js";

/** Whether an ID Token comes back, from the authorization endpoint or for the code. */
export function returnsIdToken({ responseTypes, scope }: AuthorizationRequest): boolean {
  return responseTypes.includes("id_token") || (responseTypes.includes("code") && scope.includes("openid"));
}

/** Whether a token comes back from the authorization endpoint. */
export const returnsToken = ({ responseTypes }: AuthorizationRequest): boolean =>
  responseTypes.includes("token") || responseTypes.includes("id_token");

/** `response_type` as evidence, its members in one fixed order. */
export const typeOf = ({ responseTypes }: AuthorizationRequest): string => excerpt(responseTypes.join(" "));

/** `response_mode` as evidence. */
export const modeOf = ({ responseMode: { value, source } }: AuthorizationRequest): string =>
  source === "sent" ? excerpt(value) : `${value} (default)`;

/** `code_challenge_method` as it applies (RFC 7636, section 4.3). */
export const challengeMethodOf = ({ codeChallengeMethod }: AuthorizationRequest): string =>
  codeChallengeMethod || "plain";

/** @param remark why a parameter that is present does not help; null if it does */
export function presence(request: AuthorizationRequest, name: string, remark: string | null = null): string {
  const value = firstValue(request.effective, name);
  if (!value) return value === null ? "absent" : "empty";
  return remark === null ? "present" : `present, but ${remark}`;
}
