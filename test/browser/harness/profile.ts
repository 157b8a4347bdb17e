import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import type { BrowserKind } from "../../../scripts/browsers.js";
import { pidSuffix } from "../../../scripts/strays.js";

/** A browser profile folder that goes away with the browser, or at the latest with this process. */
export interface Profile {
  readonly path: string;
  /** Notes the browser's process id beside the folder, for whoever has to end it when this process cannot. */
  note(browser: Browser): void;
  remove(): void;
}

/** Makes an empty temporary profile folder. */
export function createProfile(kind: BrowserKind): Profile {
  const path = mkdtempSync(join(tmpdir(), `token-inspector-${kind}-`));
  const noteFile = `${path}${pidSuffix}`;
  const remove = () => {
    process.off("exit", remove);
    rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    rmSync(noteFile, { force: true });
  };
  process.once("exit", remove);
  const note = (browser: Browser) => {
    const pid = browser.process()?.pid;
    if (pid !== undefined) {
      writeFileSync(noteFile, String(pid));
    }
  };
  return { path, note, remove };
}
