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
  const { logins, exportReport } = useApp();
  const [redacted, setRedacted] = useState(true);
  const count = logins.value?.length ?? 0;
  const what = redacted ? "" : " unredacted";
  const save = (loginId: string | null) => exportReport(loginId, redacted).then(close);
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
        <button type="button" class={redacted ? "primary" : "danger"} onClick={() => save(login.id)}>
          Save this login{what}
        </button>
        {count > 1 ? (
          <button type="button" class={redacted ? "" : "danger"} onClick={() => save(null)}>
            Save all {count}
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
