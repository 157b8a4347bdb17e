import type { Flow } from "../extension/flow/flow.js";
import type { MessageName, Messages } from "../extension/messages.js";

export type Stop = () => void;

/** Match pattern for every site. */
export const allSites = "*://*/*";

/** All that the popup asks of the browser. Nothing else in `popup/` knows the browser's interfaces. */
export interface Gateway {
  /** Shows the stored flows, newest first, now and after every change. Flows that did not change keep their identity. */
  watchFlows(show: (flows: readonly Flow[]) => void, fail: (error: unknown) => void): Stop;
  /** Shows the match patterns of the sites that may be read, now and after every change. */
  watchAccess(show: (patterns: readonly string[]) => void, fail: (error: unknown) => void): Stop;
  /** Tab that the person looks at; null where there is none. */
  currentTab(): Promise<number | null>;
  /**
   * Asks the person for access to sites; false if it was refused.
   *
   * To be called within a click's handler and before any `await`: the browser asks only then.
   */
  requestAccess(patterns: readonly string[]): Promise<boolean>;
  /** Rejects where the background refuses the message or fails. */
  send<Name extends MessageName>(
    name: Name,
    parameters: Messages[Name]["parameters"],
  ): Promise<Messages[Name]["result"]>;
  /** Opens the inspector in a tab of its own, at that login. */
  openInspector(flowId: string | null): Promise<void>;
  copy(text: string): Promise<void>;
}
