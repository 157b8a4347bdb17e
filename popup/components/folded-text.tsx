import { useState } from "preact/hooks";
import { say } from "../text/say.js";
import { WireText } from "./wire-text.js";

/** What is shown of a folded text, in UTF-16 code units. */
const most = 160;

/** Text that came from a page or a server; what is very long is folded. */
export function FoldedText({ text }: { readonly text: string }) {
  const [open, setOpen] = useState(false);
  // A fold that hides next to nothing would be in the way.
  if (text.length <= most * 1.5) return <WireText text={text} multiline />;
  return (
    <>
      <WireText text={open ? text : `${text.slice(0, most)}…`} multiline />{" "}
      <button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? say("tokens_show_less") : say("tokens_show_all", text.length)}
      </button>
    </>
  );
}
