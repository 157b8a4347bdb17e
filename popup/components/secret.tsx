import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { mask } from "../../extension/mask.js";
import { Folded } from "./folded.js";

interface Props {
  readonly value: string;
  /** Says of what, as in `Reveal access_token`. */
  readonly name: string;
  /** How it shows while it is masked; by its first and last characters unless given. */
  readonly masked?: string;
  /** How the revealed value is drawn; as plain text unless given. */
  readonly children?: ComponentChildren;
}

/** A credential: masked until a click reveals it. */
export function Secret({ value, name, masked, children }: Props) {
  const [revealed, setRevealed] = useState(false);
  return (
    <span class="secret">
      {revealed ? (
        (children ?? <Folded text={value} limit={4000} />)
      ) : masked === undefined ? (
        <span class="wire masked">{mask(value)}</span>
      ) : (
        <Folded text={masked} />
      )}{" "}
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
