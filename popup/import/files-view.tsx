import { useApp } from "../app-context.js";
import { say } from "../text/say.js";
import { OpenFiles } from "./open-files.js";

/** What can be opened besides what is captured, and how. */
export function FilesView() {
  const { page } = useApp();
  return (
    <section class="empty" aria-label={say("files_files")}>
      <h1>
        {say("files_title")}{" "}
        <button
          type="button"
          class="quiet"
          onClick={() => {
            page.value = "logins";
          }}
        >
          {say("files_back")}
        </button>
      </h1>
      <p>{say("files_how")}</p>
      <p class="actions">
        <OpenFiles />
      </p>
      <h2>{say("files_kinds")}</h2>
      <ul>
        <li>{say("files_kind_har")}</li>
        <li>{say("files_kind_report")}</li>
      </ul>
      <p class="muted">{say("files_kept_nowhere")}</p>
    </section>
  );
}
