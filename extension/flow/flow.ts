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
}
