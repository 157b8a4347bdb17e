import type { Observation } from "./observation.js";

/**
 * One login, from the click to the last API call: the observations that belong to it, ordered by time.
 *
 * Everything else that is said of a login is a pure function of this; see {@link readLogin}.
 */
export interface Flow {
  readonly id: string;
  /** Tab in which the login was started. */
  readonly tabId: number;
  readonly observations: readonly Observation[];
  /** URLs that counted as authorization endpoints by the person's settings when it began. */
  readonly patterns: readonly string[];
  /** Kept when the oldest flows have to go. */
  readonly pinned: boolean;
  /** How many API calls were counted without being kept, past the first 500. */
  readonly callsLeftOut: number;
  /** How many other facts went past the caps of a flow; absent for none. */
  readonly factsLeftOut?: number;
}
