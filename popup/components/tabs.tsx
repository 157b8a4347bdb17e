import type { Signal } from "@preact/signals";
import { useRef } from "preact/hooks";

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

/** Tabs as WAI-ARIA has them: one is reached by Tab, the others by the arrow keys. */
export function Tabs<Name extends string>({ tabs, view }: Props<Name>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const index = tabs.findIndex(({ name }) => name === view.value);
    const next = tabs[steps[event.key]?.(index, tabs.length) ?? -1];
    if (!next) return;
    event.preventDefault();
    view.value = next.name;
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views of this login" ref={list} onKeyDown={onKeyDown}>
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
