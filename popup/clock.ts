import { type ReadonlySignal, signal } from "@preact/signals";
import type { Stop } from "./gateway.js";

/** The present, in ms since the epoch. It moves once a second, and only while somebody watches it. */
export interface Clock {
  readonly now: ReadonlySignal<number>;
  watch(): Stop;
  /** The exact present, moving or not. */
  read(): number;
}

export function createClock(read: () => number = Date.now): Clock {
  const now = signal(read());
  let watchers = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    now.value = read();
  };
  return {
    now,
    read,
    watch() {
      tick();
      watchers += 1;
      timer ??= setInterval(tick, 1000);
      return () => {
        watchers -= 1;
        if (watchers > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
