import { encodingOf } from "./har/encoding.js";
import { type HarOptions, type HarReading, type HarUnreadable, readHar } from "./har/read-har.js";
import { isReport, type ReadReport, readReport } from "./report/read-report.js";

/** A file as browsers give it, as far as it is needed. */
export interface SomeFile {
  /** Bytes. */
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** What a file held. Plain data, so that it passes between contexts. */
export type LoadedFile = HarReading | ReadReport | HarUnreadable;

/** How far the reading of a file has come. Parsing is one step, which takes most of the time. */
export type FileProgress =
  | { readonly stage: "reading" | "looking"; readonly done: number; readonly total: number }
  | { readonly stage: "parsing" };

/** The largest file that is read, bytes: no browser holds a longer text than about 500 million characters. */
export const largestFile = 500_000_000;

/** How much is read at a time, bytes. */
const piece = 8_388_608;

/**
 * Reads the logins out of a HAR file or a report, piece by piece. Does not throw for what is in the file.
 *
 * @param tell called as the reading goes on
 * @throws where the browser cannot read the file
 */
export async function loadFile(
  file: SomeFile,
  options: Omit<HarOptions, "progress">,
  tell: (progress: FileProgress) => void,
): Promise<LoadedFile> {
  if (file.size > largestFile) {
    const megabytes = Math.round(file.size / 1_000_000);
    return { kind: "unreadable", reason: `The file has ${megabytes} MB; at most 500 MB can be read.` };
  }
  const encoding = encodingOf(new Uint8Array(await file.slice(0, 4).arrayBuffer()));
  if (encoding.kind === "unreadable") return encoding;
  const decoder = new TextDecoder(encoding.label);
  let text = "";
  for (let start = 0; start < file.size; start += piece) {
    tell({ stage: "reading", done: start, total: file.size });
    text += decoder.decode(await file.slice(start, start + piece).arrayBuffer(), { stream: true });
  }
  text += decoder.decode();
  tell({ stage: "parsing" });
  if (isReport(text)) return readReport(text);
  return readHar(text, {
    ...options,
    progress: (done, total) => tell({ stage: "looking", done, total }),
  });
}
