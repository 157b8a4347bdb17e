import type { Flow } from "../../extension/flow/flow.js";
import type { FileProgress, LoadedFile } from "../../extension/load-file.js";

/** What the page asks of the worker: one file, then the worker is done. To cancel, the page ends it. */
export interface FileRequest {
  readonly file: File;
  /** URLs that the person named as authorization endpoints. */
  readonly patterns: readonly string[];
  /** Id of a HAR file's first tab; see `HarOptions`. */
  readonly firstTabId: number;
}

/**
 * What the worker tells the page: progress any number of times, then some of the flows any number of times, then one of the
 * others with the rest; `failed` where the browser could not. To take ten thousand flows at a time would keep the page from
 * drawing for seconds.
 */
export type FileReply =
  | { readonly kind: "progress"; readonly progress: FileProgress }
  | { readonly kind: "flows"; readonly flows: readonly Flow[] }
  | { readonly kind: "failed" }
  | LoadedFile;
