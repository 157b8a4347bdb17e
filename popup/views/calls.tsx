import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { CallTable } from "./call-table.js";
import { ReplayForm } from "./replay-form.js";
import { ReplayRun } from "./replay-run.js";

/** The API calls that carried a token of this login, and a request to send again. */
export function Calls({ login }: { readonly login: Login }) {
  const { replay, imports } = useApp();
  const opened = replay.draft.value;
  const draft = opened?.loginId === login.id ? opened.draft : null;
  return (
    <>
      {login.calls.length > 0 ? <CallTable login={login} /> : <NoCalls login={login} />}
      {login.callsLeftOut > 0 ? (
        <p class="muted" data-left-out={login.callsLeftOut}>
          and {login.callsLeftOut.toLocaleString("en-US")} more, counted but not kept
        </p>
      ) : null}
      {imports.fileOf(login.id) === null ? (
        <p class="actions">
          <button type="button" class="quiet" onClick={() => replay.begin(login)}>
            Compose a request
          </button>
        </p>
      ) : null}
      {draft ? (
        <section class="replay" aria-label="Replay">
          <ReplayForm login={login} draft={draft} />
          {replay.run.value ? <ReplayRun run={replay.run.value} /> : null}
        </section>
      ) : null}
    </>
  );
}

function NoCalls({ login }: { readonly login: Login }) {
  return (
    <p class="muted blank">
      No API call with a token of this login was seen.
      {login.visibility.allSites ? "" : " Calls show only with access to the sites they go between."}
    </p>
  );
}
