import type { ComponentChildren } from "preact";
import { mask } from "../../extension/mask.js";
import { WireText } from "../components/wire-text.js";
import { isSecret } from "../secrets.js";
import { spellOut } from "../text/hidden-characters.js";
import { say } from "../text/say.js";

export function Row({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div data-row={name}>
      <dt class="wire">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface ValueProps {
  readonly name: string;
  readonly value: string;
  /** Whether more may have been sent than can be read. */
  readonly hidden?: boolean;
}

/** A value in one line; in full on hover, unless it is a secret. */
export function Value({ name, value, hidden = false }: ValueProps) {
  if (value === "") return <span class="muted">{say(hidden ? "overview_hidden" : "overview_absent")}</span>;
  if (isSecret(name, value)) return <span class="wire masked">{mask(value)}</span>;
  return (
    <span title={spellOut(value)}>
      <WireText text={value} />
    </span>
  );
}
