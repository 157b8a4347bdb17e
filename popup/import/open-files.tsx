import { useRef } from "preact/hooks";
import { useApp } from "../app-context.js";
import { Icon } from "../components/icon.js";
import { say } from "../text/say.js";

/**
 * Opens HAR files and reports. In the toolbar popup, which a file picker would close, it opens the inspector instead.
 *
 * @param iconic without words
 */
export function OpenFiles({ iconic = false }: { readonly iconic?: boolean }) {
  const { door, imports, openInspectorForFiles } = useApp();
  const input = useRef<HTMLInputElement>(null);
  const inPopup = door.kind === "popup";
  return (
    <>
      <button
        type="button"
        class={iconic ? "iconic" : ""}
        aria-label={say("files_open")}
        title={say("files_open_about")}
        onClick={() => (inPopup ? openInspectorForFiles() : input.current?.click())}
      >
        {iconic ? <Icon name="file" /> : say("files_open")}
      </button>
      {inPopup ? null : (
        <input
          type="file"
          hidden
          multiple
          accept=".har,.json"
          ref={input}
          onChange={({ currentTarget }) => {
            imports.open([...(currentTarget.files ?? [])]);
            // The same file may be chosen again.
            currentTarget.value = "";
          }}
        />
      )}
    </>
  );
}
