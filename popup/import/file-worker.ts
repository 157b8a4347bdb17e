import { loadFile } from "../../extension/load-file.js";
import type { FileReply, FileRequest } from "./file-protocol.js";

// Runs in a worker of its own, which ends with the file that it read.

interface WorkerScope {
  onmessage: ((event: { readonly data: FileRequest }) => void) | null;
  postMessage(reply: FileReply): void;
}

const scope = self as unknown as WorkerScope;

scope.onmessage = async ({ data: { file, ...options } }) => {
  const tell = (reply: FileReply) => scope.postMessage(reply);
  try {
    tell(await loadFile(file, options, (progress) => tell({ kind: "progress", progress })));
  } catch {
    tell({ kind: "failed" });
  }
};
