import type { HarProgress } from "../../extension/har/load-har.js";
import type { HarReading, HarUnreadable } from "../../extension/har/read-har.js";

/** What the page asks of the worker: one file, then the worker is done. To cancel, the page ends it. */
export interface HarRequest {
  readonly file: File;
  /** URLs that the person named as authorization endpoints. */
  readonly patterns: readonly string[];
  /** Id of the file's first tab; see `HarOptions`. */
  readonly firstTabId: number;
}

/** What the worker tells the page: progress any number of times, then one of the others. */
export type HarReply =
  | { readonly kind: "progress"; readonly progress: HarProgress }
  | HarReading
  | HarUnreadable;
