import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/**
 * `j` and `k` go from finding to finding, `+` expands all that is folded, `-` collapses it.
 *
 * Leaves keys alone that are typed into a field, pressed with a modifier, or meant for what stands beside the login.
 */
export function useFindingKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, key } = event;
      const isElsewhere =
        target instanceof Element && target !== document.body && !target.closest(".login-detail");
      if (isElsewhere || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (target instanceof Element && target.matches("input, textarea, select")) return;
      const root = list.current;
      if (!root) return;
      if (key === "+" || key === "-") foldAll(root, key === "-");
      else if (key === "j" || key === "k") step(root, key === "j" ? 1 : -1);
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [list]);
}

export function foldAll(root: HTMLElement, folded: boolean): void {
  for (const fold of root.querySelectorAll("details")) fold.open = !folded;
}

function step(root: HTMLElement, by: 1 | -1): void {
  const heads = [...root.querySelectorAll<HTMLElement>("details > summary")];
  const current = document.activeElement?.closest("details");
  const at = heads.findIndex((head) => head.parentElement === current);
  const next = at < 0 ? (by > 0 ? 0 : heads.length - 1) : at + by;
  heads[next]?.focus();
}
