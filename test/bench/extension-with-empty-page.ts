import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserKind } from "../../scripts/browsers.js";
import type { ExtensionBrowser } from "../browser/harness/extension-browser.js";
import { launchChromium } from "../browser/harness/launch-chromium.js";
import { launchFirefox } from "../browser/harness/launch-firefox.js";
import { allowAllSites } from "../browser/support/world.js";

/** A page of the extension that could not be less: the popup's styles and a few words. */
export const emptyPage = "empty.html";

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Empty</title>
    <link rel="stylesheet" href="popup.css">
  </head>
  <body><p class="muted">A few words.</p></body>
</html>
`;

/** Starts a browser with a copy of the built extension that has the empty page beside its own, and may see all sites. */
export async function startWithEmptyPage(kind: BrowserKind): Promise<ExtensionBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "token-inspector-bench-"));
  cpSync(join(import.meta.dirname, "..", "..", "dist", kind), folder, { recursive: true });
  writeFileSync(join(folder, emptyPage), html);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const launch = kind === "chrome" ? launchChromium : launchFirefox;
    const browser = await launch(folder, { watchNetwork: false });
    await allowAllSites(browser);
    return {
      ...browser,
      async close() {
        await browser.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
