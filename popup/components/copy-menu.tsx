import { useId, useRef, useState } from "preact/hooks";
import { say } from "../text/say.js";
import { type ChoiceGroup, ChoiceMenu } from "./choice-menu.js";
import { CopyWords, useCopy } from "./copy-button.js";

/** What a button copies by itself, and what its menu offers. */
export interface Copies {
  readonly text: () => string;
  readonly groups: readonly ChoiceGroup[];
}

interface Props {
  /** Says of what, as in `Copy access_token`. */
  readonly name: string;
  /** Called when it is needed first. */
  readonly copies: () => Copies;
  /** What is to be known of all of them. */
  readonly note?: string | null;
}

/**
 * Copies a value, or, by its menu, what somebody wants to go on with. Nothing is written out before it is asked for.
 *
 * The menu is one as of WAI-ARIA, with arrow keys, Home, End and Escape.
 */
export function CopyMenu({ name, copies, note = null }: Props) {
  const { outcome, copy } = useCopy();
  const [open, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = (refocus: boolean) => {
    setOpen(false);
    if (refocus) toggle.current?.focus();
  };
  return (
    <span class="copy-menu">
      <CopyWords name={name} outcome={outcome} onClick={() => copy(copies().text())} />
      <button
        type="button"
        ref={toggle}
        class="quiet copy-more"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={say("calls_copy_more", name)}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <span aria-hidden="true">▾</span>
      </button>
      {open ? (
        <ChoiceMenu
          id={id}
          name={name}
          groups={copies().groups}
          note={note}
          anchor={toggle}
          onClose={close}
          onChoose={(choice) => {
            close(true);
            copy(choice.text());
          }}
        />
      ) : null}
    </span>
  );
}
