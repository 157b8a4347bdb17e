import { useState } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { Notice } from "./notice.js";

interface Props {
  readonly login: Login;
  readonly close: () => void;
}

/** Saves a report on one login or all: redacted, or after one click more with everything in it. */
export function ExportPanel({ login, close }: Props) {
  const { logins, imports, exportReport } = useApp();
  const [redacted, setRedacted] = useState(true);
  const file = imports.fileOf(login.id);
  const all = file?.state.logins ?? logins.value ?? [];
  const what = redacted ? "" : " unredacted";
  const save = (which: readonly Login[]) =>
    exportReport(
      which.map(({ id }) => id),
      redacted,
    ).then(close);
  return (
    <section class="export" aria-label="Export report">
      {redacted ? (
        <p>Tokens, codes, secrets, cookies and personal claims are replaced by placeholders.</p>
      ) : (
        <Notice weight="high" role="alert">
          The file will hold live tokens, codes and cookies: whoever has it can act as the person who logged
          in.
        </Notice>
      )}
      <div class="actions">
        <button type="button" class={redacted ? "primary" : "danger"} onClick={() => save([login])}>
          Save this login{what}
        </button>
        {all.length > 1 ? (
          <button type="button" class={redacted ? "" : "danger"} onClick={() => save(all)}>
            Save all {all.length}
            {file === null ? "" : " of the file"}
            {what}
          </button>
        ) : null}
        <button type="button" class="quiet" onClick={() => setRedacted(!redacted)}>
          {redacted ? "Unredacted …" : "Redacted"}
        </button>
        <button type="button" class="quiet" onClick={close}>
          Close
        </button>
      </div>
    </section>
  );
}
