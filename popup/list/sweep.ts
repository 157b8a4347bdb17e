import type { Stop } from "../gateway.js";

/** How long the page may be kept from answering a key, ms. */
const sliceMs = 8;
/** How often what was found so far is told, ms. */
const tellMs = 150;

/**
 * Goes through many things a little at a time, so that the page stays quick; the first ones at once.
 *
 * @param tell told what passed so far and how many were looked at: now and then, and in the end
 */
export function sweep<T>(
  things: readonly T[],
  passes: (thing: T) => boolean,
  tell: (found: readonly T[], done: number) => void,
): Stop {
  const found: T[] = [];
  let done = 0;
  let toldAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const slice = () => {
    const began = performance.now();
    let now = began;
    for (; done < things.length && now - began < sliceMs; done++, now = performance.now()) {
      const thing = things[done] as T;
      if (passes(thing)) found.push(thing);
    }
    const isDone = done === things.length;
    if (!isDone) timer = setTimeout(slice);
    if (!isDone && now - toldAt < tellMs) return;
    toldAt = now;
    tell([...found], done);
  };
  slice();
  return () => clearTimeout(timer);
}
