import type { Flow } from "../../extension/flow/flow.js";
import type { FileProgress, LoadedFile } from "../../extension/load-file.js";
import { say } from "../text/say.js";
import type { FileReply, FileRequest } from "./file-protocol.js";

/** How the reading of a file ended. */
export type FileOutcome = LoadedFile | { readonly kind: "cancelled" };

/** A file that is being read. */
export interface FileRead {
  /** Settles once, and never rejects. */
  readonly outcome: Promise<FileOutcome>;
  /** Stops the reading at once, wherever it is; does nothing after the end. */
  cancel(): void;
}

/** A worker as far as it is needed. */
export interface FileWorker {
  onmessage: ((event: { readonly data: FileReply }) => void) | null;
  onerror: (() => void) | null;
  postMessage(request: FileRequest): void;
  terminate(): void;
}

/**
 * Reads a HAR file or a report off the main thread.
 *
 * @param open starts the worker; `file-worker.js` of the extension unless a test gives another
 */
export function readFile(
  request: FileRequest,
  onProgress: (progress: FileProgress) => void,
  open: () => FileWorker = () => new Worker("file-worker.js", { type: "module" }) as unknown as FileWorker,
): FileRead {
  const worker = open();
  const flows: Flow[] = [];
  let settle: (outcome: FileOutcome) => void = () => undefined;
  const outcome = new Promise<FileOutcome>((resolve) => {
    settle = (result) => {
      worker.terminate();
      resolve(result);
    };
  });
  const refuse = (why: "files_unreadable" | "files_stopped") =>
    settle({ kind: "unreadable", reason: say(why) });
  worker.onmessage = ({ data: reply }) => {
    if (reply.kind === "progress") onProgress(reply.progress);
    else if (reply.kind === "flows") flows.push(...reply.flows);
    else if (reply.kind === "failed") refuse("files_unreadable");
    else settle(reply.kind === "unreadable" ? reply : { ...reply, flows: [...flows, ...reply.flows] });
  };
  // A worker that runs out of memory tells no more than this.
  worker.onerror = () => refuse("files_stopped");
  worker.postMessage(request);
  return { outcome, cancel: () => settle({ kind: "cancelled" }) };
}
