import type { ApiAnswer, Login, Logout, ScriptedRequest, TokenCall } from "../flow/login.js";
import { parametersOfObject } from "../oauth/parameter.js";
import { brought, path, rowsOf, said, wire } from "./label.js";
import type { Lanes } from "./lanes.js";
import type { Draft, Label } from "./sequence.js";
import { hasTokenSteps } from "./step-kinds.js";

/** What scripts exchanged with the authorization server, and logouts. */
export function backChannel(login: Login, lanes: Lanes): readonly Draft[] {
  const { scriptedRequests, tokenCalls, logouts } = login;
  const redeemed = tokenCalls.find(({ request }) => request.grantType === "authorization_code");
  const main = hasTokenSteps(login) ? (redeemed ?? tokenCalls[0]) : undefined;
  return [
    ...scriptedRequests.flatMap((request) => scripted(request, lanes)),
    ...tokenCalls.flatMap((call) => tokenExchange(call, call === main, lanes)),
    ...logouts.map((logout) => logoutMessage(logout, lanes)),
  ];
}

/** Status of an answer, or how the request failed. */
const outcome = ({ status, error }: Pick<ApiAnswer, "status" | "error">, more = ""): Label =>
  status === null ? said("failed", error ?? "") : wire(`${status} ${more}`.trimEnd());

/** A message, and its answer where one was seen: by itself its outcome and headers. */
export function withAnswer<Answer extends Pick<ApiAnswer, "status" | "error" | "headers" | "at">>(
  sent: Draft,
  answer: Answer | null,
  about: (answer: Answer) => Pick<Draft, "kind"> & Partial<Draft>,
): readonly Draft[] {
  if (answer === null) return [sent];
  const { id, from, to } = sent;
  const { status, headers, at } = answer;
  const fault = status === null || status >= 400;
  const rows = rowsOf(headers);
  return [
    sent,
    { id: `${id}-answer`, from: to, to: from, label: outcome(answer), at, rows, fault, ...about(answer) },
  ];
}

function scripted(request: ScriptedRequest, lanes: Lanes): readonly Draft[] {
  const { kind, at, endpoint, parameters, initiator, answer } = request;
  const from = lanes.sender(initiator);
  const to = lanes.of(endpoint, "server");
  const pushed = kind === "pushed";
  const sent: Draft = {
    id: `${kind}-${at}`,
    kind: pushed ? "pushed-request" : "request",
    from,
    to,
    label: wire(`${pushed ? "POST" : "fetch"} ${path(endpoint)}`),
    at,
    channel: pushed ? "pushed" : null,
    rows: rowsOf(parameters),
    place: endpoint,
  };
  return withAnswer(sent, answer, () => ({ kind: "pushed-answer", place: endpoint }));
}

function tokenExchange(call: TokenCall, isMain: boolean, lanes: Lanes): readonly Draft[] {
  const { requestId, at, endpoint, request, initiator, answer, provenance } = call;
  const from = lanes.sender(initiator);
  const to = lanes.of(endpoint, "server");
  const about = { channel: "token endpoint", view: "messages", place: endpoint } as const;
  const sent: Draft = {
    ...about,
    id: `token-${requestId}`,
    kind: "token-request",
    step: isMain ? 6 : null,
    from,
    to,
    label: wire(`POST ${path(endpoint)} ${request.grantType.slice(0, 60)}`),
    at,
    provenance,
    rows: rowsOf(request.parameters),
  };
  return withAnswer(sent, answer, (came) => {
    const members = parametersOfObject(came.response?.members ?? {});
    const isError = members.some(({ name }) => name === "error");
    return {
      ...about,
      kind: "token-answer",
      step: isMain ? 7 : null,
      provenance: came.provenance ?? provenance,
      ...(members.length > 0 ? { label: outcome(came, brought(members)), rows: rowsOf(members) } : {}),
      ...(isError ? { fault: true } : {}),
    };
  });
}

const logoutMessage = ({ at, kind, endpoint, parameters, provenance }: Logout, lanes: Lanes): Draft => ({
  id: `logout-${at}-${endpoint}`,
  kind: "logout",
  from: "browser",
  to: lanes.of(endpoint, kind === "front-channel" ? "site" : "server"),
  label: wire(`GET ${path(endpoint)}`),
  at,
  provenance,
  rows: rowsOf(parameters),
  view: "messages",
  place: endpoint,
});
