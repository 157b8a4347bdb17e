import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { say, sayCount } from "../text/say.js";
import { CallTable } from "./call-table.js";
import { ReplayForm } from "./replay-form.js";
import { ReplayHistory } from "./replay-history.js";
import { ReplayRun } from "./replay-run.js";

/** The API calls that carried a token of this login, and a request to send again. */
export function Calls({ login }: { readonly login: Login }) {
  const { replay, imports } = useApp();
  const opened = replay.draft.value;
  const draft = opened?.loginId === login.id ? opened.draft : null;
  return (
    <>
      {login.calls.length > 0 ? <CallTable key={login.id} login={login} /> : <NoCalls login={login} />}
      {login.callsLeftOut > 0 ? (
        <p class="muted" data-left-out={login.callsLeftOut}>
          {sayCount("calls_left_out", login.callsLeftOut)}
        </p>
      ) : null}
      {imports.fileOf(login.id) === null ? (
        <p class="actions">
          <button type="button" class="quiet" onClick={() => replay.begin(login)}>
            {say("calls_compose")}
          </button>
        </p>
      ) : null}
      {draft ? (
        <section class="replay" aria-label={say("calls_replay")}>
          <ReplayForm login={login} draft={draft} />
          {replay.run.value ? <ReplayRun login={login} run={replay.run.value} /> : null}
          <ReplayHistory />
        </section>
      ) : null}
    </>
  );
}

function NoCalls({ login }: { readonly login: Login }) {
  return (
    <p class="muted blank">
      {say("calls_none")} {login.visibility.allSites ? "" : say("calls_none_without_access")}
    </p>
  );
}
