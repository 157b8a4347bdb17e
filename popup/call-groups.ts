import { hostOf } from "../extension/flow/access.js";
import type { ApiCall } from "../extension/flow/login.js";

/** Calls with the same method, URL and end, which are shown as one. */
export interface CallGroup {
  readonly key: string;
  /** In their order; at least one. */
  readonly calls: readonly [ApiCall, ...ApiCall[]];
}

/** Calls in the order of the first of each group. */
export function groupsOf(calls: readonly ApiCall[]): readonly CallGroup[] {
  const groups = new Map<string, [ApiCall, ...ApiCall[]]>();
  for (const call of calls) {
    const end = call.answer ? (call.answer.status ?? call.answer.error) : "";
    const key = JSON.stringify([call.method, call.url, end, call.tokenId, call.via]);
    const group = groups.get(key);
    if (group) group.push(call);
    else groups.set(key, [call]);
  }
  return [...groups].map(([key, group]) => ({ key, calls: group }));
}

/** What came of calls, as one may look for it. */
export const ends = ["any", "failed", "unanswered", "2xx", "3xx", "4xx", "5xx"] as const;
export type End = (typeof ends)[number];

export interface CallFilter {
  /** null for every host. */
  readonly host: string | null;
  readonly end: End;
}

export const callHost = ({ url }: ApiCall): string =>
  hostOf(url.replace(/^ws(?=s?:)/i, "http")) ?? url.slice(0, 60);

/** `failed`: refused by the server or broken off; what is not answered yet is `unanswered`. */
export function matches(call: ApiCall, { host, end }: CallFilter): boolean {
  if (host !== null && callHost(call) !== host) return false;
  const { answer } = call;
  if (end === "any") return true;
  if (end === "unanswered") return answer === null;
  if (end === "failed") return answer !== null && (answer.status === null || answer.status >= 400);
  return String(answer?.status ?? "")[0] === end[0];
}
