import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserKind } from "../../../scripts/browsers.js";

/** A browser profile folder that goes away with the browser, or at the latest with this process. */
export interface Profile {
  readonly path: string;
  remove(): void;
}

/** Makes an empty temporary profile folder. */
export function createProfile(kind: BrowserKind): Profile {
  const path = mkdtempSync(join(tmpdir(), `token-inspector-${kind}-`));
  const remove = () => {
    process.off("exit", remove);
    rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  process.once("exit", remove);
  return { path, remove };
}
