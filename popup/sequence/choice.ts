import { useState } from "preact/hooks";
import type { Message } from "../../extension/sequence/sequence.js";

/** Which message the keyboard is at, which one is kept, and which one is shown in full. */
export interface Choice {
  /** Id of the one that Tab leads to. */
  readonly reached: string | null;
  readonly kept: string | null;
  /** The kept one, else the one under the pointer, else the one that the keyboard was at last; null for none. */
  readonly shown: Message | null;
  readonly release: () => void;
  readonly listeners: {
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onClick: (event: Event) => void;
    readonly onMouseOver: (event: Event) => void;
    readonly onMouseLeave: () => void;
    readonly onFocusIn: (event: Event) => void;
  };
}

const moves: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index) => index + 1,
  j: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  k: (index) => index - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

export function useChoice(messages: readonly Message[]): Choice {
  const [focused, setFocused] = useState<string | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const [kept, setKept] = useState<string | null>(null);
  const find = (id: string | null) => messages.find((message) => message.id === id) ?? null;
  const keep = (id: string | null) => setKept(id === kept ? null : id);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const id = idAt(event);
    const index = messages.findIndex((message) => message.id === id);
    const next = messages[moves[event.key]?.(index, messages.length) ?? -1];
    if (next) {
      setKept(null);
      setHovered(null);
      focusOn(event, next.id);
    } else if (event.key === "Enter" || event.key === " ") keep(id);
    else if (event.key === "Escape" && kept !== null) setKept(null);
    else if (!(event.key in moves)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return {
    reached: find(focused)?.id ?? messages[0]?.id ?? null,
    kept: find(kept)?.id ?? null,
    shown: find(kept) ?? find(hovered) ?? find(focused),
    release: () => setKept(null),
    listeners: {
      onKeyDown,
      onClick: (event) => keep(idAt(event)),
      onMouseOver: (event) => setHovered(idAt(event)),
      onMouseLeave: () => setHovered(null),
      onFocusIn: (event) => setFocused(idAt(event)),
    },
  };
}

/** Id of the message at which an event took place. */
const idAt = ({ target }: Event): string | null =>
  (target as Element).closest("[data-message]")?.getAttribute("data-message") ?? null;

function focusOn({ currentTarget }: Event, id: string): void {
  const rows = (currentTarget as Element).querySelectorAll<SVGElement>("[data-message]");
  [...rows].find(({ dataset }) => dataset.message === id)?.focus();
}
