import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

const least = 0.4;
const most = 3;
const factor = 1.2;

export interface Zoom {
  readonly scale: number;
  /** Makes it larger by so many steps; smaller where negative. */
  readonly by: (steps: number) => void;
  readonly set: (scale: number) => void;
}

const bounded = (scale: number): number => Math.min(most, Math.max(least, scale));

/** Larger by so many steps; as many back lead to the actual size again. */
function stepped(scale: number, steps: number): number {
  const next = bounded(scale * factor ** steps);
  return Math.abs(next - 1) < 0.05 ? 1 : next;
}

const keys: Readonly<Record<string, (scale: number) => number>> = {
  "+": (scale) => stepped(scale, 1),
  "=": (scale) => stepped(scale, 1),
  "-": (scale) => stepped(scale, -1),
  "0": () => 1,
};

/** How large a diagram is drawn: by buttons, and in its box by `+`, `-`, `0` and by the wheel with Ctrl. */
export function useZoom(box: RefObject<HTMLElement | null>): Zoom {
  const [scale, setScale] = useState(1);
  const by = (steps: number) => setScale((now) => stepped(now, steps));
  useEffect(() => {
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      by(event.deltaY < 0 ? 1 : -1);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const change = keys[event.key];
      if (!change || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      setScale(change);
    };
    const element = box.current;
    // Not by Preact, whose listeners for the wheel are passive: the page itself would be zoomed.
    element?.addEventListener("wheel", onWheel, { passive: false });
    element?.addEventListener("keydown", onKeyDown);
    return () => {
      element?.removeEventListener("wheel", onWheel);
      element?.removeEventListener("keydown", onKeyDown);
    };
  }, [box]);
  return { scale, by, set: (wanted) => setScale(bounded(wanted)) };
}

/** Width of a box in px, now and whenever it changes; 0 while it is not laid out. */
export function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const read = () => setWidth(element.clientWidth);
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    return () => observer.disconnect();
  }, [box]);
  return width;
}
