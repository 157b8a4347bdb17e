import { useLayoutEffect, useRef } from "preact/hooks";
import { say } from "../text/say.js";

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
  /** What is to be known of all of them; null for nothing. */
  readonly note: string | null;
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

/** The menu of a copy button: arrow keys, Home, End and Escape, as WAI-ARIA has them. */
export function ChoiceMenu({ id, name, groups, note, anchor, onClose, onChoose }: Props) {
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
