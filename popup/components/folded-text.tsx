import { useState } from "preact/hooks";
import { say } from "../text/say.js";
import { WireText } from "./wire-text.js";

interface Props {
  readonly text: string;
  /** What is shown of it when folded, in UTF-16 code units. */
  readonly most?: number;
}

/** Text that came from a page or a server, without line breaks; what is very long is folded. */
export function FoldedText({ text, most = 160 }: Props) {
  const [open, setOpen] = useState(false);
  // A fold that hides next to nothing would be in the way.
  if (text.length <= most * 1.5) return <WireText text={text} />;
  return (
    <>
      <WireText text={open ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "")}…`} />{" "}
      <button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? say("tokens_show_less") : say("tokens_show_all", text.length)}
      </button>
    </>
  );
}
