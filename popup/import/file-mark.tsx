import { WireText } from "../components/wire-text.js";
import type { ReadableFile } from "./imported-file.js";

/** Says which file a login was read from. */
export function FileMark({ file: { name, state } }: { readonly file: ReadableFile }) {
  const kind = state.kind === "har" ? "HAR file" : state.redacted ? "redacted report" : "report";
  return (
    <span class="tag" data-mark="file" title={`Read from a ${kind}: to be looked at, and kept nowhere`}>
      {kind}: <WireText text={name} />
    </span>
  );
}
