import { apiCall } from "../../extension/copy-as/copied.js";
import type { ApiCall, Login } from "../../extension/flow/login.js";
import { mask } from "../../extension/mask.js";
import { useApp } from "../app-context.js";
import { CopyMenu } from "../components/copy-menu.js";
import { SayWith } from "../components/say-with.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { requestCopies } from "../copy-choices.js";
import { carriesBody } from "../replay/draft.js";
import { maskWithin } from "../text/mask-within.js";
import { say } from "../text/say.js";
import { duration } from "../text/time.js";

interface Props {
  readonly login: Login;
  /** Equal ones, in their order. */
  readonly calls: readonly [ApiCall, ...ApiCall[]];
  readonly open: boolean;
  readonly onToggle: () => void;
}

export function CallRow({ login, calls, open, onToggle }: Props) {
  const { replay, imports } = useApp();
  const call = calls.at(-1) as ApiCall;
  const token = login.tokens.find(({ id }) => id === call.tokenId);
  const picked = calls.some(({ requestId }) => requestId === replay.draft.value?.draft.call?.requestId);
  const url = maskWithin(
    call.url,
    login.tokens.map(({ raw }) => raw),
  );
  const isRequest = call.resource !== "websocket";
  return (
    <tr
      data-call={call.requestId}
      data-count={calls.length}
      data-via={call.via}
      aria-current={picked ? "true" : undefined}
    >
      <td class="wire method">{call.method}</td>
      <td class="url">
        <button type="button" class="disclose" aria-expanded={open} onClick={onToggle}>
          <WireText text={url} />
          {calls.length > 1 ? (
            <span class="count" title={say("calls_equal", calls.length)}>{` ×${calls.length}`}</span>
          ) : null}
        </button>
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
        {call.via} <span class="muted">{resourceName(call.resource)}</span>
      </td>
      <td class="again">
        {isRequest ? (
          <CopyMenu
            name={`${call.method} ${url}`}
            copies={() => requestCopies(apiCall(call), token ? [token.raw] : [])}
            note={carriesBody(call.method) ? say("calls_copy_no_body") : null}
          />
        ) : null}
        {isRequest && imports.fileOf(login.id) === null ? (
          <button
            type="button"
            class="quiet"
            aria-label={say("calls_replay_named", `${call.method} ${url}`)}
            onClick={() => replay.pick(login, call)}
          >
            {say("calls_replay")}
          </button>
        ) : null}
      </td>
    </tr>
  );
}

const resourceName = (resource: ApiCall["resource"]): string =>
  resource === "other" ? "" : say(`calls_resource_${resource}`);

export function AnswerStatus({ call: { answer } }: { readonly call: ApiCall }) {
  if (answer === null) return <span class="muted">{say("calls_no_answer")}</span>;
  if (answer.status !== null)
    return <span class={answer.status < 400 ? "wire" : "wire fault"}>{answer.status}</span>;
  return (
    <span class="fault">
      <SayWith
        name="calls_failed"
        parts={[<WireText key="" text={answer.error ?? say("calls_no_reason")} />]}
      />
    </span>
  );
}
