import type { Login } from "../flow/login.js";
import type { MessageKind } from "./sequence.js";

const beforeTokens: readonly MessageKind[] = ["click", "request", "prompt", "submission", "response"];
const atTokenEndpoint: readonly MessageKind[] = ["token-request", "token-answer"];
const afterTokens: readonly MessageKind[] = ["api-call", "api-answer"];

/** Whether a login has the two steps at the token endpoint besides the seven. */
export const hasTokenSteps = ({ steps }: Login): boolean => steps.length > 7;

/** What the steps of a login are, in their order. */
export const stepKinds = (login: Login): readonly MessageKind[] => [
  ...beforeTokens,
  ...(hasTokenSteps(login) ? atTokenEndpoint : []),
  ...afterTokens,
];

/** Number of the step that a kind of message belongs to. */
export const stepOf = (login: Login, kind: MessageKind): number => stepKinds(login).indexOf(kind) + 1;
