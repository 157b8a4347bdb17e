import type { FileReply, FileRequest } from "../../popup/import/file-protocol.js";
import { type FileWorker, readFile } from "../../popup/import/read-file.js";

const request: FileRequest = {
  file: new File([], "login.har"),
  patterns: ["https://a.example/*"],
  firstTabId: -2,
};
const reading = { kind: "read", flows: [], writer: "", entries: 0, notes: [] } as const;

function started() {
  const asked: FileRequest[] = [];
  let ended = 0;
  const worker: FileWorker = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => asked.push(message),
    terminate: () => {
      ended += 1;
    },
  };
  const progress: unknown[] = [];
  const { outcome, cancel } = readFile(
    request,
    (step) => progress.push(step),
    () => worker,
  );
  const tell = (data: FileReply) => worker.onmessage?.({ data });
  return { worker, asked, progress, outcome, cancel, tell, ended: () => ended };
}

it("hands the file to a worker, tells its progress, and ends it with the result", async () => {
  const { asked, tell, progress, outcome, ended } = started();
  expect(asked).toEqual([request]);
  tell({ kind: "progress", progress: { stage: "parsing" } });
  tell({ kind: "progress", progress: { stage: "looking", done: 1, total: 2 } });
  expect(ended()).toBe(0);
  tell(reading);
  expect(await outcome).toEqual(reading);
  expect(progress).toEqual([{ stage: "parsing" }, { stage: "looking", done: 1, total: 2 }]);
  expect(ended()).toBe(1);
});

it("ends the worker at once where the person cancels, and what it still tells changes nothing", async () => {
  const { cancel, tell, outcome, ended } = started();
  cancel();
  tell(reading);
  expect(await outcome).toEqual({ kind: "cancelled" });
  expect(ended()).toBeGreaterThan(0);
});

it("says that memory may be short where the worker dies", async () => {
  const { worker, outcome } = started();
  worker.onerror?.();
  expect(await outcome).toEqual({
    kind: "unreadable",
    reason: "Reading stopped: the file may be too large for the memory.",
  });
});
