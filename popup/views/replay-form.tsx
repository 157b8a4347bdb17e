import { useEffect, useRef, useState } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { CopyMenu } from "../components/copy-menu.js";
import { requestCopies } from "../copy-choices.js";
import { carriesBody, type Draft, obstacleOf, readHeaders, requestOf } from "../replay/draft.js";
import { isBusy } from "../replay/replay.js";
import { say } from "../text/say.js";
import { holdsSecret } from "./header-table.js";
import { ReplayRemarks } from "./replay-remarks.js";
import { TokenChoice } from "./token-choice.js";

interface Props {
  readonly login: Login;
  readonly draft: Draft;
}

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** The request to send: every part of it editable, and sent by nothing but a click on Send or Ctrl+Enter. */
export function ReplayForm({ login, draft }: Props) {
  const { replay } = useApp();
  const address = useRef<HTMLInputElement>(null);
  const [revealed, setRevealed] = useState(false);
  // Another call is another request to edit, and its secrets are others.
  useEffect(() => {
    address.current?.focus();
    setRevealed(false);
  }, [draft.call]);
  const secret = {
    url: holdsSecret({ url: draft.url }),
    headers: holdsSecret({ headers: readHeaders(draft.headers).sent }),
    body: holdsSecret({ body: draft.body }),
  };
  const look = (part: keyof typeof secret) => (secret[part] && !revealed ? "concealed" : undefined);
  const token = login.tokens.find(({ id }) => id === draft.tokenId) ?? null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the fields are what takes the keys
    <div
      class="replay-form"
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        replay.send(login);
      }}
    >
      <div class="request-line">
        <select
          aria-label={say("calls_column_method")}
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
          class={look("url")}
          aria-label="URL"
          placeholder="https://api.example/"
          spellcheck={false}
          autocomplete="off"
          value={draft.url}
          onInput={(event) => replay.edit({ url: event.currentTarget.value })}
        />
        <SendButtons login={login} draft={draft} />
      </div>
      <TokenChoice login={login} draft={draft} />
      <ReplayRemarks login={login} draft={draft} />
      <div class="request-parts">
        <label>
          {say("calls_headers")}
          <textarea
            rows={4}
            class={look("headers")}
            spellcheck={false}
            autocomplete="off"
            value={draft.headers}
            onInput={(event) => replay.edit({ headers: event.currentTarget.value })}
          />
        </label>
        <label>
          {say("calls_body")}{" "}
          {carriesBody(draft.method) ? null : (
            <span class="muted">{say("calls_body_not_sent", draft.method)}</span>
          )}
          <textarea
            rows={4}
            class={look("body")}
            spellcheck={false}
            autocomplete="off"
            disabled={!carriesBody(draft.method)}
            value={draft.body}
            onInput={(event) => replay.edit({ body: event.currentTarget.value })}
          />
        </label>
      </div>
      <p class="actions">
        <CopyMenu
          name={say("calls_this_request")}
          copies={() => requestCopies(requestOf(draft, token, ""), token ? [token.raw] : [])}
        />
        {Object.values(secret).includes(true) ? (
          <button type="button" class="quiet" aria-pressed={revealed} onClick={() => setRevealed(!revealed)}>
            {say(revealed ? "calls_hide_secrets" : "calls_reveal_secrets")}
          </button>
        ) : null}
        <span class="muted">{say("calls_send_keys")}</span>
      </p>
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
        {say("calls_send")}
      </button>
      {run?.stage === "running" ? (
        <button type="button" onClick={replay.abort}>
          {say("calls_stop")}
        </button>
      ) : null}
    </>
  );
}
