import { useState } from "preact/hooks";
import { say } from "../text/say.js";
import { WireText } from "./wire-text.js";

interface Props {
  readonly text: string;
  readonly multiline?: boolean;
  /** Longer text folds, to half of it, in characters; 400 unless told. */
  readonly limit?: number;
}

/** So many more at a time: to lay out a megabyte of text at once takes a browser seconds. */
const step = 20_000;

/** Wire text of which only the beginning shows while it is very long. */
export function Folded({ text, multiline = false, limit = 400 }: Props) {
  const first = Math.ceil(limit / 2);
  const [shown, setShown] = useState(first);
  if (text.length <= limit) return <WireText text={text} multiline={multiline} />;
  const isWhole = shown >= text.length;
  return (
    <>
      <WireText text={beginningOf(text, shown)} multiline={multiline} />
      {isWhole ? " " : "… "}
      <button
        type="button"
        class="quiet"
        aria-expanded={isWhole}
        onClick={() => setShown(isWhole ? first : shown + step)}
      >
        {isWhole
          ? say("messages_fold")
          : text.length - shown <= step
            ? say("messages_unfold", text.length)
            : say("messages_unfold_more", step, text.length)}
      </button>
    </>
  );
}

/** Cuts no character in two. */
const beginningOf = (text: string, length: number): string =>
  text.slice(0, /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : length);
