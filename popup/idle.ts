import type { Stop } from "./gateway.js";

/**
 * Waits until the page has nothing better to do, at least that long (ms; 0 unless told).
 *
 * @returns tells whether that slice of time goes on
 */
export type Idle = (delay?: number) => Promise<() => boolean>;

/** How long a slice is, ms: short enough for a key that is pressed meanwhile to show at once. */
const sliceMs = 12;

interface Scheduler {
  postTask<T>(
    task: () => T,
    options: { readonly priority: "background"; readonly delay: number },
  ): Promise<T>;
}

/** The browser's own idea of it, once a frame at most: what is drawn and what a person does go first. */
export const browserIdle: Idle = async (delay = 0) => {
  // A page that is not seen has no frames.
  if (!document.hidden) await new Promise(requestAnimationFrame);
  return (globalThis as unknown as { readonly scheduler: Scheduler }).scheduler.postTask(
    () => {
      const end = performance.now() + sliceMs;
      return () => performance.now() < end;
    },
    { priority: "background", delay },
  );
};

/**
 * Works through items in slices of idle time.
 *
 * @param tell told each time that twice as many are done, and at the end: so what it does is done a few times only
 */
export function inSlices<Item>(
  items: readonly Item[],
  idle: Idle,
  work: (item: Item) => unknown,
  tell: () => void,
): Stop {
  let stopped = false;
  const run = async () => {
    let toTell = firstTold;
    for (let done = 0; done < items.length; ) {
      const goesOn = await idle();
      if (stopped) return;
      do work(items[done++] as Item);
      while (done < items.length && goesOn());
      if (done < toTell && done < items.length) continue;
      toTell = 2 * done;
      tell();
    }
  };
  void run();
  return () => {
    stopped = true;
  };
}

const firstTold = 16;
