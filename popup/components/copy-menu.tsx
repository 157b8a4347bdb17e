import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { say } from "../text/say.js";
import { CopyWords, useCopy } from "./copy-button.js";

/** What a button copies by itself, and what its menu offers. */
export interface Copies {
  readonly text: () => string;
  readonly groups: readonly ChoiceGroup[];
}

/** One thing to copy. */
export interface Choice {
  readonly label: string;
  readonly text: () => string;
}

/** Choices under a line that says what they have in common; null for no line. */
export interface ChoiceGroup {
  readonly title: string | null;
  readonly choices: readonly Choice[];
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
        <Menu
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

interface MenuProps extends Pick<Props, "name" | "note"> {
  readonly id: string;
  readonly groups: readonly ChoiceGroup[];
  readonly anchor: { readonly current: HTMLElement | null };
  readonly onClose: (refocus: boolean) => void;
  readonly onChoose: (choice: Choice) => void;
}

const moves: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function Menu({ id, name, groups, note, anchor, onClose, onChoose }: MenuProps) {
  const box = useRef<HTMLDivElement>(null);
  const items = () => [...(box.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  useLayoutEffect(() => {
    const menu = box.current;
    if (!menu) return;
    // In the top layer nothing cuts it off.
    menu.showPopover?.();
    place(menu, anchor.current);
    items()[0]?.focus({ preventScroll: true });
    const away = (event: Event) => {
      if (!menu.contains(event.target as Node)) onClose(false);
    };
    document.addEventListener("scroll", away, true);
    return () => document.removeEventListener("scroll", away, true);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const next = all[moves[event.key]?.(all.indexOf(event.target as HTMLElement), all.length) ?? -1];
    if (!next && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (next) next.focus();
    else onClose(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the menu within
    <div
      ref={box}
      class="copy-choices"
      popover="manual"
      onKeyDown={onKeyDown}
      onFocusOut={({ relatedTarget }) => {
        const to = relatedTarget as Node | null;
        // The button itself closes by its click.
        if (!box.current?.contains(to) && to !== anchor.current) onClose(false);
      }}
    >
      <div role="menu" id={id} aria-label={say("calls_copy_named", name)}>
        {groups.map(({ title, choices }, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a menu has groups, and no fieldsets
          <div key={index} role="group" aria-label={title ?? say("calls_copy_named", name)}>
            {title === null ? null : (
              <span class="copy-title" aria-hidden="true">
                {title}
              </span>
            )}
            {choices.map((choice) => (
              <button
                key={choice.label}
                type="button"
                role="menuitem"
                tabIndex={-1}
                onClick={() => onChoose(choice)}
              >
                {choice.label}
              </button>
            ))}
          </div>
        ))}
      </div>
      {note ? <p class="muted">{note}</p> : null}
    </div>
  );
}

/** Below its button, or above where there is more room; within the window. */
function place(menu: HTMLElement, anchor: HTMLElement | null): void {
  if (!anchor) return;
  const { left, right, top, bottom } = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const x = left + width <= clientWidth - 4 ? left : right - width;
  const y = bottom + height <= clientHeight - 4 ? bottom : top - height;
  menu.style.left = `${Math.max(4, x)}px`;
  menu.style.top = `${Math.max(4, y)}px`;
}
