import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import type { BrowserKind } from "../../scripts/browsers.js";
import { evaluateIn } from "../browser/harness/evaluate.js";
import { makeHar } from "../fixtures/har-large.js";
import { startBare } from "./browsers.js";
import type { Entry, Figure, Setting } from "./entry.js";
import { inRounds, type Subject } from "./rounds.js";

const goal = 1.5;
const logins = 50;
const sizes = [1_000, 10_000, 100_000];

/** What the reader is compared with: the file's text, parsed. */
const plainWorker =
  'onmessage = async ({ data: { file } }) => { JSON.parse(await file.text()); postMessage({ kind: "read" }); };';

/**
 * A HAR file, from its being chosen to its flows: in the built worker, which is started anew for each file as in the
 * inspector, so that its start and its cold code count. Beside it a worker that only parses the text of the same file.
 */
export const har: Entry = {
  name: "har",
  where: "browser",
  async measure({ kind, pairs }: Setting): Promise<readonly Figure[]> {
    const server = await serve(kind);
    const started = await startBare(kind);
    try {
      const page = await started.browser.newPage();
      await page.goto(server.origin);
      const figures: Figure[] = [];
      for (const entries of sizes) {
        await evaluateIn(
          page,
          async (url: string) => {
            const file = new File([await (await fetch(url)).blob()], "log.har");
            Object.assign(globalThis, { har: file });
          },
          [`/${entries}.har`],
        );
        const { values, base } = await inRounds(
          { values: readingBy(page, "/file-worker.js"), base: readingBy(page, "/plain-worker.js") },
          pairs,
        );
        const what = `HAR of ${entries.toLocaleString("en")} entries, ${logins} logins: to flows / JSON.parse`;
        figures.push({ what, kind: "ratio", goal, values, base });
      }
      return figures;
    } finally {
      await started.close();
      server.close();
    }
  },
};

const readingBy = (page: Page, worker: string): Subject => ({
  measure: () =>
    evaluateIn(
      page,
      (script: string) =>
        new Promise<number>((resolve, reject) => {
          const { har: file } = globalThis as unknown as { har: File };
          const start = performance.now();
          const reader = new Worker(script);
          reader.onerror = () => reject(new Error(`${script} failed`));
          reader.onmessage = ({ data: { kind } }) => {
            if (kind === "progress" || kind === "flows") return;
            reader.terminate();
            if (kind === "read") resolve(performance.now() - start);
            else reject(new Error(`${script} could not read the file`));
          };
          reader.postMessage({ file, patterns: [], firstTabId: -2 });
        }),
      [worker],
    ),
});

/** A page for the workers, the workers, and the files. */
async function serve(kind: BrowserKind) {
  const built = await readFile(join(import.meta.dirname, "..", "..", "dist", kind, "file-worker.js"), "utf8");
  const server = createServer(({ url = "/" }, response) => {
    const [, entries] = /^\/(\d+)\.har$/.exec(url) ?? [];
    if (entries !== undefined) response.end(makeHar(Number(entries), logins));
    else if (url === "/") response.setHeader("content-type", "text/html").end("<!doctype html>");
    else
      response
        .setHeader("content-type", "text/javascript")
        .end(url === "/file-worker.js" ? built : plainWorker);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
