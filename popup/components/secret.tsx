import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { mask } from "../../extension/mask.js";
import { useApp } from "../app-context.js";
import { say } from "../text/say.js";
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

/** A credential: masked until a click reveals it, unless all are revealed. What is said of all of them later holds for it too. */
export function Secret({ value, name, masked, children }: Props) {
  const { reveal } = useApp();
  const ofAll = reveal.value;
  const [own, setOwn] = useState({ after: ofAll, revealed: ofAll.all });
  const revealed = own.after === ofAll ? own.revealed : ofAll.all;
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
        aria-label={say(revealed ? "shell_hide_value" : "shell_reveal_value", name)}
        onClick={() => setOwn({ after: ofAll, revealed: !revealed })}
      >
        {say(revealed ? "shell_hide" : "shell_reveal")}
      </button>
    </span>
  );
}
