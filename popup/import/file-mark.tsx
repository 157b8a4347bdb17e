import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";
import type { ReadableFile } from "./imported-file.js";

/** Says which file a login was read from. */
export function FileMark({ file: { name, state } }: { readonly file: ReadableFile }) {
  const kind = state.kind === "har" ? "har" : state.redacted ? "redacted" : "report";
  return (
    <span class="tag" data-mark="file" title={say(`files_from_${kind}`)}>
      {say(`files_mark_${kind}`)}: <WireText text={name} />
    </span>
  );
}
