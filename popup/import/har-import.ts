import type { HarProgress } from "../../extension/har/load-har.js";
import type { HarReading, HarUnreadable } from "../../extension/har/read-har.js";
import type { HarReply, HarRequest } from "./har-protocol.js";

/** How the reading of a file ended. */
export type HarOutcome = HarReading | HarUnreadable | { readonly kind: "cancelled" };

/** A file that is being read. */
export interface HarImport {
  /** Settles once, and never rejects. */
  readonly outcome: Promise<HarOutcome>;
  /** Stops the reading at once, wherever it is; does nothing after the end. */
  cancel(): void;
}

/** A worker as far as it is needed. */
export interface HarWorker {
  onmessage: ((event: { readonly data: HarReply }) => void) | null;
  onerror: (() => void) | null;
  postMessage(request: HarRequest): void;
  terminate(): void;
}

/**
 * Reads a HAR file off the main thread.
 *
 * @param open starts the worker; `har-worker.js` of the extension unless a test gives another
 */
export function importHar(
  request: HarRequest,
  onProgress: (progress: HarProgress) => void,
  open: () => HarWorker = () => new Worker("har-worker.js") as unknown as HarWorker,
): HarImport {
  const worker = open();
  let settle: (outcome: HarOutcome) => void = () => undefined;
  const outcome = new Promise<HarOutcome>((resolve) => {
    settle = (result) => {
      worker.terminate();
      resolve(result);
    };
  });
  worker.onmessage = ({ data: reply }) => {
    if (reply.kind === "progress") onProgress(reply.progress);
    else settle(reply);
  };
  // A worker that runs out of memory tells no more than this.
  worker.onerror = () =>
    settle({ kind: "unreadable", reason: "Reading stopped: the file may be too large for the memory." });
  worker.postMessage(request);
  return { outcome, cancel: () => settle({ kind: "cancelled" }) };
}
