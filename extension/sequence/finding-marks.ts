import type { Evidence, Finding, Severity } from "../checks/check.js";
import type { Login } from "../flow/login.js";
import type { Mark, Message, MessageKind } from "./sequence.js";

const tokenAnswerFirst: readonly MessageKind[] = ["token-answer", "response", "delivery"];
const responseFirst: readonly MessageKind[] = ["response", "delivery", "token-answer"];

/** Which messages a finding may belong to, the likeliest first, by the id of its check. */
const spots: readonly (readonly [ids: RegExp, kinds: readonly MessageKind[]])[] = [
  [/^token-in-referer$/, ["leak-referer"]],
  [/^token-(?:to-third-party)$/, ["leak-site", "leak-referer"]],
  [/^(?:token-in-web-storage|dpop-key-exposed)$/, ["leak-storage"]],
  [/^token-in-script-cookie$/, ["leak-cookie"]],
  [/^token-left-in-url$/, ["leak-url", "delivery"]],
  [/^postmessage-/, ["leak-anyone", "response"]],
  [
    /^(?:third-party-content-on-callback|open-redirect-callback|session-cookie-flags|response-replayed)$/,
    ["delivery"],
  ],
  [/^(?:clickjacking-unprotected|authz-page-leaks-request)$/, ["prompt", "request"]],
  [/^redirect-307-credentials$/, ["submission"]],
  [/^(?:logout-|frontchannel-logout)/, ["logout"]],
  [
    /^(?:client-secret-in-browser|password-grant|pkce-(?:verifier|downgrade)|code-(?:or|sent)-|dpop-proof-)/,
    ["token-request", "api-call"],
  ],
  [/^(?:credential-response-cacheable|refresh-token-(?:not|reuse))/, ["token-answer"]],
  [/^(?:token-outside-audience|access-token-in-api-query|id-token-as-api-token|dpop-binding)/, ["api-call"]],
  [/^(?:api-accepts-|cors-on-token-api|userinfo-)/, ["api-answer", "api-call"]],
  [
    /^(?:state-(?:missing|readable)|nonce-|pkce-|redirect-uri-|response-type-|response-mode-query|secret-in-|request-|par-|required-|duplicate-|openid-|prompt-conflict|resource-|transaction-|cors-on-authorization|transport-)/,
    ["request", "pushed-request"],
  ],
  [
    /^(?:state-|iss-|mix-up|unexpected-|error-|prompt-none|.*-in-fragment$|token-in-query|access-token-in-form|refresh-token-in|response-|unsolicited|jarm-|certificate-)/,
    responseFirst,
  ],
];

/** From grave to mild; anything milder is no risk. */
const risky: readonly Severity[] = ["high", "medium", "low"];

/** What is wrong with tokens shows where they came from. */
const onTokens = /^(?:idt-|at-|token-type-|token-lifetime|scope-broader)/;

/**
 * The messages with the fired findings of low severity and above that belong to each.
 *
 * A finding is put on one message: of those of its kind the one whose place its evidence names, else the first. What is
 * wrong with something that is no message, such as a server's keys, is put on none.
 */
export function withFindings(
  login: Login,
  messages: readonly Message[],
  findings: readonly Finding[],
): readonly Message[] {
  const marks = new Map<Message, Mark[]>();
  for (const { check, verdict } of findings) {
    if (verdict.outcome !== "fired" || !risky.includes(verdict.severity)) continue;
    const message = messageFor(verdict.evidence, kindsOf(check.id, login), messages);
    if (message) marks.set(message, [...(marks.get(message) ?? []), { check, severity: verdict.severity }]);
  }
  return messages.map((message) => {
    const found = marks.get(message);
    const rank = ({ severity }: Mark) => risky.indexOf(severity);
    return found ? { ...message, findings: found.toSorted((a, b) => rank(a) - rank(b)) } : message;
  });
}

function kindsOf(id: string, { tokens: [token] }: Login): readonly MessageKind[] {
  if (onTokens.test(id)) return token?.channel === "token endpoint" ? tokenAnswerFirst : responseFirst;
  return spots.find(([ids]) => ids.test(id))?.[1] ?? [];
}

function messageFor(
  evidence: readonly Evidence[],
  kinds: readonly MessageKind[],
  messages: readonly Message[],
): Message | undefined {
  const isNamed = ({ place }: Message) => place !== "" && evidence.some(({ value }) => value.includes(place));
  for (const kind of kinds) {
    const candidates = messages.filter((message) => message.kind === kind && message.status === "seen");
    const found = candidates.find(isNamed) ?? candidates[0];
    if (found) return found;
  }
  return undefined;
}
