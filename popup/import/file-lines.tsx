import type { HarNote } from "../../extension/har/notes.js";
import type { FileProgress } from "../../extension/load-file.js";
import { useApp } from "../app-context.js";
import { countOf } from "../components/clear-button.js";
import { Mark } from "../components/mark.js";
import { WireText } from "../components/wire-text.js";
import { say, sayCount } from "../text/say.js";
import type { TextName } from "../text/text-name.js";
import type { FileState, ImportedFile } from "./imported-file.js";

/** The files that were opened: how far each has come, what it holds, what it does not show. */
export function FileLines() {
  const { imports } = useApp();
  if (imports.files.value.length === 0) return null;
  return (
    <ul class="files" aria-label={say("files_files")}>
      {imports.files.value.map((file) => (
        <FileLine key={file.id} file={file} />
      ))}
    </ul>
  );
}

function FileLine({ file: { id, name, state } }: { readonly file: ImportedFile }) {
  const { imports } = useApp();
  const words = state.stage === "reading" ? "files_cancel" : "files_remove";
  return (
    <li data-stage={state.stage}>
      <p>
        <span>
          <b>
            <WireText text={name} />
          </b>{" "}
          <Stage state={state} />
        </span>
        <button
          type="button"
          class="quiet"
          aria-label={say(`${words}_named`, name)}
          onClick={() => imports.close(id)}
        >
          {say(words)}
        </button>
      </p>
      {state.stage === "read" && state.notes.length > 0 ? (
        <Notes notes={state.notes} alone={imports.files.value.length === 1} />
      ) : null}
    </li>
  );
}

function Stage({ state }: { readonly state: FileState }) {
  if (state.stage === "reading") return <Progress progress={state.progress} />;
  if (state.stage === "refused") {
    return (
      <span role="alert" data-weight="high">
        <Mark weight="high" /> {say("files_refused")} <WireText text={state.reason} />
      </span>
    );
  }
  return (
    <span role="status" class="muted">
      {state.logins.length === 0 ? say("files_no_login") : countOf(state.logins.length)}
      {" · "}
      <WireText text={state.about} />
    </span>
  );
}

const stages: Readonly<Record<FileProgress["stage"], TextName>> = {
  reading: "files_stage_reading",
  parsing: "files_stage_parsing",
  looking: "files_stage_looking",
};

function Progress({ progress }: { readonly progress: FileProgress | null }) {
  const words = say(stages[progress?.stage ?? "reading"]);
  if (progress === null || progress.stage === "parsing" || progress.total === 0) {
    return (
      <span class="progress">
        {words} … <progress aria-label={words} />
      </span>
    );
  }
  const percent = Math.floor((100 * progress.done) / progress.total);
  return (
    <span class="progress">
      {say("files_percent", words, percent)} <progress aria-label={words} max={100} value={percent} />
    </span>
  );
}

/** More notes than this are folded, and those of several files. */
const few = 3;

function Notes({ notes, alone }: { readonly notes: readonly HarNote[]; readonly alone: boolean }) {
  return (
    <details open={alone && notes.length <= few}>
      <summary>{sayCount("files_remarks", notes.length)}</summary>
      <ul>
        {notes.map((note) => (
          <li key={`${note.entry} ${note.text}`} data-entry={note.entry ?? undefined}>
            <WireText text={note.text} />
          </li>
        ))}
      </ul>
    </details>
  );
}
