import { useState } from "preact/hooks";
import { CopyButton } from "./copy-button.js";
import { WireText } from "./wire-text.js";

interface Props {
  readonly text: string;
  /** Says of what, as in `Show raw request`. */
  readonly name: string;
}

/** A message exactly as it stood, one click away because it holds secrets. */
export function RawText({ text, name }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Hide" : "Show"} raw {name}
      </button>
      {open ? (
        <div class="raw" data-raw={name}>
          <CopyButton text={text} name={`raw ${name}`} />
          <pre>
            <WireText text={text} multiline />
          </pre>
        </div>
      ) : null}
    </>
  );
}
