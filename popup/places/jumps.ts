import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ViewName } from "../state.js";
import type { Place } from "./place.js";

/** Ways from one place of a login to another, and back. */
export interface Jumps {
  /** Where to go as soon as it is drawn; null once there. */
  readonly target: ReadonlySignal<Place | null>;
  /** Where the last jump began; null where no way leads back. */
  readonly origin: ReadonlySignal<Place | null>;
  /** @param from where {@link back} leads; nowhere unless given */
  readonly goTo: (place: Place, from?: Place) => void;
  readonly back: () => void;
  readonly arrived: () => void;
  /** Forgets the way back. */
  readonly forget: () => void;
}

/** @param view the view on show, which a jump changes */
export function createJumps(view: Signal<ViewName>): Jumps {
  const target = signal<Place | null>(null);
  const origin = signal<Place | null>(null);
  const goTo = (place: Place, from: Place | null = null) =>
    batch(() => {
      target.value = place;
      origin.value = from;
      view.value = place.view;
    });
  return {
    target,
    origin,
    goTo,
    back: () => {
      if (origin.value) goTo(origin.value);
    },
    arrived: () => {
      target.value = null;
    },
    forget: () => {
      origin.value = null;
    },
  };
}
