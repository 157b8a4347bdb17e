import { loadFile } from "../../extension/load-file.js";
import type { FileReply, FileRequest } from "./file-protocol.js";

// Runs in a worker of its own, which ends with the file that it read.

/** How many flows the page takes at a time. */
const atATime = 10;

interface WorkerScope {
  onmessage: ((event: { readonly data: FileRequest }) => void) | null;
  postMessage(reply: FileReply): void;
}

const scope = self as unknown as WorkerScope;

scope.onmessage = async ({ data: { file, ...options } }) => {
  const tell = (reply: FileReply) => scope.postMessage(reply);
  try {
    const loaded = await loadFile(file, options, (progress) => tell({ kind: "progress", progress }));
    if (loaded.kind === "unreadable") {
      tell(loaded);
      return;
    }
    for (let sent = 0; sent < loaded.flows.length; sent += atATime) {
      tell({ kind: "flows", flows: loaded.flows.slice(sent, sent + atATime) });
    }
    tell({ ...loaded, flows: [] });
  } catch {
    tell({ kind: "failed" });
  }
};
