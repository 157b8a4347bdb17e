import type { Anchor, Place } from "./place.js";

/**
 * Brings a place before the person's eyes and gives it the focus, as far in as it is drawn; opens what it is folded into.
 *
 * It is marked with `data-arrived` until the focus leaves it.
 *
 * @param root what holds the view on show, and has the focus where nothing of the place is drawn
 */
export function land(root: HTMLElement, { anchor }: Place): void {
  let element = root;
  for (const one of anchor) {
    const inner = within(element, one);
    if (!inner) break;
    element = inner;
  }
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
    fold.open = true;
  }
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: element === root ? "nearest" : "center" });
  if (element === root) return;
  element.dataset.arrived = "";
  element.addEventListener("blur", () => delete element.dataset.arrived, { once: true });
}

const within = (root: Element, [kind, value]: Anchor): HTMLElement | undefined =>
  [...root.querySelectorAll<HTMLElement>(`[data-${dashed(kind)}]`)].find(
    ({ dataset }) => dataset[kind] === value,
  );

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
