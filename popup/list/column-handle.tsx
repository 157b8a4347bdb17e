import { useApp } from "../app-context.js";
import { say } from "../text/say.js";
import { widths, widthWithin } from "./list-state.js";

/** How much a key changes the width, px. */
const step = 16;

const widthByKey: Readonly<Record<string, (width: number) => number>> = {
  ArrowLeft: (width) => width - step,
  ArrowRight: (width) => width + step,
  Home: () => widths.least,
  End: () => widths.most,
};

type HandleEvent<Kind> = Kind & { readonly currentTarget: HTMLElement };

/** Changes the width of the list's column, by pointer and by keys (WAI-ARIA, window splitter). */
export function ColumnHandle() {
  const { width } = useApp().list;
  const set = (wanted: number) => {
    width.value = widthWithin(wanted);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = Object.hasOwn(widthByKey, event.key) ? widthByKey[event.key] : undefined;
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    set(next(width.value));
  };
  const onPointerMove = (event: HandleEvent<PointerEvent>) => {
    const { currentTarget: handle, pointerId, clientX } = event;
    if (!handle.hasPointerCapture(pointerId)) return;
    set(clientX - (handle.parentElement?.getBoundingClientRect().left ?? 0));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      class="column-handle"
      role="separator"
      aria-orientation="vertical"
      aria-label={say("list_width")}
      aria-controls="login-list"
      aria-valuemin={widths.least}
      aria-valuemax={widths.most}
      aria-valuenow={width.value}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDblClick={() => set(widths.usual)}
    />
  );
}
