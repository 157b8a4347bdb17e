import type { Finding } from "../checks/check.js";
import type { Flow } from "../flow/flow.js";
import type {
  ApiAnswer,
  ApiCall,
  LoginDocument,
  Logout,
  ScriptedRequest,
  Sighted,
  TokenCall,
} from "../flow/login.js";
import type { PageLookedAt } from "../flow/observation.js";
import { readLogin } from "../flow/read-login.js";
import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import type { Parameter } from "../oauth/parameter.js";
import type { ReceivedToken } from "../token/received-token.js";
import type {
  ReportAnswer,
  ReportCall,
  ReportDocument,
  ReportFinding,
  ReportFlow,
  ReportLogout,
  ReportLook,
  ReportParameter,
  ReportRequest,
  ReportResponse,
  ReportScriptedRequest,
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

const timed = <Fact extends { readonly at: number }>(fact: Fact) => ({ ...fact, at: timeOf(fact.at) });

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
    surroundings: { ...login.surroundings, lookedAt: timeOrNull(login.surroundings.lookedAt) },
    request: login.request && requestOf(login.request),
    response: login.response && responseOf(login.response),
    furtherResponses: login.furtherResponses.map(responseOf),
    repeats: login.repeats.map(timed),
    messages: login.messages.map(timed),
    documents: login.documents.map(documentOf),
    scriptedRequests: login.scriptedRequests.map(scriptedRequestOf),
    steps: login.steps.map((step) => ({ ...step, at: timeOrNull(step.at) })),
    tokens: login.tokens.map((token) => tokenOf(token, withRaw)),
    tokenCalls: login.tokenCalls.map(tokenCallOf),
    calls: login.calls.map(callOf),
    callsLeftOut: login.callsLeftOut,
    logouts: login.logouts.map(logoutOf),
    sessionFrames: login.sessionFrames.map(timed),
    looks: login.looks.map(lookOf),
    traces: login.traces.map(timed),
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
  const { requestId, endpoint, initiator, request, requestHeaders, pkce, answer } = call;
  return {
    ...seenOf(call),
    requestId,
    endpoint,
    initiator,
    grantType: request.grantType,
    parameters: parametersOf(request.parameters),
    headers: requestHeaders,
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
  const { requestId, method, url, initiator, tokenId, scheme, via, resource, requestHeaders, answer } = call;
  return {
    ...seenOf(call),
    requestId,
    method,
    url,
    initiator,
    tokenId,
    scheme,
    via,
    resource,
    headers: requestHeaders,
    answer: answer && answerOf(answer),
  };
}

const answerOf = ({ at, status, error, headers, body, fromCache }: ApiAnswer): ReportAnswer => ({
  at: timeOf(at),
  status,
  error,
  headers,
  body: body ?? null,
  fromCache: fromCache ?? false,
});

const documentOf = (document: LoginDocument): ReportDocument => ({
  ...timed(document),
  committedAt: timeOrNull(document.committedAt),
  leftAt: timeOrNull(document.leftAt),
  exchanges: document.exchanges.map(timed),
  changes: document.changes.map(timed),
});

const scriptedRequestOf = (request: ScriptedRequest): ReportScriptedRequest => ({
  kind: request.kind,
  at: timeOf(request.at),
  endpoint: request.endpoint,
  initiator: request.initiator,
  parameters: parametersOf(request.parameters),
  headers: request.requestHeaders,
  answer: request.answer && answerOf(request.answer),
});

function lookOf(look: PageLookedAt): ReportLook {
  const { tabId, frameId, reach, url, found, foreignContent } = look;
  return {
    ...seenOf(look),
    tabId,
    frameId,
    reach,
    url,
    found,
    foreignContent: foreignContent.map((content) => ({ ...content, at: timeOrNull(content.at) })),
    referrerPolicy: look.referrerPolicy ?? null,
    keys: look.keys ?? [],
  };
}

const logoutOf = (logout: Logout): ReportLogout => ({
  ...seenOf(logout),
  tabId: logout.tabId,
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
