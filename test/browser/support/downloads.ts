import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExtensionBrowser } from "../harness/extension-browser.js";
import { inFirefoxWindow } from "../harness/firefox-window.js";
import { until } from "../harness/until.js";

/** A folder of its own into which a browser saves what is downloaded, without asking. */
export interface Downloads {
  readonly folder: string;
  /** Waits for the one file that is there, takes it out, and gives its name and text. */
  next(): Promise<{ readonly name: string; readonly text: string }>;
  remove(): Promise<void>;
}

export async function openDownloads({ kind, browser }: ExtensionBrowser): Promise<Downloads> {
  const folder = await mkdtemp(join(tmpdir(), "token-inspector-downloads-"));
  if (kind === "chrome") {
    const session = await browser.target().createCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  } else {
    await inFirefoxWindow(
      browser,
      `Services.prefs.setIntPref("browser.download.folderList", 2);
       Services.prefs.setStringPref("browser.download.dir", ${JSON.stringify(folder)});`,
    );
  }
  return {
    folder,
    async next() {
      const name = await until(() => finished(folder), { what: "a downloaded file" });
      const text = await readFile(join(folder, name), "utf8");
      await rm(join(folder, name));
      return { name, text };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Name of the one file in a folder; null while there is none, or one is still being written. */
async function finished(folder: string): Promise<string | null> {
  const names = await readdir(folder);
  const [name] = names;
  if (name === undefined || names.length > 1 || /\.(?:crdownload|part|tmp)$/.test(name)) return null;
  return (await readFile(join(folder, name))).length > 0 ? name : null;
}
