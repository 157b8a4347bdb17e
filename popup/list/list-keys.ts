type Step = (index: number, count: number, page: number) => number;

const down: Step = (index) => index + 1;
const up: Step = (index) => index - 1;

const steps: Readonly<Record<string, Step>> = {
  ArrowDown: down,
  j: down,
  ArrowUp: up,
  k: up,
  Home: () => 0,
  End: (_, count) => count - 1,
  PageDown: (index, _, page) => index + page,
  PageUp: (index, _, page) => index - page,
};

/**
 * Row that a key leads to; null for a key that leads nowhere.
 *
 * @param index row that is selected, -1 for none
 * @param page  rows on screen
 */
export function rowByKey(event: KeyboardEvent, index: number, count: number, page: number): number | null {
  if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return null;
  const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
  return step ? Math.max(0, Math.min(count - 1, step(index, count, page))) : null;
}
