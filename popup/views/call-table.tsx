import { Fragment } from "preact";
import type { ApiCall, Login } from "../../extension/flow/login.js";
import { mask } from "../../extension/mask.js";
import { useApp } from "../app-context.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { maskWithin } from "../text/mask-within.js";
import { duration } from "../text/time.js";
import { Challenge } from "./call-challenge.js";

export function CallTable({ login }: { readonly login: Login }) {
  return (
    <table class="calls" aria-label="API calls">
      <thead>
        <tr>
          <th scope="col">Method</th>
          <th scope="col">URL</th>
          <th scope="col">Status</th>
          <th scope="col">Time</th>
          <th scope="col">Token</th>
          <th scope="col">Sent in</th>
          <th scope="col">
            <span class="hidden-words">Replay</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {login.calls.map((call) => (
          <Fragment key={`${call.requestId} ${call.at}`}>
            <CallRow call={call} login={login} />
            <Challenge call={call} />
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

const kinds: Readonly<Record<ApiCall["resource"], string>> = {
  page: "page",
  script: "script",
  websocket: "WebSocket",
  beacon: "beacon",
  other: "",
};

function CallRow({ call, login }: { readonly call: ApiCall; readonly login: Login }) {
  const { replay, imports } = useApp();
  const token = login.tokens.find(({ id }) => id === call.tokenId);
  const picked = replay.draft.value?.draft.call?.requestId === call.requestId;
  const url = token ? maskWithin(call.url, [token.raw]) : call.url;
  return (
    <tr data-call={call.requestId} data-via={call.via} aria-current={picked ? "true" : undefined}>
      <td class="wire">{call.method}</td>
      <td class="url">
        <WireText text={url} />
      </td>
      <td class="status">
        <AnswerStatus call={call} />
      </td>
      <td class="when">
        <ClockTime at={call.at} />
        {call.answer ? <span class="muted"> {duration(call.answer.at - call.at)}</span> : null}
      </td>
      <td class="token-name" title={token ? `${call.scheme} ${mask(token.raw)}`.trim() : undefined}>
        <WireText text={token?.kind ?? call.tokenId} />
      </td>
      <td class="via">
        {call.via} <span class="muted">{kinds[call.resource]}</span>
      </td>
      <td class="again">
        {call.resource === "websocket" || imports.fileOf(login.id) !== null ? null : (
          <button
            type="button"
            aria-label={`Replay ${call.method} ${url}`}
            onClick={() => replay.pick(login, call)}
          >
            Replay
          </button>
        )}
      </td>
    </tr>
  );
}

function AnswerStatus({ call: { answer } }: { readonly call: ApiCall }) {
  if (answer === null) return <span class="muted">no answer seen</span>;
  if (answer.status !== null) return <span class="wire">{answer.status}</span>;
  return (
    <span class="fault">
      failed: <WireText text={answer.error ?? "no reason given"} />
    </span>
  );
}
