import { batch, effect, type ReadonlySignal, type Signal, untracked } from "@preact/signals";
import { type Place, type Places, placeOf } from "../extension/place.js";
import type { Gateway, Stop } from "./gateway.js";

/** How long a page may change before the background is told where it is, ms. */
const pauseMs = 150;

/** A signal that a page keeps while it is closed. */
export interface Kept {
  readonly read: () => unknown;
  /** Ignores what the signal cannot hold. */
  readonly restore: (value: unknown) => void;
  /** Whether it belongs to a login, so that it gives way to a newer one. */
  readonly ofLogin: boolean;
}

export const keep = <T>(
  kept: Signal<T>,
  is: (value: unknown) => value is T,
  { ofLogin }: { readonly ofLogin: boolean },
): Kept => ({
  read: () => kept.value,
  restore: (value) => {
    if (is(value)) kept.value = value;
  },
  ofLogin,
});

export interface Remembered {
  readonly gateway: Pick<Gateway, "send">;
  /** By the name under which each is kept. None may hold a token. */
  readonly kept: Readonly<Record<string, Kept>>;
  /** Id of the login that the page shows by itself; null where a newer one does not take its place. */
  readonly latest: ReadonlySignal<string | null>;
}

/**
 * Brings a page back to where it was left as soon as that is known, and tells the background where it is from then on.
 *
 * A login that came since then takes precedence over what was on show.
 *
 * @param left the name of the page, and where pages were left; null while one of them is unknown
 */
export function startMemory(
  left: () => { readonly slot: string; readonly places: Places } | null,
  remembered: Remembered,
): Stop {
  let stop: Stop | null = null;
  const stopWaiting = effect(() => {
    const known = stop === null ? left() : null;
    if (known !== null) stop = untracked(() => bringBack(known.slot, known.places, remembered));
  });
  return () => {
    stopWaiting();
    stop?.();
  };
}

function bringBack(slot: string, places: Places, { gateway, kept, latest }: Remembered): Stop {
  const left = placeOf(places, slot);
  const isOutdated = left !== null && left.latest !== latest.peek();
  batch(() => {
    for (const [name, { restore, ofLogin }] of Object.entries(kept)) {
      if (left && !(ofLogin && isOutdated)) restore(left[name]);
    }
  });

  const read = (): Place => ({
    latest: latest.value,
    ...Object.fromEntries(Object.entries(kept).map(([name, { read }]) => [name, read()])),
  });
  let place = read();
  let told = JSON.stringify(place);
  const isNew = () => JSON.stringify(place) !== told;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    clearTimeout(timer);
    if (!isNew()) return;
    told = JSON.stringify(place);
    // Where it cannot be kept, the page opens at the latest login.
    gateway.send("remember", { slot, place }).catch(() => {});
  };
  const stop = effect(() => {
    place = read();
    clearTimeout(timer);
    if (isNew()) timer = setTimeout(tell, pauseMs);
  });
  document.addEventListener("visibilitychange", tell);
  return () => {
    stop();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", tell);
  };
}
