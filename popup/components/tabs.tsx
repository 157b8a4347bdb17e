import type { Signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { say } from "../text/say.js";

export interface TabOf<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly count: number | null;
}

interface Props<Name extends string> {
  readonly tabs: readonly TabOf<Name>[];
  readonly view: Signal<Name>;
}

const steps: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** How much of the next tab shows beside the selected one, in CSS px. */
const peek = 24;

/** Tabs as WAI-ARIA has them: one is reached by Tab, the others by the arrow keys. */
export function Tabs<Name extends string>({ tabs, view }: Props<Name>) {
  const list = useRef<HTMLDivElement>(null);
  const selected = view.value;
  // Where there is no room for all of them they scroll sideways.
  useLayoutEffect(() => {
    const [row, tab] = [list.current, list.current?.querySelector<HTMLElement>(`[data-tab="${selected}"]`)];
    if (!row || !tab) return;
    const [shown, wanted] = [row.getBoundingClientRect(), tab.getBoundingClientRect()];
    if (wanted.left < shown.left) row.scrollLeft += wanted.left - shown.left - peek;
    else if (wanted.right > shown.right) row.scrollLeft += wanted.right - shown.right + peek;
  }, [selected]);
  const onKeyDown = (event: KeyboardEvent) => {
    const index = tabs.findIndex(({ name }) => name === view.value);
    const next = tabs[steps[event.key]?.(index, tabs.length) ?? -1];
    if (!next) return;
    event.preventDefault();
    view.value = next.name;
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={say("shell_views")} ref={list} onKeyDown={onKeyDown}>
      {tabs.map(({ name, label, count }) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          data-tab={name}
          aria-selected={view.value === name}
          aria-controls="view"
          tabIndex={view.value === name ? 0 : -1}
          onClick={() => {
            view.value = name;
          }}
        >
          {label}
          {count === null ? null : <span class="count"> {count}</span>}
        </button>
      ))}
    </div>
  );
}
