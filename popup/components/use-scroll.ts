import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app-context.js";

interface Scrolled {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
}

/**
 * Has a view scrolled to where it was left, and any other view to its beginning.
 *
 * @param name  which view of which login is on show
 * @param ready whether it is there in full
 */
export function useScroll(name: string, ready: boolean): Scrolled {
  const { scroll } = useApp();
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { of, top } = scroll.peek();
    if (ref.current && (ready || of !== name)) ref.current.scrollTop = of === name ? top : 0;
  }, [name, ready, scroll]);
  return {
    ref,
    onScroll: () => {
      scroll.value = { of: name, top: ref.current?.scrollTop ?? 0 };
    },
  };
}
