import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { startChromium } from "../test/browser/harness/start-chromium.js";
import { ensureBrowser } from "./ensure-browser.js";

export const iconFolder = join(import.meta.dirname, "..", "popup", "icons");

/** The toolbar button's states, by the names of their SVG sources, with the sizes in px that browsers are given. */
export const icons = {
  icon: [16, 32, 48, 128],
  paused: [16, 32, 48, 128],
  findings: [16, 32, 48, 128],
} as const;

/** Renders the SVG sources to PNG files beside them, `icon-16.png` and so on, on a transparent ground. */
async function main(): Promise<void> {
  const { browser, close } = await startChromium({ executablePath: await ensureBrowser("chrome") });
  try {
    const page = await browser.newPage();
    for (const [name, sizes] of Object.entries(icons)) {
      const svg = await readFile(join(iconFolder, `${name}.svg`), "utf8");
      for (const size of sizes) {
        await page.setViewport({ width: size, height: size });
        await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
        await page.screenshot({ path: join(iconFolder, `${name}-${size}.png`), omitBackground: true });
      }
    }
  } finally {
    await close();
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) void main();
