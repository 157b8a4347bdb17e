import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import type { ReceivedToken } from "../token/received-token.js";
import type { ApiCall, Sighted, Step, TokenCall, Visibility } from "./login.js";
import type { Observation } from "./observation.js";
import { apiAnswerStep, apiCallStep } from "./steps-api.js";
import { authenticationStep, promptStep } from "./steps-prompt.js";
import { clickStep, requestStep } from "./steps-request.js";
import { responseStep } from "./steps-response.js";
import { hasTokenSteps, tokenAnswerStep, tokenRequestStep } from "./steps-token.js";

/** What the steps of a login are told from. */
export interface StepSource {
  readonly observations: readonly Observation[];
  readonly request: Sighted<AuthorizationRequest> | null;
  readonly response: Sighted<AuthorizationResponse> | null;
  readonly tokens: readonly ReceivedToken[];
  readonly tokenCalls: readonly TokenCall[];
  readonly calls: readonly ApiCall[];
  /** Origins. */
  readonly client: string | null;
  readonly server: string | null;
  readonly visibility: Visibility;
}

const beforeTokens = [clickStep, requestStep, promptStep, authenticationStep, responseStep];
const atTokenEndpoint = [tokenRequestStep, tokenAnswerStep];
const afterTokens = [apiCallStep, apiAnswerStep];

/**
 * The seven steps of the Implicit Flow, and the two at the token endpoint where a login has them, each as far as it was
 * seen.
 *
 * Nothing is concluded from a later step: one that was not seen says so, and why.
 */
export function stepsOf(source: StepSource): readonly Step[] {
  const steps = [...beforeTokens, ...(hasTokenSteps(source) ? atTokenEndpoint : []), ...afterTokens];
  return steps.map((step, index) => ({ number: index + 1, ...step(source) }));
}
