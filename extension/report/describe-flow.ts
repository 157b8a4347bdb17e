import type { Finding } from "../checks/check.js";
import type { Flow } from "../flow/flow.js";
import type { ApiCall, Logout, Sighted, TokenCall } from "../flow/login.js";
import { readLogin } from "../flow/read-login.js";
import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import type { Parameter } from "../oauth/parameter.js";
import type { ReceivedToken } from "../token/received-token.js";
import type {
  ReportCall,
  ReportFinding,
  ReportFlow,
  ReportLogout,
  ReportParameter,
  ReportRequest,
  ReportResponse,
  ReportToken,
  ReportTokenCall,
  Time,
} from "./report.js";

/** Largest distance from the epoch that a `Date` can hold, in ms. */
const furthest = 8.64e15;

/** @param at ms since the epoch; a fraction is cut, and what no `Date` can hold is the last moment that it can */
export const timeOf = (at: number): Time =>
  new Date(Math.min(furthest, Math.max(-furthest, at)) || 0).toISOString();

const timeOrNull = (at: number | null): Time | null => (at === null ? null : timeOf(at));

/** All that a report tells of a flow, derived from it. */
export function describeFlow(flow: Flow, findings: readonly Finding[], withRaw: boolean): ReportFlow {
  const login = readLogin(flow);
  const { id, pinned: _, ...source } = flow;
  return {
    id,
    name: login.name,
    startedAt: timeOf(login.startedAt),
    endedAt: timeOrNull(login.endedAt),
    client: login.client,
    server: login.server,
    surroundings: login.surroundings,
    request: login.request && requestOf(login.request),
    response: login.response && responseOf(login.response),
    furtherResponses: login.furtherResponses.map(responseOf),
    repeats: login.repeats.map((repeat) => ({ ...repeat, at: timeOf(repeat.at) })),
    steps: login.steps.map((step) => ({ ...step, at: timeOrNull(step.at) })),
    tokens: login.tokens.map((token) => tokenOf(token, withRaw)),
    tokenCalls: login.tokenCalls.map(tokenCallOf),
    calls: login.calls.map(callOf),
    callsLeftOut: login.callsLeftOut,
    logouts: login.logouts.map(logoutOf),
    traces: login.traces.map((trace) => ({ ...trace, at: timeOf(trace.at) })),
    access: login.visibility,
    problems: login.problems,
    findings: findings.map(findingOf),
    source,
  };
}

const seenOf = ({ at, provenance }: Pick<Sighted<unknown>, "at" | "provenance">) => ({
  at: timeOf(at),
  provenance,
});

const parametersOf = (parameters: readonly Parameter[]): readonly ReportParameter[] =>
  parameters.map(({ name, value, problem }) => ({ name, value, problem }));

function requestOf(request: Sighted<AuthorizationRequest>): ReportRequest {
  const { endpoint, method, requestObject, requestUri, hidden, clientId, redirectUri } = request;
  const { responseTypes, scope, responseMode, codeChallengeMethod } = request;
  return {
    ...seenOf(request),
    endpoint,
    method,
    requestObject,
    requestUri,
    hidden,
    clientId,
    redirectUri,
    responseTypes,
    scope,
    responseMode,
    codeChallengeMethod,
    parameters: parametersOf(request.parameters),
    effective: parametersOf(request.effective),
  };
}

function responseOf(response: Sighted<AuthorizationResponse>): ReportResponse {
  return {
    ...seenOf(response),
    channel: response.channel,
    receivedAt: response.receivedAt,
    parameters: parametersOf(response.parameters),
    outer: parametersOf(response.outer),
    jarm: response.jarm?.format ?? null,
    error: response.error,
  };
}

function tokenOf(token: ReceivedToken, withRaw: boolean): ReportToken {
  const { id, kind, channel, decoded, lifetime, lifetimeSource } = token;
  return {
    id,
    kind,
    channel,
    receivedAt: timeOf(token.receivedAt),
    lifetimeSeconds: lifetime,
    lifetimeSource,
    expiresAt: timeOrNull(token.expiresAt),
    format: decoded.format,
    header: decoded.format === "opaque" ? null : decoded.header.value,
    claims: decoded.format === "jws" ? decoded.payload.value : null,
    problems: decoded.problems,
    ...(withRaw ? { raw: token.raw } : {}),
  };
}

function tokenCallOf(call: TokenCall): ReportTokenCall {
  const { requestId, endpoint, initiator, request, pkce, answer } = call;
  return {
    ...seenOf(call),
    requestId,
    endpoint,
    initiator,
    grantType: request.grantType,
    parameters: parametersOf(request.parameters),
    pkce,
    answer: answer && {
      at: timeOf(answer.at),
      status: answer.status,
      error: answer.error,
      headers: answer.headers,
      members: answer.response?.members ?? null,
      problems: answer.response?.problems ?? [],
      provenance: answer.provenance,
    },
  };
}

function callOf(call: ApiCall): ReportCall {
  const { requestId, method, url, initiator, tokenId, scheme, via, requestHeaders, answer } = call;
  return {
    ...seenOf(call),
    requestId,
    method,
    url,
    initiator,
    tokenId,
    scheme,
    via,
    headers: requestHeaders,
    answer: answer && { ...answer, at: timeOf(answer.at) },
  };
}

const logoutOf = (logout: Logout): ReportLogout => ({
  ...seenOf(logout),
  kind: logout.kind,
  endpoint: logout.endpoint,
  parameters: parametersOf(logout.parameters),
});

function findingOf({ check: { id, title, citations, remedy }, verdict }: Finding): ReportFinding {
  const fired = verdict.outcome === "fired";
  return {
    id,
    title,
    outcome: verdict.outcome,
    severity: fired ? verdict.severity : null,
    evidence: fired ? verdict.evidence : [],
    reason: verdict.outcome === "undetermined" ? verdict.reason : null,
    remedy,
    citations,
  };
}
