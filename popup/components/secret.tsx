import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { mask } from "../../extension/mask.js";
import { WireText } from "./wire-text.js";

interface Props {
  readonly value: string;
  /** Says of what, as in `Reveal access_token`. */
  readonly name: string;
  /** How the revealed value is drawn; as plain text unless given. */
  readonly children?: ComponentChildren;
}

/** A credential: masked until a click reveals it. */
export function Secret({ value, name, children }: Props) {
  const [revealed, setRevealed] = useState(false);
  return (
    <span class="secret">
      {revealed ? (children ?? <WireText text={value} />) : <span class="wire masked">{mask(value)}</span>}{" "}
      <button
        type="button"
        class="quiet"
        aria-pressed={revealed}
        aria-label={`${revealed ? "Hide" : "Reveal"} ${name}`}
        onClick={() => setRevealed(!revealed)}
      >
        {revealed ? "Hide" : "Reveal"}
      </button>
    </span>
  );
}
