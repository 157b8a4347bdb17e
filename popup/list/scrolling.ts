import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { lineHeight, type Placed, placeOf, rowAt } from "./placing.js";

/** The list is drawn anew each time it was scrolled this far, px. */
const stride = 4 * lineHeight;
/** Until the list knows its height, px. */
const guess = 560;

/**
 * Which part of the list is on screen, px from its top; shows the row that is selected, and keeps what is read in its place
 * when rows come or go above.
 *
 * @param current login that is selected
 * @param asked   what was searched and filtered by: another one is shown from its first row
 */
export function useScrolling(placed: readonly Placed[], current: string | null, asked: string) {
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const [height, setHeight] = useState(guess);
  const seen = useRef({ placed, current: null as string | null, asked, row: null as string | null, top: 0 });

  const note = () => {
    const { scrollTop } = scroller.current ?? { scrollTop: 0 };
    const row = rowAt(placed, scrollTop);
    seen.current = { placed, current, asked, row, top: (row && placeOf(placed, row)?.top) || 0 };
    setAt(Math.floor(scrollTop / stride) * stride);
  };
  const reveal = (element: HTMLElement) => {
    const place = current === null ? null : placeOf(placed, current);
    if (place === null) return;
    const { scrollTop, clientHeight } = element;
    if (place.top < scrollTop) element.scrollTop = place.top;
    else if (place.bottom > scrollTop + clientHeight) element.scrollTop = place.bottom - clientHeight;
  };

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const before = seen.current;
    if (before.asked !== asked) element.scrollTop = 0;
    else if (before.placed !== placed && before.row !== null && element.scrollTop > 0) {
      element.scrollTop += (placeOf(placed, before.row)?.top ?? before.top) - before.top;
    }
    if (before.current !== current && before.asked === asked) reveal(element);
    note();
  }, [placed, current, asked]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const sized = new ResizeObserver(() => {
      // Nothing is on screen while the list is hidden.
      if (element.clientHeight > 0) setHeight(element.clientHeight);
    });
    sized.observe(element);
    return () => sized.disconnect();
  }, []);
  // Another height may have hidden the row.
  useLayoutEffect(() => {
    if (scroller.current) reveal(scroller.current);
  }, [height]);

  return { scroller, from: at, to: at + stride + height, onScroll: note };
}
