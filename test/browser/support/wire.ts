import type { Login } from "../../../extension/flow/login.js";
import type { Parameter } from "../../../extension/oauth/parameter.js";
import type { AuthorizationRequestEntry, AuthorizationResponseEntry, LogEntry } from "../../lab/log.js";
import { until } from "../harness/until.js";
import type { LabProcess } from "./lab-process.js";

/** Names and decoded values. */
export type Pairs = readonly (readonly [string, string])[];

/** What went over the wire in one login, as the server tells. */
export interface Exchange {
  readonly request: AuthorizationRequestEntry;
  readonly response: AuthorizationResponseEntry;
}

/** What of a login the server's log can vouch for, in a form that compares. */
export interface Told {
  readonly method: string | null;
  readonly request: Pairs | null;
  readonly channel: string | null;
  readonly response: Pairs | null;
  readonly furtherResponses: number;
}

/** What the server's log holds beyond its first entries. */
export async function logSince(lab: LabProcess, from: number): Promise<readonly LogEntry[]> {
  return (await lab.log()).slice(from);
}

/** Waits until the server has answered the request that it got last, and gives both. */
export function exchangeSince(lab: LabProcess, from: number): Promise<Exchange> {
  return until(
    async () => {
      const entries = await logSince(lab, from);
      const request = entries.findLast((entry) => entry.type === "authorization-request");
      const response = entries.findLast((entry) => entry.type === "authorization-response");
      return request && response ? { request, response } : null;
    },
    { what: "the server's answer" },
  );
}

/** What the inspector must tell of a login. */
export const toldBy = ({ request, response }: Exchange): Told => ({
  method: request.method,
  request: ordered(request.parameters, request.method === "POST"),
  channel: response.mode,
  response: ordered(response.parameters, response.mode.startsWith("form_post")),
  furtherResponses: 0,
});

/** What the inspector tells of a login; of JARM the parameters as they travelled. */
export const told = ({ request, response, furtherResponses }: Login): Told => ({
  method: request?.method ?? null,
  request: request && ordered(pairsOf(request.parameters), request.method === "POST"),
  channel: response?.channel ?? null,
  response: response && ordered(pairsOf(response.outer), response.channel.startsWith("form_post")),
  furtherResponses: furtherResponses.length,
});

/** Whether a login is that of a request which the server got. */
export const isOf = ({ request }: Login, { parameters }: AuthorizationRequestEntry): boolean =>
  request !== null &&
  JSON.stringify(ordered(pairsOf(request.parameters), true)) === JSON.stringify(ordered(parameters, true));

export const pairsOf = (parameters: readonly Parameter[]): Pairs =>
  parameters.map(({ name, value }) => [name, value] as const);

/** Of a posted form Chromium hands over the names in alphabetical order, so that is how one compares. */
export const ordered = (pairs: Pairs, posted: boolean): Pairs =>
  posted ? [...pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) : pairs;
