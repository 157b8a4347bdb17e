import { loadHar } from "../../extension/har/load-har.js";
import type { HarReply, HarRequest } from "./har-protocol.js";

// Runs in a worker of its own, which ends with the file that it read.

interface WorkerScope {
  onmessage: ((event: { readonly data: HarRequest }) => void) | null;
  postMessage(reply: HarReply): void;
}

const scope = self as unknown as WorkerScope;

scope.onmessage = async ({ data: { file, patterns, firstTabId } }) => {
  const tell = (reply: HarReply) => scope.postMessage(reply);
  try {
    tell(await loadHar(file, { patterns, firstTabId }, (progress) => tell({ kind: "progress", progress })));
  } catch {
    tell({ kind: "unreadable", reason: "The browser could not read the file." });
  }
};
