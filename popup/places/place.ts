import type { ViewName } from "../state.js";

/**
 * One mark of what a view shows, as a data attribute in its camel case with its value: `["parameter", "state"]` is
 * `data-parameter="state"`.
 */
export type Anchor = readonly [
  kind:
    | "call"
    | "claim"
    | "diagnosis"
    | "evidence"
    | "finding"
    | "message"
    | "panel"
    | "parameter"
    | "part"
    | "step"
    | "tokenId"
    | "traceOf"
    | "verificationStep",
  value: string,
];

/** Where something was seen: a view, and what in it, outermost first. An anchor that is not drawn leaves the ones before it. */
export interface Place {
  readonly view: ViewName;
  readonly anchor: readonly Anchor[];
}

/** Of a message: `request`, `effective`, `response`, `response-2`, `token-request-1`, `token-answer-1`, `logout-1`. */
export const inMessage = (message: string, parameter?: string): Place => ({
  view: "messages",
  anchor: [["message", message], ...(parameter ? ([["parameter", parameter]] as const) : [])],
});

export const inToken = (tokenId: string, ...inside: readonly Anchor[]): Place => ({
  view: "tokens",
  anchor: [["tokenId", tokenId], ...inside],
});

export const inTokens = (...anchor: readonly Anchor[]): Place => ({ view: "tokens", anchor });
export const inCall = (requestId: string): Place => ({ view: "calls", anchor: [["call", requestId]] });
export const inStep = (number: number): Place => ({ view: "overview", anchor: [["step", String(number)]] });
export const inFinding = (id: string, evidence?: number): Place => ({
  view: "findings",
  anchor: [["finding", id], ...(evidence === undefined ? [] : ([["evidence", String(evidence)]] as const))],
});
