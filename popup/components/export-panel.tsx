import { useState } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { say } from "../text/say.js";
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
  const form = redacted ? "" : "_unredacted";
  const save = (which: readonly Login[]) =>
    exportReport(
      which.map(({ id }) => id),
      redacted,
    ).then(close);
  return (
    <section class="export" aria-label={say("shell_export_report")}>
      {redacted ? (
        <p>{say("shell_export_redacted_about")}</p>
      ) : (
        <Notice weight="high" role="alert">
          {say("shell_export_unredacted_about")}
        </Notice>
      )}
      <div class="actions">
        <button type="button" class={redacted ? "primary" : "danger"} onClick={() => save([login])}>
          {say(`shell_export_one${form}`)}
        </button>
        {all.length > 1 ? (
          <button type="button" class={redacted ? "" : "danger"} onClick={() => save(all)}>
            {say(`shell_export_${file === null ? "all" : "file"}${form}`, all.length)}
          </button>
        ) : null}
        <button type="button" class="quiet" onClick={() => setRedacted(!redacted)}>
          {say(redacted ? "shell_export_to_unredacted" : "shell_export_to_redacted")}
        </button>
        <button type="button" class="quiet" onClick={close}>
          {say("shell_close")}
        </button>
      </div>
    </section>
  );
}
