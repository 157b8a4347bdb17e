import type { ComponentChildren } from "preact";
import { mask } from "../../extension/mask.js";
import { useApp } from "../app-context.js";
import { WireText } from "../components/wire-text.js";
import type { Place } from "../places/place.js";
import { isSecret } from "../secrets.js";
import { spellOut } from "../text/hidden-characters.js";
import { say } from "../text/say.js";

interface RowProps {
  readonly name: string;
  /** Where it is shown in full; its name leads there. */
  readonly leadsTo?: Place;
  readonly children: ComponentChildren;
}

export function Row({ name, leadsTo, children }: RowProps) {
  const { jumps } = useApp();
  const words = say("findings_show", name, say("findings_view_tokens"));
  return (
    <div data-row={name}>
      <dt class="wire" title={leadsTo ? undefined : name}>
        {leadsTo ? (
          <button
            type="button"
            class="quiet jump"
            aria-label={words}
            title={words}
            onClick={() => jumps.goTo(leadsTo, { view: "overview", anchor: [] })}
          >
            {name}
          </button>
        ) : (
          name
        )}
      </dt>
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
