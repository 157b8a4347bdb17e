import { join } from "node:path";
import type { BrowserKind } from "../../../scripts/browsers.js";
import type { ExtensionBrowser, LaunchOptions } from "./extension-browser.js";
import { launchChromium } from "./launch-chromium.js";
import { launchFirefox } from "./launch-firefox.js";

/** Every browser that the extension is built for, to run one test in each. */
export const browserKinds: readonly BrowserKind[] = ["chrome", "firefox"];

/** Starts a browser of the given kind with the extension that `npm run build` left in `dist/`. */
export function launchBuilt(kind: BrowserKind, options?: LaunchOptions): Promise<ExtensionBrowser> {
  const dist = join(import.meta.dirname, "..", "..", "..", "dist", kind);
  return kind === "chrome" ? launchChromium(dist, options) : launchFirefox(dist, options);
}
