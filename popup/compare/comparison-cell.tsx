import { useState } from "preact/hooks";
import type { Section } from "../../extension/compare/compare.js";
import type { Shown } from "../../extension/compare/fact.js";
import { Mark } from "../components/mark.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";
import { partsOf } from "./word-difference.js";
import { wordsOf } from "./words.js";

interface Props {
  readonly side: "left" | "right";
  readonly shown: Shown;
  readonly other: Shown;
  readonly section: Section;
}

/** One value of a row, under the name of its side where the columns are stacked. */
export function ComparisonCell({ side, shown, other, section }: Props) {
  return (
    <td data-side={side} data-shown={shown.kind}>
      <span class="side-name muted">{say(`compare_${side}`)}</span>
      <div>
        <Value shown={shown} other={other} section={section} />
      </div>
    </td>
  );
}

function Value({ shown, other, section }: Omit<Props, "side">) {
  const words = wordsOf(shown, section);
  if (shown.kind === "absent" || shown.kind === "hidden") return <span class="muted">{words}</span>;
  if (shown.kind === "word" && section.name === "findings" && isSeverity(shown.word)) {
    return (
      <span class="severity" data-weight={shown.word}>
        <Mark weight={shown.word} /> {words}
      </span>
    );
  }
  if (shown.kind === "masked") {
    return (
      <>
        <WireText text={shown.text} /> <span class="muted">{words.slice(shown.text.length)}</span>
      </>
    );
  }
  if (shown.kind !== "text" || shown.text === "") return <>{words}</>;
  return <LongText text={shown.text} other={other.kind === "text" ? other.text : null} />;
}

const isSeverity = (word: string): word is "high" | "medium" | "low" | "info" =>
  ["high", "medium", "low", "info"].includes(word);

/** Longer text folds to this, in characters. */
const most = 240;

/** Text whose own parts are marked; `other` is null where there is no text to hold it against. */
function LongText({ text, other }: { readonly text: string; readonly other: string | null }) {
  const [open, setOpen] = useState(false);
  const isLong = text.length > most * 1.5;
  const drawn = isLong && !open ? text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "") : text;
  const parts = other === null || other === text ? [] : partsOf(drawn, other);
  return (
    <>
      {parts.length > 1 ? (
        parts.map((part, index) =>
          part.own ? (
            <mark key={index}>
              <WireText text={part.text} />
            </mark>
          ) : (
            <WireText key={index} text={part.text} />
          ),
        )
      ) : (
        <WireText text={drawn} />
      )}
      {isLong ? (
        <>
          {open ? " " : "… "}
          <button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? say("compare_fold") : say("compare_unfold", text.length)}
          </button>
        </>
      ) : null}
    </>
  );
}
