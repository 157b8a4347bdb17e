import { useState } from "preact/hooks";
import { say } from "../text/say.js";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly placeholder?: string;
  readonly onInput: (value: string) => void;
}

/** A field for a credential: what is in it shows only once a click reveals it. */
export function ConcealedField({ label, value, rows, placeholder = "", onInput }: Props) {
  const [revealed, setRevealed] = useState(false);
  return (
    <div class="concealed-field">
      <div class="secret-label">
        <span aria-hidden="true">{label}</span>
        <button
          type="button"
          class="quiet"
          aria-pressed={revealed}
          aria-label={say(revealed ? "shell_hide_value" : "shell_reveal_value", label)}
          onClick={() => setRevealed(!revealed)}
        >
          {say(revealed ? "shell_hide" : "shell_reveal")}
        </button>
      </div>
      {/* Without autocomplete no browser keeps the text to restore the page with. */}
      <textarea
        class={revealed ? "" : "concealed"}
        aria-label={label}
        rows={rows}
        spellcheck={false}
        autocomplete="off"
        placeholder={placeholder}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}
