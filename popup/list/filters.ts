import type { Login } from "../../extension/flow/login.js";
import type { Weight } from "../findings-summary.js";

export const severities = ["high", "medium", "low"] as const satisfies readonly Weight[];

/** Which logins are listed, besides the search. Plain JSON. */
export interface Filters {
  /** Of the most severe finding; empty for any. */
  readonly severities: readonly (typeof severities)[number][];
  /** `Implicit Flow`; null for any. */
  readonly flow: string | null;
  /** Origin; null for any. */
  readonly server: string | null;
  readonly onlyFailures: boolean;
}

export const noFilters: Filters = { severities: [], flow: null, server: null, onlyFailures: false };

const isTextOrNull = (value: unknown) => value === null || typeof value === "string";

export function isFilters(value: unknown): value is Filters {
  const { severities: some, flow, server, onlyFailures } = (value ?? {}) as Partial<Filters>;
  return (
    Array.isArray(some) &&
    some.every((one) => severities.includes(one)) &&
    isTextOrNull(flow) &&
    isTextOrNull(server) &&
    typeof onlyFailures === "boolean"
  );
}

/** How many filters are set. */
export const countOfFilters = ({ severities: some, flow, server, onlyFailures }: Filters): number =>
  [some.length > 0, flow !== null, server !== null, onlyFailures].filter(Boolean).length;

/** Whether a login passes all filters but that for severity, which takes its findings. */
export const passes = (login: Login, { flow, server, onlyFailures }: Filters): boolean =>
  (flow === null || login.name.flow === flow) &&
  (server === null || login.server.origin === server) &&
  (!onlyFailures || failureOf(login) !== null);

/**
 * How a login failed, in a word: the error code of its response or of the token endpoint, a status such as `HTTP 400`, or
 * the browser's own word where a page did not come. null where nothing of this was seen: it may still be unsound.
 */
export function failureOf({ response, tokenCalls, documents }: Login): string | null {
  if (response !== null && response.error !== null) return response.error;
  for (const { answer } of tokenCalls) {
    if (answer === null) continue;
    const status = answer.status !== null && answer.status >= 400 ? `HTTP ${answer.status}` : null;
    const failure = answer.response?.error ?? answer.error ?? status;
    if (failure !== null) return failure;
  }
  const last = documents.at(-1)?.error ?? null;
  // A page that a person left before it came is no failure.
  return response === null && last !== null && !/abort/i.test(last) ? last : null;
}
