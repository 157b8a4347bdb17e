import { useState } from "preact/hooks";
import { say } from "../text/say.js";
import { CopyButton } from "./copy-button.js";
import { Folded } from "./folded.js";

interface Props {
  readonly text: string;
  /** Says of what, as in `Show raw request`. */
  readonly name: string;
  /** What is to be said of the text; null for nothing. */
  readonly note?: string | null;
}

/** A message exactly as it stood, one click away because it holds secrets. */
export function RawText({ text, name, note = null }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {say(open ? "messages_raw_hide" : "messages_raw_show", name)}
      </button>
      {open ? (
        <div class="raw" data-raw={name}>
          <CopyButton text={text} name={say("messages_raw_name", name)} />
          {note === null ? null : <span class="muted"> {note}</span>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
          <pre tabIndex={0}>
            <Folded text={text} multiline limit={8000} />
          </pre>
        </div>
      ) : null}
    </>
  );
}
