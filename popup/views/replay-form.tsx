import { useEffect, useRef } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { Notice } from "../components/notice.js";
import { WireText } from "../components/wire-text.js";
import { carriesBody, type Draft, newOrigin, obstacleOf, readHeaders } from "../replay/draft.js";
import { isBusy } from "../replay/replay.js";
import { missingPattern } from "../site-access.js";
import { TokenChoice } from "./token-choice.js";

interface Props {
  readonly login: Login;
  readonly draft: Draft;
}

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** The request to send: every part of it editable, and sent by nothing but a click. */
export function ReplayForm({ login, draft }: Props) {
  const { replay } = useApp();
  const address = useRef<HTMLInputElement>(null);
  // Another call is another request to edit.
  useEffect(() => address.current?.focus(), [draft.call]);
  return (
    <div class="replay-form">
      <div class="request-line">
        <select
          aria-label="Method"
          value={draft.method}
          onChange={(event) => replay.edit({ method: event.currentTarget.value })}
        >
          {[...new Set([draft.method, ...methods])].map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
        <input
          type="text"
          ref={address}
          aria-label="URL"
          placeholder="https://api.example/"
          spellcheck={false}
          value={draft.url}
          onInput={(event) => replay.edit({ url: event.currentTarget.value })}
        />
        <SendButtons login={login} draft={draft} />
      </div>
      <TokenChoice login={login} draft={draft} />
      <Remarks login={login} draft={draft} />
      <div class="request-parts">
        <label>
          Headers
          <textarea
            rows={4}
            spellcheck={false}
            value={draft.headers}
            onInput={(event) => replay.edit({ headers: event.currentTarget.value })}
          />
        </label>
        <label>
          Body {carriesBody(draft.method) ? null : <span class="muted">not sent with {draft.method}</span>}
          <textarea
            rows={4}
            spellcheck={false}
            disabled={!carriesBody(draft.method)}
            value={draft.body}
            onInput={(event) => replay.edit({ body: event.currentTarget.value })}
          />
        </label>
      </div>
    </div>
  );
}

function SendButtons({ login, draft }: Props) {
  const { replay } = useApp();
  const run = replay.run.value;
  return (
    <>
      <button
        type="button"
        class="primary"
        disabled={isBusy(run) || obstacleOf(draft) !== null}
        aria-describedby="replay-remarks"
        onClick={() => replay.send(login)}
      >
        Send
      </button>
      {run?.stage === "running" ? (
        <button type="button" onClick={replay.abort}>
          Abort
        </button>
      ) : null}
    </>
  );
}

function Remarks({ login, draft }: Props) {
  const { access } = useApp();
  const obstacle = obstacleOf(draft);
  const pattern = missingPattern(access.value ?? [], draft.url.trim());
  const origin = newOrigin(draft, login);
  const { notSent } = readHeaders(draft.headers);
  return (
    <div id="replay-remarks" class="remarks">
      {origin === null ? null : (
        <Notice weight="medium">
          This token was not sent to <WireText text={origin} /> in this login. Whoever runs it could use the
          token.
        </Notice>
      )}
      {notSent.length > 0 ? (
        <p class="muted">
          Set by the browser, not sent: <span class="wire">{notSent.join(", ")}</span>
        </p>
      ) : null}
      {pattern === null ? null : (
        <p class="muted">
          Send first asks for access to <span class="wire">{pattern}</span>
        </p>
      )}
      {obstacle === null ? null : <p class="fault">{obstacle}</p>}
    </div>
  );
}
